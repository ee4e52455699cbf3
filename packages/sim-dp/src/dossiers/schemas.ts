import { wanted } from '@banc-gap/simkit';
import { z } from 'zod';

/** Whether it is an INS is the DP's to say, with a reason. */
export const ins = z.string().max(32).describe('Matricule INS: 13 characters and a key of two digits');
export const oid = z.string().max(64).describe('Of the INS: 1.2.250.1.213.1.4.10 or .11, for tests');

const trait = z.string().min(1).max(100);

/** Whom an INS is of. */
export const identity = z.strictObject({
  oid,
  nomNaissance: trait,
  prenom: trait,
  dateNaissance: z.iso.date(),
  sexe: z.enum(['M', 'F', 'I']),
});
export type Identity = z.output<typeof identity>;

export const medicament = z.strictObject({
  cip13: z
    .string()
    .regex(
      /^34009\d{8}$/,
      wanted({ fr: '13 chiffres qui commencent par 34009', en: '13 digits that begin with 34009' }),
    ),
  libelle: z.string().min(1).max(200),
  quantite: z.int().min(1).max(999),
});

export const dispensation = z.strictObject({
  identifiant: z.uuid().describe('Given by the software of the pharmacist'),
  date: z.iso.date(),
  pharmacien: z.string().describe('PS_IdNat: 8 and an RPPS'),
  structure: z.string().optional().describe('Struct_IdNat'),
  medicaments: z.array(medicament).min(1),
});
export type Dispensation = z.output<typeof dispensation>;

/** What is asked for by a consultation. */
export const consultation = z.strictObject({ ins, oid });

/** What a consultation shows. */
export const dossier = z.strictObject({
  ins,
  ...identity.shape,
  dispensations: z.array(dispensation).describe('The newest first'),
});
export type Dossier = z.output<typeof dossier>;

/** A dossier as the control port and a seed have it. */
export const keptDossier = z.strictObject({
  ins,
  ...identity.shape,
  oppose: z.boolean().default(false),
  /** Whether the directory of patients has the INS. */
  annuaire: z.boolean().default(true),
  dispensations: z.array(dispensation).default([]),
});
export type KeptDossier = z.output<typeof keptDossier>;

export const receipt = z.strictObject({ identifiant: z.uuid(), ins, recueLe: z.iso.datetime() });
export type Receipt = z.output<typeof receipt>;

export const entry = z.strictObject({
  ins,
  ajouteLe: z.iso.datetime(),
  ajoutePar: z.string().describe('Identifier of the admission agent'),
});
export type Entry = z.output<typeof entry>;
