import { z } from 'zod';
import { cents } from '../insurer/money.ts';

const day = z.iso.date().describe('such as 2026-01-31');
const numeroAmc = z.string().regex(/^\d{8,10}$/, 'expected 8 to 10 digits, in quotes');
const numeroAdherent = z.string().min(1).max(15);
const nir = z.string().regex(/^\d[\dAB]{14}$/, 'expected 15 characters, in quotes');
const guaranteeName = z.string().regex(/^[A-Z]{2,4}$/, 'expected such as TM');

const guarantee = z
  .strictObject({
    taux: z.number().min(0).max(100).default(100),
    plafond: cents.optional(),
    accord: cents.optional(),
  })
  .readonly();

const contract = z
  .strictObject({
    garanties: z.record(guaranteeName, guarantee),
    consignes: z.array(z.string().max(200)).default([]),
  })
  .readonly();

const beneficiary = z
  .strictObject({
    adherent: numeroAdherent,
    contrat: z.string(),
    nom: z.string().min(1),
    prenom: z.string().min(1),
    naissance: day,
    rang: z.int().min(1).max(9).default(1),
    nir: nir.optional(),
    assure: nir.optional(),
    droits: z.strictObject({ debut: day, fin: day }),
  })
  .refine(({ nir, assure }) => nir !== undefined || assure !== undefined, {
    message: 'expected nir, assure or both',
  })
  .readonly();

const amc = z
  .strictObject({
    numero: numeroAmc,
    libelle: z.string().min(1),
    typeConvention: z.string().regex(/^[A-Z0-9]{2}$/),
    csr: z.string().max(15).optional(),
    gestionnaire: z.string().min(1),
    operateur: z.string().optional(),
    cercleDeConfiance: z.union([z.literal('toutes'), z.array(z.string())]),
    contrats: z.record(z.string(), contract),
    beneficiaires: z.array(beneficiary),
  })
  .superRefine(({ contrats, beneficiaires }, context) => {
    for (const [index, { contrat }] of beneficiaires.entries()) {
      if (Object.hasOwn(contrats, contrat)) continue;
      const path = ['beneficiaires', index, 'contrat'];
      context.addIssue({
        code: 'custom',
        path,
        message: `expected one of ${Object.keys(contrats).join(', ')}`,
      });
    }
  })
  .readonly();

/** Who is insured, for what, by whom: seed/roc.yaml, or the file of somebody else. */
export const rocSeed = z
  .strictObject({
    prestations: z.record(z.string(), guaranteeName),
    amc: z.array(amc).min(1),
  })
  .readonly();

export type RocSeed = z.output<typeof rocSeed>;
export type Amc = RocSeed['amc'][number];
export type Beneficiary = Amc['beneficiaires'][number];
export type Contract = Amc['contrats'][string];
export type Guarantee = Contract['garanties'][string];
