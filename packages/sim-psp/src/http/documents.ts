import { z } from 'zod';
import { PspFaults } from '../faults.ts';
import { openPsp } from '../psp.ts';
import { pspApp } from './app.ts';
import { components } from './components.ts';
import { security, securitySchemes } from './description.ts';
import { restBinding } from './rest.ts';

type Json = { readonly [key: string]: unknown };

/** The OpenAPI description of the contract of the bench. */
export async function pspOpenApi(): Promise<Json> {
  using psp = openPsp({ file: ':memory:' });
  const faults = new PspFaults(psp.journal, { bytes: () => Buffer.alloc(0), integer: () => 0 });
  const clientOf = () => {
    throw new TypeError('nobody asks');
  };
  const app = await pspApp({ psp, binding: restBinding, faults, clientOf, slowMs: 0 });
  await app.ready();
  const { components: described, ...document } = app.swagger() as unknown as Json & {
    readonly components: { readonly schemas: Json };
  };
  await app.close();
  const { paths, schemas } = withComponentsUsed(document['paths'], described.schemas);
  return { ...document, paths, components: { securitySchemes, schemas }, security };
}

/** The components that the paths use. What is only sent is described as that, and loses the suffix that says so. */
function withComponentsUsed(
  paths: unknown,
  schemas: Json,
): { readonly paths: unknown; readonly schemas: Json } {
  const renamed = (value: unknown): unknown =>
    JSON.parse(JSON.stringify(value).replace(/(#\/components\/schemas\/New\w+)Input"/g, '$1"'));
  const used = [...JSON.stringify(paths).matchAll(/#\/components\/schemas\/(\w+)/g)].map(([, name]) => name!);
  const entries = [...new Set(used)]
    .sort()
    .map((name) => [name.replace(/^(New\w+)Input$/, '$1'), renamed(schemas[name])] as const);
  return { paths: renamed(paths), schemas: Object.fromEntries(entries) };
}

/** JSON Schema of every message, events of webhooks included. */
export function pspJsonSchema(): Json {
  const { schemas } = z.toJSONSchema(components, { uri: (id) => `#/$defs/${id}`, io: 'input' });
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: 'urn:banc-gap:diapason:v1',
    $defs: Object.fromEntries(
      Object.entries(schemas).map(([name, { $schema, $id, ...schema }]) => [name, schema]),
    ),
  };
}
