import { type AlertName, type BancError, type Certificate, CrlSet } from '@banc-gap/pki';
import type { Clock, Exchange, Random } from '@banc-gap/simkit';
import {
  type CipherSuiteName,
  type ClientEngineOptions,
  type Identity,
  type Session,
  Transcript,
  type VerifyPeer,
} from '@banc-gap/tls12';
import { converse } from './conversation.ts';
import { tpeErrors } from './errors.ts';
import { findGap } from './find-gap.ts';
import type { Probe } from './probe.ts';
import { type Reaching, reach } from './reach.ts';
import type { GapLocation } from './resolve.ts';
import {
  type AlternativeName,
  examineServer,
  NAME_MISMATCH,
  type ServerExamination,
} from './server-check.ts';
import { stall } from './stall.ts';

export interface TerminalOptions {
  /** The certificate of the IngeTrust PKI and its key. */
  readonly identity: Identity;
  readonly gap: GapLocation;
  /** Roots that may vouch for the GAP. */
  readonly trust: readonly Certificate[];
  /** Where revocation is checked, the current CRL of every CA of the chain. */
  readonly crls?: CrlSet;
  readonly checks?: ServerChecks;
  readonly timeouts?: Partial<Timeouts>;
  /** What it offers, in this order; default: the suite that ANS prescribes, then the GCM suites. */
  readonly cipherSuites?: readonly CipherSuiteName[];
  /** Whether the GAP may be at a public address; default false. */
  readonly allowPublic?: boolean;
  readonly clock: Clock;
  readonly random: Random;
}

export interface ServerChecks {
  /**
   * enforce, the default: refuses a wrong certificate with the exact alert, as a real terminal does. report: notes the
   * verdict and goes on, so that a GAP with a wrong certificate can be judged for the rest.
   */
  readonly mode: 'enforce' | 'report';
  /** Optional for ANS; default false. */
  readonly revocation: boolean;
}

/** Milliseconds; each stage has its own, so an exchange is bounded by their sum. */
export interface Timeouts {
  readonly resolve: number;
  /** For each address that the name resolves to. */
  readonly connect: number;
  readonly handshake: number;
  /** From the end of the handshake to the end of the answer. */
  readonly answer: number;
}

const DEFAULT_TIMEOUTS: Timeouts = { resolve: 2_000, connect: 3_000, handshake: 5_000, answer: 5_000 };
export const DEFAULT_CIPHER_SUITES: readonly CipherSuiteName[] = [
  'TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA384',
  'TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384',
  'TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256',
];
const DEFAULT_CHECKS: ServerChecks = { mode: 'enforce', revocation: false };

/** One exchange with the GAP: what is asked, and how the terminal speaks. */
export interface Attempt {
  readonly probe: Probe;
  readonly tls?: Pick<
    ClientEngineOptions,
    'bugs' | 'offer' | 'session' | 'tickets' | 'cipherSuites' | 'encryptThenMac'
  >;
  /** Instead of the terminal's own. */
  readonly identity?: Identity;
  /** Before it asks, the terminal begins another handshake, as this. */
  readonly renegotiateAs?: Identity;
  /** Instead of asking, the terminal ends the connection with this fatal alert as soon as the handshake is done. */
  readonly breakOffWith?: AlertName;
  /** All the while another terminal has sent half of its ClientHello, and waits. */
  readonly beside?: 'stalled-handshake';
}

/** An exchange as a terminal sees it. */
export interface TerminalExchange extends Exchange {
  /** How the alternative names in the certificate of the GAP relate to the name typed in; no rule of ANS. */
  readonly alternativeName?: AlternativeName;
  /** What a later attempt can resume. */
  readonly session?: Session;
}

/** A payment terminal: connects to the GAP whose name was typed in, checks it, and asks to be served. */
export class Terminal {
  readonly #options: TerminalOptions;
  readonly #timeouts: Timeouts;
  readonly #checks: ServerChecks;

  constructor(options: TerminalOptions) {
    this.#options = options;
    this.#timeouts = { ...DEFAULT_TIMEOUTS, ...options.timeouts };
    this.#checks = options.checks ?? DEFAULT_CHECKS;
  }

