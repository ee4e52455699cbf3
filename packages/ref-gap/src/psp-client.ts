import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { type Answer, ask, PATIENCE_MS, type Peer, type Question } from './peer-client.ts';

export interface Debit {
  readonly mandate: string;
  /** Cents of a euro. */
  readonly amount: number;
  readonly merchantReference: string;
}

export interface DebitReply {
  readonly authorised: boolean;
  /** What the provider said. */
  readonly detail: string;
}

/** In what clients of a payment provider differ: here those of one that debits nobody twice and storms nobody. */
export interface DebitHabits {
  /** How often the provider is asked, at most. */
  readonly attempts: number;
  /** Whether it is asked again after this. Without an answer nobody knows whether the debit was made; a refusal is an answer. */
  readonly asksAgainAfter: (what: 'no connection' | 'no answer' | 'refusal') => boolean;
  /** Idempotency-Key of an attempt: that of the first one, by which the provider knows that it is the same debit. */
  readonly keyOf: (first: string) => string;
  /** What is sent, of what would be right. */
  readonly asks: (question: Question) => Question;
  /** How long an answer is waited for, in milliseconds. */
  readonly patienceMs: number;
  /** Whether the answer says that this very debit was made. */
  readonly believes: (answer: Answer, payment: Debit) => boolean;
  /** How long it waits before it asks again, in milliseconds. */
  readonly pauseMs: number;
  /** Whether a provider that was not reached is told as such. */
  readonly tellsOfFailures: boolean;
}

export const RIGHT_HABITS: DebitHabits = {
  attempts: 3,
  asksAgainAfter: (what) => what === 'no answer',
  keyOf: (first) => first,
  asks: (question) => question,
  patienceMs: PATIENCE_MS,
  believes: confirms,
  pauseMs: 100,
  tellsOfFailures: true,
};

/** Asks for a debit; rejects where the provider could not be reached, was not the provider or did not answer. */
export async function debit(psp: Peer, payment: Debit, habits = RIGHT_HABITS): Promise<DebitReply> {
  const { attempts, asksAgainAfter, keyOf, asks, patienceMs, believes, pauseMs } = habits;
  const key = randomUUID();
  for (let attempt = 1; ; attempt += 1) {
    const last = attempt === attempts;
    let failure: 'no connection' | 'no answer' = 'no connection';
    try {
      const connection = await psp.connect();
      failure = 'no answer';
      const question = asks(questionOf(payment, attempt === 1 ? key : keyOf(key)));
      const answer = await ask(connection, psp.host, question, patienceMs);
      const authorised = believes(answer, payment);
      if (authorised || last || !asksAgainAfter('refusal')) return { authorised, detail: detailOf(answer) };
    } catch (error) {
      const swallowed = failure === 'no connection' && !habits.tellsOfFailures;
      if (swallowed) return { authorised: true, detail: failure };
      if (last || !asksAgainAfter(failure)) throw error;
    }
    await delay(pauseMs);
  }
}

function questionOf(payment: Debit, key: string): Question {
  return {
    method: 'POST',
    path: '/diapason/v1/self/payments',
    headers: { 'content-type': 'application/json', 'idempotency-key': key },
    body: JSON.stringify({ ...payment, currency: 'EUR' }),
  };
}

/** A status is not enough: what was debited must be what was asked for. */
function confirms(answer: Answer, { amount, mandate, merchantReference }: Debit): boolean {
  const payment = contentOf(answer);
  return (
    answer.status === 201 &&
    payment?.['state'] === 'AUTHORISED' &&
    payment['amount'] === amount &&
    payment['mandate'] === mandate &&
    payment['merchantReference'] === merchantReference
  );
}

function detailOf(answer: Answer): string {
  const { state, type, responseCode } = contentOf(answer) ?? {};
  return [`HTTP ${answer.status}`, state, type, responseCode].filter((part) => part !== undefined).join(', ');
}

function contentOf({ body }: Answer): Readonly<Record<string, unknown>> | undefined {
  try {
    const content: unknown = JSON.parse(body.toString());
    return typeof content === 'object' && content !== null ? { ...content } : undefined;
  } catch {
    return undefined;
  }
}
