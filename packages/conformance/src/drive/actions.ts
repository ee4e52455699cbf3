import { z } from 'zod';
import { ROC_ACTIONS } from './roc-params.ts';

const dpPatient = {
  user: z
    .string()
    .describe(
      'For whom the GAP acts: the national identifier (PS_IdNat), which is the CN of their certificates.',
    ),
  ins: z.string().describe('The matricule INS of the patient.'),
  oid: z.string().describe('Of that INS.'),
};

/** What the bench can ask of a GAP, and the parameters of each: the drive contract. */
export const DRIVE_ACTIONS = {
  'trust.refresh': z.strictObject({
    pki: z.literal('tpe').describe('Whose CRLs these are: those that terminals are checked with.'),
    crls: z
      .string()
      .describe(
        'The CRLs of every CA of that PKI, in PEM, one after the other: what crl/tpe.pem of the kit holds. They replace the ones that the GAP has.',
      ),
  }),
  'diapason.debit': z.strictObject({
    mandate: z.string().describe('The consent to debit by: an identifier of the payment provider.'),
    amount: z.int().min(1).describe('In cents of a euro.'),
    merchantReference: z.string().describe('What the establishment calls this debit.'),
  }),
  'dp.consult': z.strictObject({ ...dpPatient }),
  'dp.feed': z.strictObject({
    ...dpPatient,
    cip13: z.string().describe('What was dispensed: its CIP 13.'),
    libelle: z.string().describe('Its name.'),
    quantite: z.int().min(1).describe('How many boxes.'),
  }),
  'dp.directory': z.strictObject({
    ...dpPatient,
    operation: z.enum(['add', 'remove']).describe('Into the directory of patients, or out of it.'),
    nomNaissance: z.string().describe('The identity of the patient.'),
    prenom: z.string(),
    dateNaissance: z.iso.date(),
    sexe: z.enum(['M', 'F', 'I']),
  }),
  'roc.annuaire': z.strictObject({
    numeroAmc: z.string().describe('Of the card; the GAP may never have seen it.'),
    typeConvention: z.string().describe('Of the card; empty where it has none.'),
    csr: z.string().describe('Of the card; empty where it has none.'),
    norme: z
      .enum(['IDB', 'SIM', 'CLC', 'DEL'])
      .describe('The service whose address is wanted (code_norme_service).'),
    version: z.string().describe('Of that norm: `V1.0`.'),
    addressFailed: z
      .boolean()
      .describe('The address that the GAP has turned out wrong: its name was not found, or its TLS failed.'),
  }),
  ...ROC_ACTIONS,
} as const satisfies Readonly<Record<string, z.ZodType>>;

export type DriveAction = keyof typeof DRIVE_ACTIONS;

/** One thing that the GAP is to do. */
export type DriveOrder = {
  readonly [Action in DriveAction]: {
    readonly action: Action;
    /** The case that needs it. */
    readonly caseId: string;
    readonly params: z.output<(typeof DRIVE_ACTIONS)[Action]>;
  };
}[DriveAction];

/** The body of an answer over HTTP. */
export const driveAnswerSchema = z.strictObject({
  outcome: z
    .enum(['accepted', 'refused', 'error'])
    .describe('accepted: done; refused: the GAP declines; error: it could not be tried.'),
  detail: z.string().max(4000).optional().describe('A sentence for the report.'),
});

/** not-implemented: this drive does not know that action, and the cases that need it are skipped. */
export interface DriveReply {
  readonly outcome: z.output<typeof driveAnswerSchema>['outcome'] | 'not-implemented';
  readonly detail?: string;
}

/** Makes the GAP act. */
export interface Drive {
  /** Bounded in time. Never rejects: what goes wrong with the drive is the outcome `error`. */
  perform(order: DriveOrder): Promise<DriveReply>;
}
