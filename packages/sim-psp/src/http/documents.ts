import { z } from 'zod';
import { FaultBoard } from '../faults.ts';
import { openPsp } from '../psp.ts';
import { pspApp } from './app.ts';
import { security, securitySchemes } from './description.ts';
import { COMPONENTS, restBinding } from './rest.ts';

type Json = { readonly [key: string]: unknown };

/** The OpenAPI description of the contract of the bench. */
export async function pspOpenApi(): Promise<Json> {
  using psp = openPsp({ file: ':memory:' });
  const faults = new FaultBoard(psp.journal, { bytes: () => Buffer.alloc(0), integer: () => 0 });
  const clientOf = () => {
    throw new TypeError('nobody asks');
  };
  const app = await pspApp({ psp, binding: restBinding, faults, clientOf, slowMs: 0 });
  await app.ready();
  const { components, ...document } = app.swagger() as unknown as Json & { readonly components: Json };
  await app.close();
  return { ...document, components: { securitySchemes, ...components }, security };
}

/** JSON Schema of every message, events of webhooks included. */
export function pspJsonSchema(): Json {
  const registry = z.registry<{ readonly id: string }>();
  for (const [id, schema] of Object.entries(COMPONENTS)) registry.add(schema, { id });
  const { schemas } = z.toJSONSchema(registry, { uri: (id) => `#/$defs/${id}`, io: 'input' });
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: 'urn:banc-gap:diapason:v1',
    $defs: Object.fromEntries(
      Object.entries(schemas).map(([name, { $schema, $id, ...schema }]) => [name, schema]),
    ),
  };
}
