import { z } from 'zod';

const day = z.iso.date();
const cents = z.int().min(0);

/** What the card says, and who is treated when. */
const patient = {
  numeroAmc: z.string().describe('Of the attestation.'),
  numeroAdherent: z.string().describe('Of the attestation.'),
  debut: day.describe('First day of the attestation.'),
  fin: day.describe('Last day of the attestation.'),
  nom: z.string(),
  prenom: z.string(),
  dateNaissance: day,
  nirAssure: z.string().describe('Of the insured, who may be somebody else than the patient.'),
  dateReference: day.describe('The day of the care.'),
};

const lignes = z
  .array(
    z.strictObject({
      codePrestation: z.string(),
      quantite: z.int().min(1),
      base: cents.describe('Of one, in cents.'),
      taux: z.number().describe('Percent that the AMO pays.'),
      montantTotal: cents,
      partAmo: cents,
    }),
  )
  .min(1)
  .describe('The lines of the estimate; amounts in cents.');

/** What a GAP is asked to ask an insurer. */
export const ROC_ACTIONS = {
  'roc.idb': z.strictObject(patient),
  'roc.sim': z.strictObject({ ...patient, lignes }),
  'roc.clc': z.strictObject({ ...patient, lignes }),
  'roc.del': z.strictObject({
    numeroAmc: z.string(),
    numeroEngagement: z.string().describe('What the insurer called its commitment.'),
    motif: z.string().describe('Why it is not needed any more.'),
  }),
} as const;
