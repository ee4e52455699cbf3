import { z } from 'zod';

/** Something that is allowed, and not what the documents ask for. */
export const warning = z.strictObject({
  id: z.string(),
  text: z.strictObject({ fr: z.string(), en: z.string() }),
  requirements: z.array(z.string()),
});
export type Warning = z.output<typeof warning>;
