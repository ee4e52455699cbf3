import { keyLogLine } from '../key-log.ts';
import { type DirectionKeys, deriveKeys, extendedMasterSecret, masterSecret, verifyData } from '../prf.ts';
import { createOpener, createSealer } from '../record/protection.ts';
import type { Connection } from './connection.ts';
import type { HandshakeLog } from './handshake-log.ts';
import { VOID_PREMASTER_SECRET } from './misbehaviour.ts';
import { type Negotiated, otherSide, type Side } from './negotiated.ts';

type Change = 'not-yet' | 'when-there-are-keys' | 'done';

/** The secrets of one handshake, and the change of each direction to its keys. */
export class KeySchedule {
  readonly #connection: Connection;
  readonly #side: Side;
  readonly #log: HandshakeLog;
  #negotiated: Negotiated | undefined;
  #premasterSecret: Buffer | undefined;
  #master: Buffer | undefined;
  #keys: Readonly<Record<Side, DirectionKeys>> | undefined;
  #reading: Change = 'not-yet';
  #writing: Change = 'not-yet';

  constructor(connection: Connection, side: Side, log: HandshakeLog) {
    this.#connection = connection;
    this.#side = side;
    this.#log = log;
  }

  settle(negotiated: Negotiated): void {
    this.#negotiated = negotiated;
  }

  /** Undefined where there is none because the peer's share, or a bug, is tolerated. */
  set premasterSecret(secret: Buffer | undefined) {
    this.#premasterSecret = secret;
  }

  get masterSecret(): Buffer | undefined {
    return this.#master;
  }

  /** Whether what comes from now on is under the keys of this handshake. */
  get hasStartedReading(): boolean {
    return this.#reading === 'done';
  }

  /** Derives the master secret and the keys, once, when ClientKeyExchange is the last of so many messages. */
  derive(messages = this.#log.length): void {
    if (this.#master !== undefined) return;
    const { suite, clientRandom, serverRandom, extendedMasterSecret: extended } = this.#settled;
    const premaster = this.#premasterSecret ?? VOID_PREMASTER_SECRET;
    this.resume(
      extended
        ? extendedMasterSecret(suite.prfHash, premaster, this.#log.hash(suite.prfHash, messages))
        : masterSecret(suite.prfHash, premaster, clientRandom, serverRandom),
    );
  }

  /** Derives the keys from the master secret of a session. */
  resume(master: Buffer): void {
    const { suite, clientRandom, serverRandom } = this.#settled;
    this.#master = master;
    this.#connection.options.keyLog?.(keyLogLine(clientRandom, master));
    this.#keys = deriveKeys(suite, master, clientRandom, serverRandom);
    if (this.#reading === 'when-there-are-keys') this.startReading();
    if (this.#writing === 'when-there-are-keys') this.startWriting();
  }

  startReading(): void {
    if (this.#reading === 'done') return;
    this.#reading = this.#keys ? 'done' : 'when-there-are-keys';
    if (!this.#keys) return;
    const { suite, encryptThenMac } = this.#settled;
    const { records, tolerances } = this.#connection;
    records.startReading(createOpener(suite, this.#keys[otherSide(this.#side)], encryptThenMac, tolerances));
  }

  startWriting(): void {
    if (this.#writing === 'done') return;
    this.#writing = this.#keys ? 'done' : 'when-there-are-keys';
    if (!this.#keys) return;
    const { suite, encryptThenMac } = this.#settled;
    const { records, random } = this.#connection;
    records.startWriting(createSealer(suite, this.#keys[this.#side], encryptThenMac, random));
  }

  /** What Finished of that side says after so many messages. */
  verifyData(side: Side, messages: number): Buffer {
    this.derive(messages);
    const { prfHash } = this.#settled.suite;
    return verifyData(prfHash, this.#master!, side, this.#log.hash(prfHash, messages));
  }

  get #settled(): Negotiated {
    if (this.#negotiated === undefined) throw new Error('keys before anything is negotiated');
    return this.#negotiated;
  }
}
