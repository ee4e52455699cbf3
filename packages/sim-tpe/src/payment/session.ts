import type { BancError } from '@banc-gap/pki';
import { type Clock, type Journal, voucherOf } from '@banc-gap/simkit';
import type { TlsConnection } from '@banc-gap/tls12';
import type { Dialect, Heard, Said } from '../dialect.ts';
import { tpeErrors } from '../errors.ts';
import type { Link } from '../link/link.ts';
import { PollLink } from '../link/poll-link.ts';
import { SocketLink } from '../link/socket-link.ts';
import type { Counter } from './counter.ts';

/** How messages travel within TLS. */
export type Binding = 'socket' | 'https';

export interface SessionOptions {
  readonly binding: Binding;
  readonly host: string;
  readonly terminal: string;
  /** Of the terminal itself, DER. */
  readonly certificate: Uint8Array;
  readonly dialect: Dialect;
  readonly counter: Counter;
  readonly clock: Clock;
  readonly journal: Journal;
  readonly timeouts: SessionTimeouts;
}

/** Milliseconds. */
export interface SessionTimeouts {
  readonly login: number;
  /** In which a message that has begun must be complete. */
  readonly message: number;
  /** For which the GAP may hold a poll. */
  readonly poll: number;
  /** Beyond that, for its answer to begin. */
  readonly answer: number;
}

/** A GAP that says this much nonsense on one connection is left. */
const MOST_UNREADABLE = 16;
const LOGIN = 'LOGIN';

/** One connection to a GAP, from the login on. */
export class Session {
  /** Why it ended; never rejects. */
  readonly ended: Promise<BancError>;
  readonly #options: SessionOptions;
  readonly #link: Link;
  readonly #gapCertificate: Uint8Array;
  readonly #welcome = Promise.withResolvers<boolean>();
  #state: 'login' | 'open' | 'left' = 'login';
  #unreadable = 0;
  #orders = 0;
  #reason: BancError | undefined;

  constructor(connection: TlsConnection, options: SessionOptions) {
    this.#options = options;
    const { binding, host, dialect, timeouts } = options;
    const linkOptions = {
      heard: (message: Buffer) => this.#hear(message),
      messageTimeout: timeouts.message,
    };
    this.#link =
      binding === 'socket'
        ? new SocketLink(connection, linkOptions)
        : new PollLink(connection, {
            ...linkOptions,
            host,
            contentType: dialect.contentType,
            wait: timeouts.poll,
            answerTimeout: timeouts.answer,
          });
    this.#gapCertificate = connection.peerChain[0]!;
    this.ended = this.#link.ended.then((reason) => {
      this.#state = 'left';
      return this.#reason ?? reason;
    });
  }

  /** @throws BancError TPE_LOGIN_REFUSED, TPE_LOGIN_UNANSWERED, or why the connection ended */
  async login(): Promise<void> {
    const { terminal, clock, timeouts } = this.#options;
    this.#say({ kind: 'hello', id: LOGIN, at: clock.now() });
    const late = tpeErrors.error('TPE_LOGIN_UNANSWERED', { milliseconds: timeouts.login });
    const timer = setTimeout(() => this.leave(late), timeouts.login);
    const welcome = await Promise.race([this.#welcome.promise, this.ended]);
    clearTimeout(timer);
    if (welcome === true) return;
    const refusal =
      welcome === false ? tpeErrors.error('TPE_LOGIN_REFUSED', { terminal }) : (welcome as BancError);
    this.leave(refusal);
    throw refusal;
  }

  leave(reason: BancError): void {
    this.#reason ??= reason;
    if (this.#state === 'left') return;
    this.#state = 'left';
    this.#link.close();
  }

  #hear(octets: Buffer): void {
    if (this.#state === 'left') return;
    const heard = this.#options.dialect.decode(octets);
    if (heard.kind === 'unreadable') {
      this.#record('message-unreadable', this.#gapCertificate, {
        problem: heard.problem,
        octets: octets.length,
      });
      this.#reject(heard.problem, heard.id);
      return;
    }
    this.#record('message-received', this.#gapCertificate, { message: this.#options.dialect.show(octets) });
    this.#obey(heard);
  }

  #obey(heard: Exclude<Heard, { kind: 'unreadable' }>): void {
    const { counter } = this.#options;
    if ((heard.kind === 'welcome') !== (this.#state === 'login')) {
      const problem = heard.kind === 'welcome' ? 'a Login response to no Login' : 'the Login is not answered';
      this.#reject(problem, 'id' in heard ? heard.id : undefined);
      return;
    }
    switch (heard.kind) {
      case 'welcome':
        if (heard.id !== LOGIN) {
          this.#reject('a Login response to no Login', heard.id);
          return;
        }
        if (heard.accepted) this.#state = 'open';
        this.#welcome.resolve(heard.accepted);
        break;
      case 'order':
        this.#serve(counter.carryOut(heard.order));
        break;
      case 'abort':
        counter.abort(heard.of);
        break;
      case 'status':
        this.#say({ kind: 'status', id: heard.id, of: heard.of, found: counter.find(heard.of) });
        break;
    }
  }

  #serve(outcome: ReturnType<Counter['carryOut']>): void {
    this.#orders++;
    this.#link.busy(true);
    void outcome.then((settled) => {
      this.#orders--;
      this.#link.busy(this.#orders > 0);
      this.#say({ kind: 'outcome', outcome: settled });
    });
  }

  #reject(problem: string, id?: string): void {
    this.#say({ kind: 'rejection', problem, ...(id !== undefined && { id }) });
    if (++this.#unreadable === MOST_UNREADABLE) {
      this.leave(tpeErrors.error('TPE_NOT_UNDERSTOOD', { count: MOST_UNREADABLE, problem }));
    }
  }

  /** Once the GAP has left, the outcome waits for it to ask. */
  #say(said: Said): void {
    if (this.#state === 'left') return;
    const { dialect, certificate } = this.#options;
    const octets = dialect.encode(said);
    this.#record('message-sent', certificate, { message: dialect.show(octets) });
    this.#link.send(octets);
  }

  #record(event: string, certificate: Uint8Array, details: Readonly<Record<string, unknown>>): void {
    const { terminal, journal } = this.#options;
    journal.record(event, { terminal, vouchedForBy: voucherOf(certificate), ...details });
  }
}