  /** Never throws on what the GAP does, and ends within the sum of the timeouts. */
  async exchange(attempt: Attempt): Promise<TerminalExchange> {
    const { clock } = this.#options;
    const start = clock.now().getTime();
    const observed = await this.#observe(attempt);
    return { ...observed, durationMs: clock.now().getTime() - start };
  }

  async #observe(attempt: Attempt): Promise<Observation> {
    const { gap, allowPublic = false } = this.#options;
    const finding = await findGap(gap, this.#timeouts.resolve, allowPublic);
    if (!finding.found) return notConnected(finding.reached, finding.error);
    using _other = attempt.beside && (await stall(finding.addresses, gap, this.#timeouts.connect));
    const reaching = await reach(finding.addresses, gap.port, this.#timeouts.connect);
    if (reaching.reached !== 'connected') {
      return { address: reaching.address, ...notConnected(reaching.reached, reaching.error) };
    }
    return await this.#converse(reaching, attempt);
  }

  async #converse({ socket, address }: Connected, attempt: Attempt): Promise<Observation> {
    const { identity, gap, clock, random, cipherSuites = DEFAULT_CIPHER_SUITES } = this.#options;
    let examination: ServerExamination | undefined;
    const verifyPeer: VerifyPeer = (chain) => {
      examination = this.#examine(chain);
      return this.#checks.mode === 'report' ? { accepted: true } : examination.verdict;
    };
    const conversation = await converse(socket, {
      engine: {
        identity: attempt.identity ?? identity,
        serverName: gap.fqdn,
        cipherSuites,
        clock,
        random: (size) => random.bytes(size),
        ...attempt.tls,
      },
      verifyPeer,
      probe: attempt.probe,
      ...(attempt.renegotiateAs && { renegotiateAs: attempt.renegotiateAs }),
      ...(attempt.breakOffWith && { breakOffWith: attempt.breakOffWith }),
      host: gap.fqdn,
      timeouts: this.#timeouts,
    });
    const { verdict, alternativeName } = examination ?? {};
    const error = this.#explain(conversation, address, verdict);
    return {
      address,
      reached: 'connected',
      ...conversation,
      ...(verdict && { serverCheck: verdict }),
      ...(alternativeName && { alternativeName }),
      ...(error && { error }),
    };
  }

  #examine(chain: readonly Buffer[]): ServerExamination {
    const { gap, trust, clock, crls } = this.#options;
    return examineServer(chain, {
      fqdn: gap.fqdn,
      trust,
      at: clock.now(),
      // Without any CRL nothing can be shown to be unrevoked: the check then fails, and says what is missing.
      ...(this.#checks.revocation && { crls: crls ?? new CrlSet([]) }),
    });
  }

  /** What the person at the terminal has to know: that this is the wrong address, rather than how TLS ended. */
  #explain(
    { handshake, error }: Pick<Exchange, 'handshake' | 'error'>,
    address: string,
    verdict: ServerExamination['verdict'] | undefined,
  ): BancError | undefined {
    const { fqdn, port } = this.#options.gap;
    const options = { cause: error };
    if (handshake === 'not-tls') return tpeErrors.error('TPE_NOT_TLS', { address, port }, options);
    const refused = this.#checks.mode === 'enforce' && handshake === 'failed' && verdict?.accepted === false;
    if (!refused) return error;
    const { code, reason } = verdict;
    return code === NAME_MISMATCH
      ? tpeErrors.error('TPE_ANOTHER_SERVER', { address, port, fqdn, reason }, options)
      : tpeErrors.error('TPE_SERVER_REFUSED', { fqdn, reason }, options);
  }
}

type Observation = Omit<TerminalExchange, 'durationMs'>;
type Connected = Extract<Reaching, { reached: 'connected' }>;

function notConnected(reached: Exchange['reached'], error: BancError): Observation {
  return {
    reached,
    handshake: 'not-started',
    certificateRequested: false,
    serverChain: [],
    end: 'local',
    transcript: new Transcript(),
    keyLog: [],
    error,
  };
}
