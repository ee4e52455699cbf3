import { Journal, type JournalEntry, seededRandom, systemClock } from '@banc-gap/simkit';
import type { Acquirer, AuthorisationRequest } from '../payment/acquirer.ts';
import { CARDHOLDERS, type Cardholder, cardholder } from '../payment/cardholder.ts';
import { PaymentTerminal, type PaymentTerminalOptions } from '../payment/payment-terminal.ts';
import type { Binding } from '../payment/session.ts';
import { TEST_CARDS, type TestCard } from '../payment/test-cards.ts';
import type { Wait } from '../timing.ts';
import { FQDN, type TestPki } from './pki.ts';

/** A payment provider that approves what the card's issuer does not refuse. */
export class TestAcquirer implements Acquirer {
  readonly asked: AuthorisationRequest[] = [];
  /** What the next requests are met with instead. */
  fault: 'none' | 'broken' | 'mute' = 'none';

  async authorise(request: AuthorisationRequest) {
    this.asked.push(request);
    if (this.fault === 'broken') throw new Error('connect ECONNREFUSED');
    if (this.fault === 'mute') return await new Promise<never>(() => undefined);
    const { card, purpose } = request;
    if (card.issuerRefuses) return { approved: false, responseCode: card.issuerRefuses } as const;
    return {
      approved: true,
      authorisationCode: 'A12345',
      maskedCard: `############${card.lastDigits}`,
      ...(purpose === 'consent' && { token: { value: `dpn_${'b'.repeat(32)}`, expiresAt: TOKEN_END } }),
    } as const;
  }
}

export const TOKEN_END = new Date('2027-02-20T10:00:00.000Z');

/** Time that passes when the test says so. */
export class TestWait {
  readonly #sleepers = new Map<() => void, number>();
  #told = Promise.withResolvers<void>();

  readonly wait: Wait = (milliseconds, signal) => {
    if (milliseconds === 0) return Promise.resolve();
    return new Promise((resolve, reject) => {
      const wake = (): void => {
        this.#sleepers.delete(wake);
        resolve();
      };
      this.#sleepers.set(wake, milliseconds);
      signal?.addEventListener('abort', () => {
        this.#sleepers.delete(wake);
        reject(signal.reason);
      });
      this.#told.resolve();
      this.#told = Promise.withResolvers();
    });
  };

  /** Ends a wait of so many milliseconds, once there is one; tells how long it was. */
  async pass(atLeast: number, atMost: number = atLeast): Promise<number> {
    for (;;) {
      for (const [wake, milliseconds] of this.#sleepers) {
        if (milliseconds < atLeast || milliseconds > atMost) continue;
        wake();
        return milliseconds;
      }
      await this.#told.promise;
    }
  }
}

export interface Setting extends AsyncDisposable {
  readonly terminal: PaymentTerminal;
  readonly acquirer: TestAcquirer;
  readonly journal: Journal;
  readonly time: TestWait;
  /** The next entry of that event, or the one that is there already. */
  event(name: string): Promise<JournalEntry>;
  /** Somebody comes. */
  present(behaviour?: keyof typeof CARDHOLDERS | Partial<Cardholder>, card?: TestCard): void;
}

/** A terminal that is right, before a GAP on this machine. */
export function setting(
  pki: TestPki,
  port: number,
  binding: Binding,
  options: Partial<PaymentTerminalOptions> = {},
): Setting {
  const identity = pki.terminal();
  const acquirer = new TestAcquirer();
  const journal = new Journal(systemClock);
  const time = new TestWait();
  const gap = { fqdn: FQDN, address: '127.0.0.1', port };
  const terminal = new PaymentTerminal(
    pki.nameOf(identity),
    async () => identity,
    { gap, binding },
    {
      trust: [pki.igcSanteRoot.certificate],
      account: 'chu-test',
      acquirer,
      clock: systemClock,
      random: seededRandom(1),
      journal,
      wait: time.wait,
      ...options,
    },
  );
  return {
    terminal,
    acquirer,
    journal,
    time,
    event(name) {
      const before = journal.entries().find(({ event }) => event === name);
      if (before) return Promise.resolve(before);
      return new Promise((resolve) => {
        const stop = journal.subscribe((entry) => {
          if (entry.event !== name) return;
          stop();
          resolve(entry);
        });
      });
    },
    present(behaviour = 'agrees', card = TEST_CARDS.good) {
      const chosen = typeof behaviour === 'string' ? CARDHOLDERS[behaviour] : cardholder.parse(behaviour);
      terminal.present({ card, cardholder: chosen });
    },
    [Symbol.asyncDispose]: () => terminal.disconnect(),
  };
}
