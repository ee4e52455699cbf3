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
  /** What neither AMO nor AMC pays, once care is given. */
  readonly remainder: number;
}

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

export const STEPS = ['admission', 'consent', 'care', 'debit'] as const;
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
  const { remainder } = patient;
  begins('care', id, remainder);
  const treated = await act(`/dossiers/${id}/care`, { amount: remainder });
  if (treated.state !== 'AMOUNT_KNOWN') return treated;
  begins('debit', id, remainder);
  return act(`/dossiers/${id}/debit`);
}
