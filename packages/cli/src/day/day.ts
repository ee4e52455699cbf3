import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import { askControl } from '../control-client.ts';
import type { DayBench } from './bench.ts';
import { bookmark, type DayMessage, FROM_THE_START, messagesSince } from './messages.ts';
import { livePatient, type Patient, type PatientDossier, type StepName } from './patient.ts';

export interface DayStep {
  /** ISO 8601, UTC. */
  readonly at: string;
  readonly step: StepName | 'settlement';
  /** Absent where it is about the whole day. */
  readonly dossier?: string;
  /** What is asked for, owed or debited, in cents of euro. */
  readonly amount?: number;
}

/** What happened, and whether the money is where it should be. Amounts are cents of euro. */
export interface DayReport {
  readonly steps: readonly DayStep[];
  readonly messages: readonly DayMessage[];
  readonly dossiers: readonly PatientDossier[];
  /** What patients had agreed to and then had to pay. */
  readonly consented: number;
  /** What the provider pays to the hospital for this day. */
  readonly settled: number;
  readonly ledgerBalances: boolean;
  /** The ledger balances, and what is settled is what was consented. */
  readonly right: boolean;
}

const connected = z.object({ items: z.array(z.string()) });
const ledger = z.object({ balanced: z.boolean() });
const settlements = z.object({ items: z.array(z.object({ id: z.string(), net: z.int() })) });

const POLL_MS = 50;
const CONNECTION_TIMEOUT_MS = 30_000;

/** From admission to settlement; patients come one after the other. `fromTheStart`: with the logins of the terminals. */
export async function liveDay(
  bench: DayBench,
  patients: readonly Patient[],
  { fromTheStart }: { readonly fromTheStart: boolean },
): Promise<DayReport> {
  const { gap, psp } = bench;
  for (const { terminal } of patients) await connection(gap, terminal);
  const before = new Set(fromTheStart ? [] : await closeTheDayBefore(bench));
  const since = fromTheStart ? FROM_THE_START : await bookmark(bench);
  const steps: DayStep[] = [];
  const dossiers: PatientDossier[] = [];
  for (const patient of patients) {
    const begins = (step: StepName, dossier: string, amount?: number) =>
      steps.push({ at: now(), step, dossier, ...(amount !== undefined && { amount }) });
    dossiers.push(await livePatient(bench, patient, begins));
  }
  steps.push({ at: now(), step: 'settlement' });
  await askControl(psp, 'POST', '/settlements', {});
  const batches = (await settledSoFar(gap)).filter(({ id }) => !before.has(id));
  const settled = sum(batches.map(({ net }) => net));
  const consented = sum(dossiers.map(owed));
  const { balanced } = ledger.parse(await askControl(psp, 'GET', '/ledger'));
  return {
    steps,
    messages: await messagesSince(bench, since),
    dossiers,
    consented,
    settled,
    ledgerBalances: balanced,
    right: balanced && settled === consented,
  };
}

/** By what the patient agreed to at the terminal, not by what the GAP says that it debited. */
function owed({ agreed, consent, amount = 0, state }: PatientDossier): number {
  const within = agreed !== undefined && amount <= (consent?.order.ceiling ?? 0);
  return within && state !== 'REFUSED' ? amount : 0;
}

/** What others did before is not of this day. Resolves to the batches in which it is. */
async function closeTheDayBefore({ psp, gap }: DayBench): Promise<string[]> {
  await askControl(psp, 'POST', '/settlements', {});
  return (await settledSoFar(gap)).map(({ id }) => id);
}

async function settledSoFar(gap: string) {
  return settlements.parse(await askControl(gap, 'GET', '/settlements')).items;
}

/** @throws Error where the terminal does not come */
async function connection(gap: string, terminal: string): Promise<void> {
  for (let waited = 0; waited < CONNECTION_TIMEOUT_MS; waited += POLL_MS) {
    const { items } = connected.parse(await askControl(gap, 'GET', '/terminals'));
    if (items.includes(terminal)) return;
    await delay(POLL_MS);
  }
  throw new Error(`the terminal ${terminal} does not connect to the GAP`);
}

const now = (): string => new Date().toISOString();
const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0);
