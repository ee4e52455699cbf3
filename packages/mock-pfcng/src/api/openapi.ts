import type { Api } from './api.ts';
import { security, securitySchemes } from './description.ts';

type Json = { [key: string]: unknown };

/** The OpenAPI description of the API, with the components that it uses. */
export function openApiDocument(api: Api): Json {
  const document = api.swagger() as unknown as Json & { components: { schemas: Json } };
  const { schemas } = document.components;
  const used = new Map<string, unknown>();
  const collect = (value: unknown): void => {
    if (value === null || typeof value !== 'object') return;
    for (const [key, child] of Object.entries(value)) {
      const name = key === '$ref' && /^#\/components\/schemas\/(.+)$/.exec(child as string)?.[1];
      if (!name) collect(child);
      else if (!used.has(name)) {
        used.set(name, schemas[name]);
        collect(schemas[name]);
      }
    }
  };
  collect(document['paths']);
  return {
    ...document,
    security,
    components: { securitySchemes, schemas: Object.fromEntries([...used].sort()) },
  };
}
