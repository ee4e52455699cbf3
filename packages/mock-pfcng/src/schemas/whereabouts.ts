import { z } from 'zod';
import { USE_NAMES } from '../data/uses.ts';
import { environment, structureId } from './identifiers.ts';
import { structureGroup } from './structures.ts';
import { warning } from './warnings.ts';

const text = z.strictObject({ fr: z.string(), en: z.string() });

export const use = z.enum(USE_NAMES);

export const question = z.strictObject({
  structure: structureId,
  use,
  environment: environment.default('production'),
});
export const groupQuestion = z.strictObject({
  group: z.string(),
  use,
  environment: environment.default('production'),
});

export const nextStep = z.strictObject({
  step: z.string(),
  what: text,
  /** The first comes first; empty for a step on PFCNG. */
  forms: z.array(
    z.strictObject({ form: z.string(), title: z.string(), url: z.string(), mailbox: z.string().nullable() }),
  ),
  url: z.string(),
  /** What the form's field "Précisions sur l'usage" is to say. */
  usageText: z.string().nullable(),
  serviceApplicatif: z.string().nullable(),
});
export type NextStep = z.output<typeof nextStep>;

export const whereabouts = z.strictObject({
  structure: structureId,
  use,
  environment,
  /** The entity that certificates will name; null while there is no contract. */
  certifiedAs: z.string().nullable(),
  steps: z.array(
    z.strictObject({
      id: z.string(),
      title: text,
      state: z.enum(['done', 'missing', 'later']),
      detail: text.nullable(),
      requirements: z.array(z.string()),
    }),
  ),
  /** Null when everything is done. */
  next: nextStep.nullable(),
  /** On signing at the EJ or at an EG. */
  advice: z.strictObject({ leaf: z.string(), text, requirements: z.array(z.string()) }).nullable(),
  warnings: z.array(warning),
  /** Cards that are habilitated for this use. */
  administrators: z.array(z.string()),
});
export type Whereabouts = z.output<typeof whereabouts>;

export const groupWhereabouts = z.strictObject({
  group: structureGroup,
  members: z.array(whereabouts),
  contracts: z.strictObject({ signed: z.int(), of: z.int() }),
});
export type GroupWhereabouts = z.output<typeof groupWhereabouts>;
