import { z } from 'zod';

type Metadata = z.core.GlobalMeta;

/**
 * The schemas that an OpenAPI description names, so that generated clients have types with these names. Not in zod's
 * global registry: in one process, another service may give the same name to a schema of its own. What schemas say of
 * themselves with `.meta` and `.describe` stays there, and is seen from here.
 */
export function componentRegistry(
  components: Readonly<Record<string, z.ZodType>>,
): z.core.$ZodRegistry<Metadata> {
  const registry = new z.core.$ZodRegistry<Metadata>();
  // Whoever writes the description copies the registry by its map: the global one must be seen through that.
  registry._map = new MetadataMap();
  for (const [id, schema] of Object.entries(components)) registry.add(schema, { id });
  return registry;
}

class MetadataMap extends WeakMap<z.core.$ZodType, Metadata> {
  override get(schema: z.core.$ZodType): Metadata | undefined {
    const own = super.get(schema);
    const global = z.globalRegistry._map.get(schema);
    return own && global ? { ...global, ...own } : (own ?? global);
  }
}
