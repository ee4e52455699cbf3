import { z } from 'zod';
import { type CardType, PROFESSION_WANTED } from './cards.ts';
import { offerRight } from './habilitations.ts';
import { cardNumber, finess, line, postcode, siret, structureId } from './identifiers.ts';
import { newPerson } from './people.ts';
import { warning } from './warnings.ts';

/** Visa and stamp of whoever signs for the structure. The signature itself is taken at its word. */
const signature = z.strictObject({
  cardNumber,
  visa: z.literal(true),
  stamp: z.literal(true),
});

/** Only a new director signs without a card. */
const signedByHand = z.strictObject({ visa: z.literal(true), stamp: z.literal(true) });

const usageText = line(1000);
const domainPattern = line(255).transform((domain) => domain.toLowerCase());

const contractForm = z.strictObject({
  form: z.literal('contrat'),
  edition: z.enum(['S1', 'S3']).default('S3'),
  /** The EJ or EG that signs. */
  structure: structureId,
  representative: newPerson,
  /** The card of a representative who is "CPS responsable"; he needs no CDE. */
  cpsResponsable: cardNumber.nullable().default(null),
  signature: signedByHand,
});

/** F101: card of the legal representative (CDE). */
const f101 = z.strictObject({
  form: z.literal('F101'),
  edition: z.enum(['S1', 'S3']).default('S3'),
  structure: structureId,
  representative: newPerson,
  signature: signedByHand,
});

const employeeCard = {
  edition: z.enum(['S1', 'S3', 'S4']).default('S4'),
  structure: structureId,
  holder: newPerson,
  cardType: z.enum(['CPS', 'CPE', 'CPA']),
  nominative: z.boolean().default(true),
  /** Card and mandate at once. */
  mandat: z.boolean().default(false),
};

type CardOrder = { cardType: CardType; holder: { profession: string | null }; nominative: boolean };
const holderSuits = ({ cardType, holder, nominative }: CardOrder) =>
  cardType !== 'CPS' || (holder.profession !== null && nominative);
const professionWanted = { path: ['holder', 'profession'], error: PROFESSION_WANTED };

/** F301: card of an employee. */
const f301 = z
  .strictObject({ form: z.literal('F301'), ...employeeCard, signature })
  .refine(holderSuits, professionWanted);

/** TOM, the card order on line: whoever is logged in signs. */
const tom = z.strictObject({ form: z.literal('TOM'), ...employeeCard }).refine(holderSuits, professionWanted);

const f502 = z.strictObject({
  form: z.literal('F502'),
  edition: z.enum(['S1', 'S3', 'S4']).default('S3'),
  structure: structureId,
  designations: z.array(cardNumber).max(20).default([]),
  removals: z.array(cardNumber).max(20).default([]),
  signature,
});

const administrator = z.strictObject({ cardNumber });

/** F413: production. */
const f413 = z.strictObject({
  form: z.literal('F413'),
  edition: z.enum(['S1', 'S3', 'S4']).default('S3'),
  /** Part 1. */
  beneficiary: z.strictObject({
    name: line(120),
    siret,
    /** FINESS géographique; without one the SIRET goes into the OU. */
    finess: finess.nullable(),
    postcode,
    town: line(80),
  }),
  /** Part 3. */
  signature,
  /** Part 4. */
  usageText,
  editor: line(120).nullable().default(null),
  solution: line(120).nullable().default(null),
  version: line(40).nullable().default(null),
  offers: z.array(offerRight).min(1).max(3),
  domain: domainPattern.nullable().default(null),
  mailDomain: domainPattern.nullable().default(null),
  administrators: z.array(administrator).min(1).max(20),
});

/** F414: test cards (section 3) and habilitations on test certificates (section 4). */
const f414 = z.strictObject({
  form: z.literal('F414'),
  edition: z.enum(['S2', '2024-03']).default('S2'),
  structure: structureId,
  requester: newPerson,
  /** Section 3. */
  kit: z
    .strictObject({ quantity: z.int().min(1).max(2), usageText })
    .nullable()
    .default(null),
  /** Section 4. */
  habilitation: z
    .strictObject({
      usageText,
      offers: z.array(offerRight).min(1).max(3),
      domain: domainPattern.nullable().default(null),
      mailDomain: domainPattern.nullable().default(null),
      /** 4.3: "Oui" and the numbers, or "Non" and one card of the kit ordered in section 3. */
      cards: z.discriminatedUnion('answer', [
        z.strictObject({ answer: z.literal('oui'), numbers: z.array(cardNumber).min(1).max(20) }),
        z.strictObject({ answer: z.literal('non'), cardOfKit: z.int().min(1).max(5) }),
      ]),
    })
    .nullable()
    .default(null),
});

/** F503: other domains for rights that exist, in production. */
const f503 = z.strictObject({
  form: z.literal('F503'),
  edition: z.enum(['2024-03']).default('2024-03'),
  structure: structureId,
  administrators: z.array(cardNumber).min(1).max(20),
  domain: domainPattern.nullable().default(null),
  mailDomain: domainPattern.nullable().default(null),
  signature,
});

export const formSubmission = z.discriminatedUnion('form', [
  contractForm,
  f101,
  f301,
  tom,
  f502,
  f413,
  f414,
  f503,
]);
export type FormSubmission = z.output<typeof formSubmission>;
export type FormNumber = FormSubmission['form'];
export type FormOf<Number extends FormNumber> = Extract<FormSubmission, { form: Number }>;

export const formState = z.enum(['received', 'validated', 'refused']);

/** A form that was sent, and what became of it. */
export const submittedForm = z.strictObject({
  id: z.string(),
  number: z.enum(['contrat', 'F101', 'F301', 'TOM', 'F502', 'F413', 'F414', 'F503']),
  edition: z.string(),
  structure: z.string(),
  fields: z.record(z.string(), z.unknown()),
  notify: z.array(z.string()),
  state: formState,
  receivedAt: z.iso.datetime(),
  decidedAt: z.iso.datetime().nullable(),
  warnings: z.array(warning),
  /** What a validated form gave: numbers of new cards, ids of habilitations and mandates. */
  outcome: z
    .strictObject({
      cards: z.array(z.string()).optional(),
      habilitations: z.array(z.string()).optional(),
      mandates: z.array(z.string()).optional(),
      removedMandates: z.array(z.string()).optional(),
      contract: z.string().optional(),
    })
    .nullable(),
  refusal: z
    .strictObject({
      slug: z.string(),
      parameters: z.record(z.string(), z.union([z.string(), z.number()])),
      errors: z
        .array(
          z.strictObject({ field: z.string(), message: z.strictObject({ fr: z.string(), en: z.string() }) }),
        )
        .optional(),
    })
    .nullable(),
});
export type SubmittedForm = z.output<typeof submittedForm>;
export type FormOutcome = NonNullable<SubmittedForm['outcome']>;
