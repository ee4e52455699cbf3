import { z } from 'zod';
import { OFFER_NAMES, OFFERS, USAGES } from '../data/offers.ts';
import { cardNumber, environment, structureId } from './identifiers.ts';
import { expected } from './wording.ts';

export const offer = z.enum(OFFER_NAMES);
export const usage = z.enum(USAGES);

export const offerRight = z
  .strictObject({ offer, usages: z.array(usage).min(1) })
  .refine(
    ({ offer: name, usages }) =>
      usages.every((one) => (OFFERS[name].usages as readonly string[]).includes(one)),
    {
      path: ['usages'],
      error: expected('des usages de cette offre', 'usages of that offer'),
    },
  );

/** The right of an administrateur technique to order an offer for a structure. */
export const habilitation = z.strictObject({
  id: z.string(),
  /** The entity that signed the contract, which the certificates name. */
  structure: structureId,
  cardNumber,
  environment,
  offer,
  usages: z.array(usage),
  /** `*ch-ville.fr`: that domain and everything below; without the star, one server. */
  domain: z.string().nullable(),
  mailDomain: z.string().nullable(),
  /** OU and ST of the certificates. */
  organizationalUnit: structureId,
  departement: z.string(),
  form: z.string(),
  grantedAt: z.iso.datetime(),
});
export type Habilitation = z.output<typeof habilitation>;

export const habilitationRemoval = z.strictObject({ id: z.string(), why: z.string().trim().min(1).max(500) });
