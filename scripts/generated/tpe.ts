import { messagesJsonSchema, pollOpenApi } from '@banc-gap/sim-tpe';

/** docs/tpe.schema.json: what terminals and GAPs say to each other. */
export const tpeSchemaFile = () => `${JSON.stringify(messagesJsonSchema(), null, 2)}\n`;

/** docs/tpe.openapi.json: what a GAP serves where terminals poll it. */
export const tpeOpenApiFile = () => `${JSON.stringify(pollOpenApi(), null, 2)}\n`;
