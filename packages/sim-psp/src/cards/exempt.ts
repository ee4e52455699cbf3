import { z } from 'zod';

/** Schemas whose values have a form that no card number can be hidden in, though digits may look like one. */
const exempt = z.registry<{ readonly why: 'identifier' | 'time' }>();

/** Marks the schema of an identifier of a fixed form: its values are not searched for card numbers. */
export function identifier<Schema extends z.ZodType>(schema: Schema): Schema {
  exempt.add(schema, { why: 'identifier' });
  return schema;
}

/** Likewise the schema of a moment or a day. */
export function time<Schema extends z.ZodType>(schema: Schema): Schema {
  exempt.add(schema, { why: 'time' });
  return schema;
}

/** Whether the value is what an exempt schema says: what merely stands in such a field is searched. */
export function isExempt(schema: z.ZodType | undefined, value: unknown): boolean {
  const inner = schema && bare(schema);
  return inner !== undefined && exempt.has(inner) && inner.safeParse(value).success;
}

/** The schema of a member, where the schema around it knows it. */
export function schemaOfMember(schema: z.ZodType | undefined, name: string): z.ZodType | undefined {
  const inner = schema && bare(schema);
  if (inner instanceof z.ZodObject) return inner.shape[name] as z.ZodType | undefined;
  return inner instanceof z.ZodArray ? (inner.element as z.ZodType) : undefined;
}

function bare(schema: z.ZodType): z.ZodType {
  return schema instanceof z.ZodOptional || schema instanceof z.ZodNullable || schema instanceof z.ZodDefault
    ? bare(schema.unwrap() as z.ZodType)
    : schema;
}
