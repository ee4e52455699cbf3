import { componentRegistry } from '@banc-gap/simkit';
import { z } from 'zod';
import * as schemas from '../schemas/index.ts';

const text = z.strictObject({ fr: z.string(), en: z.string() });
const formReference = z.strictObject({ form: z.string(), title: z.string(), url: z.string() });

/** RFC 9457, with what the platform adds. */
export const problem = z.strictObject({
  type: z.string().meta({ examples: ['urn:banc-gap:pfcng:problem:not-habilitated'] }),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  /** In words. */
  missingRight: z.string().optional(),
  /** The forms that give it, the best one first. */
  forms: z.array(formReference).optional(),
  /** Rows of docs/requirements.csv on which the rule stands; empty where it is the bench's own. */
  requirements: z.array(z.string()),
  errors: z.array(z.strictObject({ field: z.string(), message: z.string() })).optional(),
  /** Of a bulk order. */
  get lines() {
    return z.array(z.strictObject({ line: z.int(), problem })).optional();
  },
  formId: z.string().optional(),
});

export const problemKind = z.strictObject({
  type: z.string(),
  status: z.int(),
  title: text,
  detail: text,
  missingRight: text.optional(),
  forms: z.array(formReference),
  requirements: z.array(z.string()),
});

export const formEdition = z.strictObject({
  form: z.string(),
  edition: z.string(),
  title: z.string(),
  url: z.string(),
  /** Null for a service on line. */
  mailbox: z.string().nullable(),
  path: z.string(),
  rights: z.enum(['per-usage', 'per-group']).optional(),
  mandate: z.enum(['at-once', 'by-F502']).optional(),
  sections: z.record(z.string(), z.string()).optional(),
});

export const contractStanding = z.strictObject({
  contract: schemas.contract.nullable(),
  advice: z.strictObject({
    fr: z.string(),
    en: z.string(),
    leaf: z.string(),
    requirements: z.array(z.string()).readonly(),
  }),
  representativeCard: z.string().nullable(),
  mandates: z.array(schemas.mandate).readonly(),
});

export const habilitatedOffer = z.strictObject({
  habilitation: schemas.habilitation,
  structure: schemas.structure,
  /** O, OU and ST of the certificates. */
  certifiedAs: z.strictObject({ name: z.string(), nationalId: z.string(), departement: z.string() }),
});

export const letter = z.strictObject({ cardNumber: z.string(), pin: z.string() });

/** What is withdrawn: a PKCS#12 where the key was made on line, else the certificate alone. */
export const withdrawn = z.strictObject({
  order: schemas.order,
  fileName: z.string(),
  mediaType: z.enum(['application/x-pkcs12', 'application/pkix-cert']),
  content: z.base64(),
  /** The issuing CA, which is added by hand to a certificate that came of a CSR, and where it is published. */
  intermediate: z.strictObject({ fileName: z.string(), path: z.string(), content: z.base64() }).optional(),
});

export const message = z.strictObject({
  id: z.string(),
  sequence: z.int(),
  at: z.iso.datetime(),
  purpose: z.string(),
  sender: z.string(),
  recipients: z.array(z.string()).readonly(),
  subject: z.string(),
  body: z.string(),
  /** The order or form that it is about. */
  about: z.string().nullable(),
  /** When a local mail server took it. */
  relayedAt: z.iso.datetime().nullable(),
});

export const change = z.strictObject({
  sequence: z.int(),
  at: z.iso.datetime(),
  actor: z.string(),
  event: z.string(),
  about: z.string(),
  why: z.string(),
  details: z.record(z.string(), z.unknown()).readonly(),
});

/** Named in the OpenAPI description. */
export const components = componentRegistry({
  Problem: problem,
  ProblemKind: problemKind,
  FormEdition: formEdition,
  ContractStanding: contractStanding,
  HabilitatedOffer: habilitatedOffer,
  Withdrawn: withdrawn,
  Message: message,
  Change: change,
  Card: schemas.card,
  Person: schemas.person,
  Structure: schemas.structure,
  StructureGroup: schemas.structureGroup,
  Contract: schemas.contract,
  Mandate: schemas.mandate,
  Form: schemas.submittedForm,
  FormSubmission: schemas.formSubmission,
  Habilitation: schemas.habilitation,
  Order: schemas.order,
  NewOrder: schemas.newOrder,
  Product: schemas.product,
  KeySource: schemas.keySource,
  Warning: schemas.warning,
  Whereabouts: schemas.whereabouts,
  GroupWhereabouts: schemas.groupWhereabouts,
});
