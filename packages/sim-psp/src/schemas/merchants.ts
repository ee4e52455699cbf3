import { z } from 'zod';
import { account, structureId } from './identifiers.ts';

export const newMerchant = z.strictObject({
  name: z.string().min(1).max(100),
  structures: z.array(structureId).min(1).describe('Whose certificates may use the account'),
  contract: z.boolean().default(true).describe('false: known, but without a contract to debit cards'),
});

export const merchant = z.strictObject({ account, ...newMerchant.shape, contract: z.boolean() });
export type Merchant = z.output<typeof merchant>;

export const newWebhook = z.strictObject({
  url: z
    .url({ protocol: /^https?$/ })
    .max(500)
    .describe('Of the hospital; it must resolve to a loopback or private address'),
});

export const webhook = z.strictObject({
  url: z.string(),
  secret: z.string().describe('whsec_ and base64, for the signature of Standard Webhooks'),
});
