import type { CardholderName, TestCardName } from '@banc-gap/sim-tpe';
import { z } from 'zod';
import { askControl } from '../control-client.ts';
import type { DayBench } from './bench.ts';

/** Somebody who comes to the hospital. Amounts are cents of euro. */
export interface Patient {
  readonly terminal: string;
  readonly card: TestCardName;
  readonly cardholder: CardholderName;
  readonly ceiling: number;
  /** What neither AMO nor AMC pays, once care is given; absent: the insurer is asked. */
  readonly remainder?: number;
}

/** Agrees, has the money, and pays what the insurer leaves. */
export const ORDINARY_PATIENT: Patient = {
  terminal: 'BANC000000000001',
  card: 'good',
  cardholder: 'agrees',
  ceiling: 150_00,
};

const dossier = z.object({
  id: z.string(),
  state: z.string(),
  amount: z.int().optional(),
  refusal: z.object({ reason: z.string(), responseCode: z.string().optional() }).optional(),
  consent: z.object({ order: z.object({ ceiling: z.int() }) }).optional(),
  agreed: z.object({ maskedCard: z.string(), agreedAt: z.string() }).optional(),
  payment: z.object({ id: z.string(), amount: z.int() }).optional(),
});
export type PatientDossier = z.output<typeof dossier>;

/** Somebody whom the insurers of the bench insure (packages/sim-amc/seed/roc.yaml), and three days in hospital. */
const INSURED = {
  ...{ numeroAmc: '99900011', typeConvention: 'MU', numeroAdherent: '0001001' },
  ...{ nom: 'MARTIN', prenom: 'LOUISE', dateNaissance: '1971-05-04', nirAssure: '271139900100144' },
  lignes: [
    { codePrestation: 'GHS', quantite: 1, base: 1200_00, taux: 80, montantTotal: 1200_00, partAmo: 960_00 },
    { codePrestation: 'FJ', quantite: 3, base: 20_00, taux: 0, montantTotal: 60_00, partAmo: 0 },
    { codePrestation: 'CP', quantite: 3, base: 65_00, taux: 0, montantTotal: 195_00, partAmo: 0 },
  ],
};

/** The doctor of the kit, and a patient of packages/sim-dp/seed/dossiers.yaml. */
const CONSULTATION = {
  caseId: 'day',
  params: { user: '899700000021', ins: '180019999900168', oid: '1.2.250.1.213.1.4.10' },
};

/** The card is good for this year. */
function insuredToday() {
  const dateReference = new Date().toISOString().slice(0, 10);
  const year = dateReference.slice(0, 4);
  return { ...INSURED, debut: `${year}-01-01`, fin: `${year}-12-31`, dateReference };
}

export const STEPS = ['admission', 'consent', 'dp', 'care', 'debit'] as const;
export type StepName = (typeof STEPS)[number];

/**
 * Does with the dossier of one patient what the people of the hospital do, and at the terminal what the patient does.
 *
 * @throws BancError of the GAP, where it cannot say what became of it
 */
export async function livePatient(
  { gap, tpe }: DayBench,
  patient: Patient,
  begins: (step: StepName, dossier: string, amount?: number) => void,
): Promise<PatientDossier> {
  const act = async (path: string, body?: object): Promise<PatientDossier> =>
    dossier.parse(await askControl(gap, 'POST', path, body));
  const { id } = await act('/dossiers', { patientRef: 'P-1', contact: 'sms' });
  begins('admission', id);
  const { terminal, card, cardholder, ceiling } = patient;
  await askControl(tpe, 'PUT', `/terminals/${terminal}/visitor`, { card, cardholder });
  begins('consent', id, ceiling);
  await act(`/dossiers/${id}/consent`, { terminal, ceiling });
  begins('dp', id);
  await askControl(gap, 'POST', '/actions/dp.consult', CONSULTATION);
  const { remainder } = patient;
  begins('care', id, remainder);
  const treated =
    remainder === undefined
      ? await act(`/dossiers/${id}/estimate`, insuredToday())
      : await act(`/dossiers/${id}/care`, { amount: remainder });
  if (treated.state !== 'AMOUNT_KNOWN') return treated;
  begins('debit', id, treated.amount);
  return act(`/dossiers/${id}/debit`);
}
