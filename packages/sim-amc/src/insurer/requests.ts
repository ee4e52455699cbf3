import { z } from 'zod';
import { centsOf } from './money.ts';

const text = z.string().min(1);
const day = z.iso.date();
const amount = z
  .string()
  .regex(/^\d{1,7}(\.\d{1,2})?$/)
  .transform(centsOf);

/** What every request for a patient says, whatever the messages look like. */
const patient = z.object({
  structure: text,
  numeroAmc: text,
  numeroAdherent: text,
  debut: day,
  fin: day,
  nom: text,
  prenom: text,
  dateNaissance: day,
  rangGemellaire: z.coerce.number().int().optional(),
  nirBeneficiaire: text.optional(),
  nirAssure: text,
  dateReference: day,
});

const line = z.object({
  codePrestation: text,
  quantite: z.coerce.number().int().min(1).max(9999),
  /** Of one. */
  base: amount,
  /** Percent that the AMO pays, in hundredths. */
  taux: amount,
  montantTotal: amount,
  partAmo: amount,
});

const estimate = patient.extend({ lignes: z.array(line).min(1) });

const cancellation = z.object({ structure: text, numeroAmc: text, numeroEngagement: text, motif: text });

/** The requests of the four services, by service; the names are those that a dialect reads. */
export const REQUESTS = { idb: patient, sim: estimate, clc: estimate, del: cancellation } as const;

export type ServiceName = keyof typeof REQUESTS;
export const SERVICE_NAMES = Object.keys(REQUESTS) as readonly ServiceName[];

export type PatientRequest = z.output<typeof patient>;
export type EstimateRequest = z.output<typeof estimate>;
export type CancellationRequest = z.output<typeof cancellation>;
export type Line = z.output<typeof line>;
export type RocRequest = { [Name in ServiceName]: z.output<(typeof REQUESTS)[Name]> };
