import { z } from 'zod';
import { cardNumber, environment, pin, structureId } from './identifiers.ts';
import { newPerson, person, personUpdate } from './people.ts';
import { expected } from './wording.ts';

/** Nomenclature TRE_G02 and the director's cards. */
export const CARD_TYPES = ['CPS', 'CPE', 'CPA', 'CDE', 'CPF', 'CDA'] as const;
export const cardType = z.enum(CARD_TYPES);
export type CardType = z.infer<typeof cardType>;

export const cardState = z.enum(['active', 'opposed', 'expired']);

export const OPPOSITION_GROUNDS = ['perte', 'vol', 'dysfonctionnement'] as const;

/** A CPS or CPF is a health professional's. */
export const isProfessionalCard = (type: CardType): boolean => type === 'CPS' || type === 'CPF';

export const PROFESSION_WANTED = expected(
  'la profession du porteur : une CPS est celle d’un professionnel de santé',
  "the holder's profession: a CPS is that of a health professional",
);

export const newCard = z
  .strictObject({
    type: cardType,
    environment,
    structure: structureId,
    /** Null for a service card, which is nobody's. */
    holder: newPerson.nullable(),
    /** The holder of a CPS is the responsable of the structure. */
    responsable: z.boolean().default(false),
  })
  .refine(({ type, responsable }) => !responsable || type === 'CPS', {
    path: ['responsable'],
    error: expected('vrai pour une CPS seulement', 'true for a CPS only'),
  })
  .refine(({ type, holder }) => !isProfessionalCard(type) || holder?.profession != null, {
    path: ['holder', 'profession'],
    error: PROFESSION_WANTED,
  });

export const card = z.strictObject({
  number: cardNumber,
  type: cardType,
  environment,
  structure: structureId,
  nominative: z.boolean(),
  holder: person.nullable(),
  responsable: z.boolean(),
  state: cardState,
  /** Three wrong PINs; a réfection undoes it. */
  blocked: z.boolean(),
  issuedAt: z.iso.datetime(),
  expiresAt: z.iso.datetime(),
  opposedAt: z.iso.datetime().nullable(),
  oppositionGround: z.string().nullable(),
  /** SHA-256 of the AUTH certificate, lower-case hex. */
  certificate: z.string().nullable(),
});
export type Card = z.output<typeof card>;

export const cardLogin = z.strictObject({ cardNumber, pin });
export const opposition = z.strictObject({ cardNumber, ground: z.enum(OPPOSITION_GROUNDS) });
export const holderUpdate = z.strictObject({ cardNumber, holder: personUpdate });
export const cardCertificate = z.strictObject({
  cardNumber,
  /** SHA-256 of the DER, lower-case hex. */
  fingerprint: z.string().regex(/^[0-9a-f]{64}$/),
});
