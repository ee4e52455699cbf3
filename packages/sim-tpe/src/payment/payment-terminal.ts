import type { BancError, Certificate, CrlSet } from '@banc-gap/pki';
import type { Clock, Journal, Random } from '@banc-gap/simkit';
import type { Identity } from '@banc-gap/tls12';
import type { Dialect } from '../dialect.ts';
import { tpeErrors } from '../errors.ts';
import { Backoff, type BackoffOptions } from '../link/backoff.ts';
import { openConnection } from '../link/open.ts';
import { Turns } from '../link/turns.ts';
import { NexoDialect } from '../nexo/dialect.ts';
import type { GapLocation } from '../resolve.ts';
import { systemWait, type Wait } from '../timing.ts';
import type { Acquirer } from './acquirer.ts';
import { Counter } from './counter.ts';
import type { Visitor } from './journey.ts';
import { type Binding, Session, type SessionTimeouts } from './session.ts';

/** Where a terminal finds its GAP, and how they talk. */
export interface Pairing {
  readonly gap: GapLocation;
  readonly binding: Binding;
}

/** What terminals have in common. */
export interface PaymentTerminalOptions {
  /** Roots that may vouch for the GAP. */
  readonly trust: readonly Certificate[];
  /** Given: revocation of the GAP's certificate is checked, which ANS leaves open. */
  readonly crls?: CrlSet;
  /** Whether the GAP may be at a public address; default false. */
  readonly allowPublic?: boolean;
  /** Of the hospital, with the payment provider. */
  readonly account: string;
  readonly acquirer: Acquirer;
  readonly clock: Clock;
  readonly random: Random;
  readonly journal: Journal;
  readonly wait?: Wait;
  readonly timeouts?: Partial<PaymentTimeouts>;
  readonly backoff?: BackoffOptions;
  /** How many connect at a time, where terminals share this. */
  readonly turns?: Turns;
  /** The language of a terminal; default: the bench's own. */
  readonly dialect?: (serialNumber: string) => Dialect;
}

/** Milliseconds. */
export interface PaymentTimeouts extends SessionTimeouts {
  readonly resolve: number;
  readonly connect: number;
  readonly handshake: number;
  /** For all that a cardholder does for one order. */
  readonly cardholder: number;
  /** For the answer of the payment provider. */
  readonly acquirer: number;
}

const TIMEOUTS: PaymentTimeouts = {
  resolve: 2_000,
  connect: 10_000,
  handshake: 10_000,
  login: 10_000,
  message: 10_000,
  poll: 55_000,
  answer: 10_000,
  cardholder: 180_000,
  acquirer: 30_000,
};
const BACKOFF: BackoffOptions = { first: 1_000, longest: 60_000 };

export type TerminalState = 'off' | 'connecting' | 'connected' | 'waiting';

/** A terminal at which patients consent and pay: stays connected to its GAP, and carries out what that orders. */
export class PaymentTerminal {
  readonly serialNumber: string;
  readonly #options: PaymentTerminalOptions;
  readonly #identity: () => Promise<Identity>;
  readonly #timeouts: PaymentTimeouts;
  readonly #counter: Counter;
  #pairing: Pairing;
  #state: TerminalState = 'off';
  #error: BancError | undefined;
  #running: { readonly off: AbortController; readonly over: Promise<void> } | undefined;
  #session: Session | undefined;

