import type { Clock } from '@banc-gap/simkit';
import type { Wait } from '../timing.ts';
import type { Acquirer } from './acquirer.ts';
import type { Cardholder } from './cardholder.ts';
import { CONSENT_AUTHORISATION, type Done, type Order, type Refused } from './orders.ts';
import { expiryOf, type TestCard } from './test-cards.ts';

/** Above this, in cents, a card that is only tapped is not enough (the limit of French issuers since May 2020). */
export const CONTACTLESS_LIMIT = 5_000;

/** Somebody before the terminal, with a card. */
export interface Visitor {
  readonly card: TestCard;
  readonly cardholder: Cardholder;
}

export interface Desk {
  readonly terminal: string;
  readonly account: string;
  readonly acquirer: Acquirer;
  readonly clock: Clock;
  readonly wait: Wait;
  /** Milliseconds that the cardholder has for everything. */
  readonly cardholderTimeout: number;
  /** Milliseconds that the provider has. */
  readonly acquirerTimeout: number;
  /** Gets what the acquirer rejected with. */
  readonly acquirerFailed: (error: unknown) => void;
}

type Refusal = Pick<Refused, 'reason' | 'responseCode'>;
type Taken = Pick<Done, 'entry' | 'verification'>;
type Authorised = Omit<Done, 'result' | 'order' | 'transaction' | 'at'>;

/**
 * One order from the display to the authorisation. `arrival` is when somebody stands before the terminal; `aborted`
 * interrupts whatever the cardholder does, but no longer the authorisation: money may have moved by then.
 */
export async function journey(
  order: Order,
  arrival: Promise<Visitor>,
  desk: Desk,
  aborted: AbortSignal,
): Promise<Authorised | Refusal> {
  if (order.kind === 'consent' && order.amount !== CONSENT_AUTHORISATION) return { reason: 'not-allowed' };
  const patience = new AbortController();
  const interrupted = Promise.withResolvers<Refusal>();
  const abort = () => interrupted.resolve({ reason: 'aborted' });
  aborted.addEventListener('abort', abort, { once: true });
  if (aborted.aborted) abort();
  const noAction = desk.wait(desk.cardholderTimeout, patience.signal).then(
    (): Refusal => ({ reason: 'no-action' }),
    () => new Promise<never>(() => undefined), // the cardholder was in time
  );
  const presented = arrival.then(async (visitor) => ({
    visitor,
    taken: await takeCard(order, visitor, desk, patience.signal),
  }));
  try {
    const first = await Promise.race([presented, interrupted.promise, noAction]);
    if ('reason' in first) return first;
    const { visitor, taken } = first;
    return 'reason' in taken ? taken : await authorise(order, visitor.card, taken, desk);
  } finally {
    presented.catch(() => undefined); // an interruption ends the steps under way
    patience.abort();
    aborted.removeEventListener('abort', abort);
  }
}

async function takeCard(
  order: Order,
  { card, cardholder }: Visitor,
  desk: Desk,
  over: AbortSignal,
): Promise<Taken | Refusal> {
  const step = (): Promise<void> => desk.wait(cardholder.pace, over);
  const never = new Promise<never>(() => undefined);
  if (order.kind === 'consent') {
    await step();
    if (cardholder.consent === 'declines') return { reason: 'declined' };
    if (cardholder.consent === 'ignores') return never;
  }
  await step();
  if (cardholder.card === 'ignores') return never;
  if (cardholder.card === 'cancels') return { reason: 'cancelled' };
  if (expiryOf(card) <= desk.clock.now()) return { reason: 'card-expired' };
  if (cardholder.card !== 'inserts') {
    // A debit that the holder will not be there for wants an authentication now: the PIN, whatever the amount.
    if (order.kind === 'sale' && order.amount <= CONTACTLESS_LIMIT) {
      return { entry: 'contactless', verification: 'none' };
    }
    if (cardholder.card === 'taps-only') return { reason: 'contact-required' };
    await step();
  }
  if (cardholder.removesCard === 'before-pin') return { reason: 'card-removed' };
  const refusal = await typePin(cardholder, step);
  if (refusal === 'ignored') return never;
  if (refusal) return refusal;
  if (cardholder.removesCard === 'before-authorisation') return { reason: 'card-removed' };
  return { entry: 'contact', verification: 'pin' };
}

const PIN_ATTEMPTS = 3;

async function typePin(
  { pin }: Cardholder,
  step: () => Promise<void>,
): Promise<Refusal | 'ignored' | undefined> {
  for (let attempt = 0; attempt < PIN_ATTEMPTS; attempt++) {
    await step();
    switch (pin[attempt] ?? pin.at(-1)) {
      case 'right':
        return undefined;
      case 'cancels':
        return { reason: 'cancelled' };
      case 'ignores':
        return 'ignored';
    }
  }
  return { reason: 'wrong-pin' };
}

async function authorise(
  order: Order,
  card: TestCard,
  taken: Taken,
  desk: Desk,
): Promise<Authorised | Refusal> {
  const { terminal, account, acquirer } = desk;
  const patience = new AbortController();
  const late = desk.wait(desk.acquirerTimeout, patience.signal).then(
    () => undefined,
    () => new Promise<never>(() => undefined),
  );
  try {
    const request = { purpose: order.kind, account, terminal, card, amount: order.amount, ...taken };
    const authorisation = await Promise.race([acquirer.authorise(request), late]);
    if (authorisation === undefined) return { reason: 'provider-unreachable' };
    if (!authorisation.approved) {
      return { reason: 'issuer-refused', responseCode: authorisation.responseCode };
    }
    const { authorisationCode, maskedCard, token } = authorisation;
    return { ...taken, scheme: card.scheme, authorisationCode, maskedCard, ...(token && { token }) };
  } catch (error) {
    desk.acquirerFailed(error);
    return { reason: 'provider-unreachable' };
  } finally {
    patience.abort();
  }
}
