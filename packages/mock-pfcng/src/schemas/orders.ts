import { z } from 'zod';
import { OFFERS } from '../data/offers.ts';
import { offer, usage } from './habilitations.ts';
import { cardNumber, email, environment, line, structureId } from './identifiers.ts';
import { warning } from './warnings.ts';
import { expected } from './wording.ts';

const name = line(255);

/** Becomes the CN, or the rfc822Name, of a certificate. */
const certifiedEmail = email.refine(
  (address) => address.length <= 64,
  expected('une adresse de 64 caractères au plus', 'an address of at most 64 characters'),
);

/** What the certificate is to say, by offer. */
const orgProduct = z.strictObject({
  offer: z.literal('ORG'),
  usage: z.enum(OFFERS.ORG.usages),
  serviceApplicatif: line(64),
});
const serverProduct = z.strictObject({
  offer: z.literal('SERV'),
  usage: z.literal('SSL_SERVEUR'),
  fqdn: name,
  alternativeNames: z.array(name).max(20).default([]),
});
const mailProduct = z.strictObject({
  offer: z.literal('SERV'),
  usage: z.enum(['SMIME', 'SIGN', 'CONF']),
  email: certifiedEmail,
});
const proProduct = z.strictObject({
  offer: z.literal('PRO'),
  usage: z.enum(OFFERS.PRO.usages),
  /** The card of the person whom the certificate names. */
  beneficiary: cardNumber,
  /** Of an AUTH certificate. */
  upn: z
    .string()
    .regex(
      /^[^\s@\p{C}]+@[^\s@\p{C}]+$/u,
      expected('un UPN, tel que anne.martin@ch-ville.fr', 'a UPN, such as anne.martin@ch-ville.fr'),
    )
    .max(120)
    .nullable()
    .default(null),
  /** Of a SIGN or CONF certificate. */
  email: certifiedEmail.nullable().default(null),
});

export const product = z.discriminatedUnion('offer', [
  orgProduct,
  z.discriminatedUnion('usage', [serverProduct, mailProduct]),
  proProduct,
]);
export type Product = z.output<typeof product>;

/** A CSR of one's own, in PEM, or a key that the platform makes on line. */
export const keySource = z.discriminatedUnion('source', [
  z.strictObject({ source: z.literal('on-line') }),
  z.strictObject({ source: z.literal('csr'), csr: z.string().max(16_384) }),
]);

export const newOrder = z.strictObject({
  structure: structureId,
  environment,
  product,
  key: keySource,
  /** Told of every step, beside the administrator. */
  notify: z.array(email).max(10).default([]),
});
export type NewOrder = z.output<typeof newOrder>;

export const renewal = z.strictObject({ order: z.string(), key: keySource });

export const REVOCATION_GROUNDS = [
  'erreur',
  'perte',
  'vol',
  'cessation-activite',
  'changement-donnee',
] as const;

const revocationCode = z
  .string()
  .regex(
    /^\S{4,32}$/u,
    expected('un code de 4 à 32 caractères sans espace', 'a code of 4 to 32 characters without spaces'),
  );

/** ASCII, because programs encode other characters of a PKCS#12 password in different ways. */
const keyPassword = z
  .string()
  .regex(
    /^[\x21-\x7e]{8,64}$/,
    expected('8 à 64 caractères ASCII sans espace', '8 to 64 ASCII characters without spaces'),
  );

const withdrawalFields = z.strictObject({
  order: z.string(),
  revocationCode,
  revocationCodeAgain: z.string(),
  acceptTerms: z.boolean(),
  /** Wanted exactly when the key is made on line. */
  keyPassword: keyPassword.optional(),
});
type Codes = Pick<z.output<typeof withdrawalFields>, 'revocationCode' | 'revocationCodeAgain'>;
const sameCode = (one: Codes) => one.revocationCode === one.revocationCodeAgain;
const sameCodeWanted = {
  path: ['revocationCodeAgain'],
  error: expected('le même code de révocation', 'the same revocation code'),
};

export const withdrawal = withdrawalFields.refine(sameCode, sameCodeWanted);
/** Of an order that is named elsewhere. */
export const withdrawalOfOrder = withdrawalFields.omit({ order: true }).refine(sameCode, sameCodeWanted);

export const download = z.strictObject({ order: z.string(), keyPassword: keyPassword.optional() });

export const revocation = z.strictObject({
  order: z.string(),
  ground: z.enum(REVOCATION_GROUNDS),
  /** Not asked of the representative or a mandataire. */
  revocationCode: z.string().optional(),
});

export const orderState = z.enum(['requested', 'withdrawing', 'withdrawn', 'revoking', 'revoked', 'expired']);

export const order = z.strictObject({
  id: z.string(),
  structure: structureId,
  administrator: cardNumber,
  environment,
  offer,
  usage,
  commonName: z.string(),
  product,
  keySource: z.enum(['on-line', 'csr']),
  notify: z.array(z.string()),
  warnings: z.array(warning),
  renews: z.string().nullable(),
  batch: z.string().nullable(),
  state: orderState,
  requestedAt: z.iso.datetime(),
  withdrawnAt: z.iso.datetime().nullable(),
  serialNumber: z.string().nullable(),
  notBefore: z.iso.datetime().nullable(),
  notAfter: z.iso.datetime().nullable(),
  revokedAt: z.iso.datetime().nullable(),
  revocationGround: z.string().nullable(),
});
export type Order = z.output<typeof order>;

export const batch = z.strictObject({ structure: structureId, environment, csv: z.string().max(1_000_000) });

export const orderFilter = z.strictObject({
  structure: structureId.optional(),
  offer: offer.optional(),
  usage: usage.optional(),
  state: orderState.optional(),
});