  /** `identity` is asked for each connection: what it costs is paid when it is needed. */
  constructor(
    serialNumber: string,
    identity: () => Promise<Identity>,
    pairing: Pairing,
    options: PaymentTerminalOptions,
  ) {
    this.serialNumber = serialNumber;
    this.#identity = identity;
    this.#pairing = pairing;
    this.#options = options;
    this.#timeouts = { ...TIMEOUTS, ...options.timeouts };
    const { account, acquirer, clock, journal, wait = systemWait } = options;
    this.#counter = new Counter({
      terminal: serialNumber,
      account,
      acquirer,
      clock,
      wait,
      journal,
      cardholderTimeout: this.#timeouts.cardholder,
      acquirerTimeout: this.#timeouts.acquirer,
    });
  }

  get state(): TerminalState {
    return this.#state;
  }

  /** Why the last connection failed or ended. */
  get error(): BancError | undefined {
    return this.#error;
  }

  get pairing(): Pairing {
    return this.#pairing;
  }

  get visitor(): Visitor | undefined {
    return this.#counter.visitor;
  }

  /** Types in where the GAP is; a terminal that is on connects there at once. */
  async pair(pairing: Pairing): Promise<void> {
    const wasOn = this.#state !== 'off';
    await this.disconnect();
    this.#pairing = pairing;
    this.#note('terminal-paired', { ...pairing.gap, binding: pairing.binding });
    if (wasOn) this.connect();
  }

  /** Somebody comes with a card, does what is asked, and stays until somebody else comes or `leave`. */
  present(visitor: Visitor): void {
    this.#counter.arrive(visitor);
  }

  /** Nobody is there for the next order. */
  leave(): void {
    this.#counter.leave();
  }

  /** Connects, and again whenever the connection ends, until `disconnect`. */
  connect(): void {
    if (this.#running) return;
    const off = new AbortController();
    this.#running = { off, over: this.#stayConnected(off.signal) };
  }

  /** Resolves when nothing of the terminal is left on the network. */
  async disconnect(): Promise<void> {
    const running = this.#running;
    running?.off.abort();
    this.#session?.leave(tpeErrors.error('TPE_DISCONNECTED'));
    await running?.over;
  }

  async #stayConnected(off: AbortSignal): Promise<void> {
    const { random, clock, wait = systemWait } = this.#options;
    const { backoff: pauses = BACKOFF, turns = UNLIMITED } = this.#options;
    const backoff = new Backoff(pauses, random);
    while (!off.aborted) {
      this.#state = 'connecting';
      const started = clock.now().getTime();
      this.#error = await this.#visit(off, turns);
      if (off.aborted) break;
      if (clock.now().getTime() - started > pauses.longest) backoff.reset();
      const pause = backoff.next();
      this.#note('terminal-disconnected', { code: this.#error.code, error: this.#error.message, pause });
      this.#state = 'waiting';
      await wait(pause, off).catch(() => undefined); // it was switched off
    }
    this.#state = 'off';
    this.#running = undefined;
    this.#note('terminal-off');
  }

  /** One connection, from the opening to its end, which it tells. */
  async #visit(off: AbortSignal, turns: Turns): Promise<BancError> {
    try {
      const session = await turns.take(async () => {
        off.throwIfAborted();
        return await this.#open(off);
      });
      this.#state = 'connected';
      this.#note('terminal-connected');
      return await session.ended;
    } catch (error) {
      return error as BancError;
    } finally {
      this.#session = undefined;
    }
  }

  async #open(off: AbortSignal): Promise<Session> {
    const { trust, crls, allowPublic = false, clock, random, journal, dialect } = this.#options;
    const { gap, binding } = this.#pairing;
    const identity = await this.#identity();
    const connection = await openConnection({
      identity,
      gap,
      trust,
      ...(crls && { crls }),
      allowPublic,
      clock,
      random,
      timeouts: this.#timeouts,
    });
    this.#session = new Session(connection, {
      binding,
      host: gap.fqdn,
      terminal: this.serialNumber,
      certificate: identity.chain[0]!,
      dialect: dialect?.(this.serialNumber) ?? new NexoDialect(this.serialNumber, clock),
      counter: this.#counter,
      clock,
      journal,
      timeouts: this.#timeouts,
    });
    if (off.aborted) this.#session.leave(tpeErrors.error('TPE_DISCONNECTED'));
    await this.#session.login();
    return this.#session;
  }

  #note(event: string, details: Readonly<Record<string, unknown>> = {}): void {
    this.#options.journal.record(event, { terminal: this.serialNumber, ...details });
  }
}

const UNLIMITED = new Turns(Number.POSITIVE_INFINITY);
