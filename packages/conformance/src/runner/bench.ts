import { setTimeout } from 'node:timers/promises';
import type { IdentityDefect } from '@banc-gap/pki';
import { cipherSuiteByCode, type Identity, type ProtocolVersion } from '@banc-gap/tls12';
import type { Offer, TerminalDefect } from '../cases/case.ts';
import { prescribedSuites } from '../config/prescribed-suite.ts';
import { probeOf } from '../config/probe.ts';
import type { RunConfig } from '../config/schema.ts';
import type { Attempt, Probe, RunPorts } from '../ports.ts';
import { type Reception, readReception } from './good-terminal.ts';
import { type GoodAnswer, readExchange } from './oracle.ts';
import type { Trial } from './result.ts';

export interface ResolvedOffer {
  readonly version: ProtocolVersion;
  readonly cipherSuites?: readonly number[];
  readonly compressionMethods?: readonly number[];
}

/** The terminal of a run: makes one connection at a time to the GAP of the configuration. */
export class Bench {
  readonly config: RunConfig;
  readonly ports: RunPorts;
  readonly #probe: Probe;

  constructor(config: RunConfig, ports: RunPorts) {
    this.config = config;
    this.ports = ports;
    this.#probe = probeOf(config.gap.diapasonServer.probe);
  }

  /** Waits for a GAP that stopped serving to come back. */
  pause(milliseconds: number): Promise<void> {
    return (this.ports.pause ?? setTimeout)(milliseconds);
  }

  /** A connection of a terminal with this defect, or of the good one, with a full handshake. */
  attempt(defect: TerminalDefect = {}, offer?: ResolvedOffer): Promise<Trial> {
    return this.#connect(defect, offer && { offer });
  }

  /** A connection whose records have a padding that nothing but its own check protects (RFC 5246 §6.2.3.2). */
  attemptInCbc(defect: TerminalDefect): Promise<Trial> {
    const cipherSuites = prescribedSuites(this.config.cipher).filter(
      (code) => cipherSuiteByCode(code)?.mode === 'cbc',
    );
    return this.#connect(defect, { offer: { cipherSuites }, encryptThenMac: false });
  }

  /**
   * A connection that resumes the session of a first one, after what happens `between`. Where the GAP gave no session: the
   * first one itself, or if anything happened since, a full handshake.
   */
  async attemptToResume(defect: TerminalDefect = {}, between?: () => Promise<void>): Promise<Trial> {
    const first = await this.#connect(defect, { tickets: true });
    const { session } = first.exchange;
    await between?.();
    if (session === undefined && !between) return first;
    return this.#connect(defect, { tickets: true, ...(session && { session }) });
  }

  /**
   * A connection that resumes the session of one that the terminal ended with a fatal alert; that one itself where the GAP
   * gave no session. By its id: of a ticket, a server keeps nothing that it could forget (RFC 5077).
   */
  async attemptToResumeAfterAlert(defect: TerminalDefect): Promise<Trial> {
    const first = await this.#connect(defect, {}, { breakOffWith: 'internal_error' });
    const { session } = first.exchange;
    return session === undefined ? first : this.#connect(defect, { session });
  }

  /** A connection of the good terminal while another one stalls. */
  attemptBeside(beside: NonNullable<Attempt['beside']>): Promise<Trial> {
    return this.#connect({}, undefined, { beside });
  }

  /** A connection on which the good terminal becomes one with this defect; its messages are wrong from the start. */
  async attemptToRenegotiate({ bugs, ...identityDefect }: TerminalDefect): Promise<Trial> {
    const [identity, renegotiateAs] = await Promise.all([this.#identity(), this.#identity(identityDefect)]);
    const tls: Attempt['tls'] = { ...(bugs && { bugs }) };
    const exchange = await this.ports.terminal.exchange({ probe: this.#probe, identity, renegotiateAs, tls });
    return { exchange, presented: renegotiateAs.chain };
  }

  async #connect(
    { bugs, ...identityDefect }: TerminalDefect,
    how: Attempt['tls'],
    trouble: Pick<Attempt, 'breakOffWith' | 'beside'> = {},
  ) {
    const identity = await this.#identity(identityDefect);
    const tls: Attempt['tls'] = { ...(bugs && { bugs }), ...how };
    const exchange = await this.ports.terminal.exchange({ probe: this.#probe, identity, tls, ...trouble });
    return { exchange, presented: identity.chain };
  }

  #identity(defect: IdentityDefect = {}): Promise<Identity> {
    return this.ports.identities.identity(Object.keys(defect).length > 0 ? defect : undefined);
  }

  /** How the GAP receives the good terminal now. */
  async receive(): Promise<Reception & { readonly trial: Trial }> {
    const trial = await this.attempt();
    return { ...readReception(trial.exchange, this.goodAnswer()), trial };
  }

  goodAnswer(status?: number): GoodAnswer {
    return { probe: this.config.gap.diapasonServer.probe, ...(status !== undefined && { status }) };
  }

  resolve(offer: Offer): ResolvedOffer {
    const { version = 0x0303, cipherSuites, ...others } = offer;
    if (cipherSuites === undefined) return { version, ...others };
    return {
      version,
      cipherSuites: cipherSuites === 'prescribed' ? prescribedSuites(this.config.cipher) : cipherSuites,
      ...others,
    };
  }

  /**
   * Whether the GAP has the issuing CA of the terminals in its own trust store, so that it rightly ignores the one that is
   * sent. It then accepts the good leaf alone, and refuses the same leaf with a corrupted signature; a GAP that
   * accepts both verifies nothing where it finds no issuer.
   */
  async trustsIssuingCa(good: GoodAnswer): Promise<boolean> {
    const alone = await this.attempt({ present: 'leaf-only' });
    if (readExchange(alone.exchange, good) !== 'accepted') return false;
    const corrupted = await this.attempt({ present: 'leaf-only', leaf: { signature: 'corrupted' } });
    return readExchange(corrupted.exchange, good) !== 'accepted';
  }
}
