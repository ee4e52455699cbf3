import { type KeyObject, X509Certificate } from 'node:crypto';
import type { CipherSuite } from '../cipher-suites.ts';
import { type FlightItemName, HANDSHAKE_TYPES, type HandshakeMessageName, TLS_1_2 } from '../constants.ts';
import { decodeError, Failure, illegalParameter } from '../failure.ts';
import type { GroupName, KeyShare } from '../key-exchange.ts';
import { keyLogLine } from '../key-log.ts';
import { encodeHandshakeMessage, type HandshakeMessage } from '../messages/handshake.ts';
import {
  type DirectionKeys,
  deriveKeys,
  extendedMasterSecret,
  masterSecret,
  VERIFY_DATA_LENGTH,
  verifyData,
} from '../prf.ts';
import { createOpener, createSealer } from '../record/protection.ts';
import { verifyWith } from '../signature-schemes.ts';
import type { Connection } from './connection.ts';
import type { ConnectionInfo } from './events.ts';
import { digest, HandshakeLog } from './handshake-log.ts';
import {
  arrangeFlight,
  type ForeignItemName,
  flipLastBit,
  harmLengths,
  harmPoint,
  VOID_PREMASTER_SECRET,
} from './misbehaviour.ts';
import { type Expectation, IncomingOrder } from './order.ts';

/** What makes the body of each message of a flight, in order; called when the message is sent. */
export type Flight = { readonly [item in FlightItemName]?: () => Buffer };

/** An item that has no body. */
export const NO_BODY = (): Buffer => Buffer.alloc(0);

export type Side = 'client' | 'server';

/** What both hellos settle. */
export interface Negotiated {
  readonly version: number;
  readonly suite: CipherSuite;
  readonly clientRandom: Buffer;
  readonly serverRandom: Buffer;
  readonly sessionId: Buffer;
  readonly resumed: boolean;
  readonly extendedMasterSecret: boolean;
  readonly encryptThenMac: boolean;
  readonly secureRenegotiation: boolean;
  readonly serverName?: string | undefined;
}

/** One handshake as one side sees it: what both sides do alike. A renegotiation is another one. */
export abstract class Handshake {
  protected readonly connection: Connection;
  protected readonly log = new HandshakeLog();
  protected negotiated: Negotiated | undefined;
  protected group: GroupName | undefined;
  protected master: Buffer | undefined;
  protected peerChain: readonly Buffer[] = [];
  protected certificateRequested = false;
  readonly #side: Side;
  readonly #order: IncomingOrder;
  #keys: { readonly client: DirectionKeys; readonly server: DirectionKeys } | undefined;
  #premasterSecret: Buffer | undefined;
  #lastSent: { readonly name: HandshakeMessageName; readonly bytes: Buffer } | undefined;
  #changeCipherSpecSent = false;
  #reading: 'unchanged' | 'awaits-keys' | 'changed' = 'unchanged';
  #writing: 'unchanged' | 'awaits-keys' | 'changed' = 'unchanged';
  #verifyData: Record<Side, Buffer> = { client: NO_BODY(), server: NO_BODY() };
  #peerKey: KeyObject | undefined;

  constructor(connection: Connection, side: Side) {
    this.connection = connection;
    this.#side = side;
    this.#order = new IncomingOrder(connection.tolerances);
  }

  /** Acts upon a message that came in order; the log has it already. */
  protected abstract handle(name: HandshakeMessageName, body: Buffer): void;

  receive(name: HandshakeMessageName, { body, bytes }: HandshakeMessage): void {
    if (this.#order.accept(name) === 'repeated') return;
    this.log.append(bytes);
    this.handle(name, body);
  }

  receiveChangeCipherSpec(content: Buffer): void {
    const wellFormed = content.length === 1 && content[0] === 1;
    if (!wellFormed && !this.connection.tolerances.malformedChangeCipherSpec) {
      throw decodeError('changeCipherSpec is not one octet of value 1');
    }
    if (this.#order.accept('changeCipherSpec') === 'expected') this.#startReading();
  }

  protected expect(flight: readonly Expectation[]): void {
    this.#order.expect(flight);
  }

  // What both hellos settle

  protected settle(negotiated: Negotiated): void {
    this.negotiated = negotiated;
    this.connection.records.negotiatedVersion = negotiated.version;
    this.updateInfo();
  }

  protected get settled(): Negotiated {
    if (this.negotiated === undefined) throw new Error('nothing is negotiated yet');
    return this.negotiated;
  }

  /** Publishes what is known by now. */
  protected updateInfo(): ConnectionInfo {
    const { suite, clientRandom: _client, serverRandom: _server, serverName, ...known } = this.settled;
    const info: ConnectionInfo = {
      ...known,
      cipherSuite: suite.code,
      ...(serverName !== undefined && { serverName }),
      ...(this.group && { group: this.group }),
      peerChain: this.peerChain,
      certificateRequested: this.certificateRequested,
      renegotiations: this.connection.completed,
    };
    this.connection.info = info;
    return info;
  }

  // Outgoing flights

  /** Sends a flight, in the order and with the bodies that the bugs leave it. */
  protected sendFlight(flight: Flight): void {
    const names = Object.keys(flight) as FlightItemName[];
    for (const name of arrangeFlight(names, this.connection.bugs, this.#changeCipherSpecSent)) {
      this.#sendItem(name, flight);
    }
    // Where a bug left ChangeCipherSpec out, there is no other moment to change keys.
    if ('finished' in flight) this.#startWriting();
  }

  #sendItem(name: FlightItemName | ForeignItemName, flight: Flight): void {
    const { connection } = this;
    switch (name) {
      case 'changeCipherSpec':
        this.#changeCipherSpecSent = true;
        connection.sendChangeCipherSpec(this.#changeCipherSpec());
        this.#startWriting();
        break;
      case 'earlyData':
        connection.sendEarlyData();
        break;
      case 'unknownMessage':
        connection.sendHandshakeMessage(encodeHandshakeMessage(99, NO_BODY()));
        break;
      case 'unknownRecord':
        connection.sendUnknownRecord();
        break;
      default:
        this.#sendMessage(name, flight[name] ?? NO_BODY);
    }
  }

  #sendMessage(name: HandshakeMessageName, body: () => Buffer): void {
    // A bug may send it twice; it is made, and counts for the log, once.
    const repetition = this.#lastSent?.name === name ? this.#lastSent.bytes : undefined;
    const bytes =
      repetition ??
      harmLengths(name, encodeHandshakeMessage(HANDSHAKE_TYPES[name], body()), this.connection.bugs);
    this.#lastSent = { name, bytes };
    this.connection.sendHandshakeMessage(bytes);
    if (repetition) return;
    this.log.append(bytes);
    if (name === 'clientKeyExchange') this.deriveMasterSecret();
  }

  #changeCipherSpec(): Buffer {
    const bug = this.connection.bugs.changeCipherSpec;
    if (bug === 'two-bytes') return Buffer.of(1, 1);
    return Buffer.of(bug === 'wrong-value' ? 2 : 1);
  }

  // Secrets

  protected sharePoint(share: KeyShare): Buffer {
    return harmPoint(share.publicPoint, this.connection.bugs.ecdhePoint);
  }

  /** Takes the peer's share; the master secret follows when ClientKeyExchange is in the log. */
  protected agree(share: KeyShare, peerPoint: Buffer): void {
    const { bugs, tolerances } = this.connection;
    const secret = share.agree(peerPoint);
    if (secret === undefined && !tolerances.invalidPoint) {
      throw illegalParameter(`a key share that is no point of ${share.group}`);
    }
    this.#premasterSecret = bugs.ecdhePoint ? undefined : secret;
  }

  protected deriveMasterSecret(): void {
    if (this.master !== undefined || this.negotiated === undefined) return;
    const { suite, clientRandom, serverRandom, extendedMasterSecret: extended } = this.negotiated;
    const premaster = this.#premasterSecret ?? VOID_PREMASTER_SECRET;
    this.useMasterSecret(
      extended
        ? extendedMasterSecret(suite.prfHash, premaster, digest(suite.prfHash, this.log.all))
        : masterSecret(suite.prfHash, premaster, clientRandom, serverRandom),
    );
  }

  protected useMasterSecret(master: Buffer): void {
    const { suite, clientRandom, serverRandom } = this.settled;
    this.master = master;
    this.connection.options.keyLog?.(keyLogLine(clientRandom, master));
    this.#keys = deriveKeys(suite, master, clientRandom, serverRandom);
    if (this.#reading === 'awaits-keys') this.#startReading();
    if (this.#writing === 'awaits-keys') this.#startWriting();
  }

  #startReading(): void {
    if (this.#reading === 'changed') return;
    this.#reading = this.#keys ? 'changed' : 'awaits-keys';
    if (!this.#keys) return;
    const { suite, encryptThenMac } = this.settled;
    const keys = this.#keys[this.#peer];
    this.connection.records.startReading(
      createOpener(suite, keys, encryptThenMac, this.connection.tolerances),
    );
  }

  #startWriting(): void {
    if (this.#writing === 'changed') return;
    this.#writing = this.#keys ? 'changed' : 'awaits-keys';
    if (!this.#keys) return;
    const { suite, encryptThenMac } = this.settled;
    const keys = this.#keys[this.#side];
    this.connection.records.startWriting(createSealer(suite, keys, encryptThenMac, this.connection.random));
  }

  get #peer(): Side {
    return this.#side === 'client' ? 'server' : 'client';
  }

  // The peer's certificate

  protected receiveChain(chain: readonly Buffer[]): void {
    this.peerChain = chain;
    this.updateInfo();
    if (chain.length > 0) this.connection.waitForVerdict(chain);
  }

  protected get peerKey(): KeyObject {
    try {
      this.#peerKey ??= new X509Certificate(this.peerChain[0]!).publicKey;
      return this.#peerKey;
    } catch {
      throw new Failure('bad_certificate', 'TLS_CERTIFICATE_UNREADABLE');
    }
  }

  protected checkSignature(
    message: 'ServerKeyExchange' | 'CertificateVerify',
    offered: readonly number[],
    { scheme, signature }: { readonly scheme: number; readonly signature: Buffer },
    content: Uint8Array,
    tolerated: boolean | undefined,
  ): void {
    if (!offered.includes(scheme) && !this.connection.tolerances.unofferedSignatureAlgorithm) {
      throw illegalParameter(
        `the signature algorithm 0x${scheme.toString(16)} in ${message}, which was not offered`,
      );
    }
    if (tolerated || verifyWith(scheme, content, this.peerKey, signature)) return;
    throw new Failure('decrypt_error', 'TLS_SIGNATURE', { message });
  }

  // Finished

  protected finishedBody(): Buffer {
    const right = this.#computeVerifyData(this.#side, this.log.all);
    this.#verifyData[this.#side] = right;
    switch (this.connection.bugs.finished) {
      case 'corrupted':
        return flipLastBit(right);
      case 'wrong-transcript':
        return this.#computeVerifyData(this.#side, this.log.beforeLast);
      case 'other-side':
        return this.#computeVerifyData(this.#peer, this.log.all);
      case 'truncated':
        return right.subarray(0, -1);
      default:
        return right;
    }
  }

  protected checkFinished(body: Buffer): void {
    const expected = this.#computeVerifyData(this.#peer, this.log.beforeLast);
    this.#verifyData[this.#peer] = expected;
    const { wrongFinished } = this.connection.tolerances;
    if (!wrongFinished && body.length !== VERIFY_DATA_LENGTH)
      throw decodeError('Finished is not of 12 octets');
    if (!wrongFinished && !expected.equals(body)) throw new Failure('decrypt_error', 'TLS_FINISHED');
    this.#startReading();
  }

  #computeVerifyData(side: Side, messages: Buffer): Buffer {
    this.deriveMasterSecret();
    const { prfHash } = this.settled.suite;
    return verifyData(prfHash, this.master!, side, digest(prfHash, messages));
  }

  protected complete(): void {
    this.connection.complete(this.updateInfo(), {
      secureRenegotiation: this.settled.secureRenegotiation,
      clientVerifyData: this.#verifyData.client,
      serverVerifyData: this.#verifyData.server,
    });
  }

  /** What renegotiation_info must say in this handshake (RFC 5746 §3): nothing in the first one. */
  protected get renegotiationInfo(): { readonly client: Buffer; readonly server: Buffer } {
    const established = this.connection.established;
    if (established === undefined) return { client: NO_BODY(), server: NO_BODY() };
    const { clientVerifyData, serverVerifyData } = established;
    return { client: clientVerifyData, server: Buffer.concat([clientVerifyData, serverVerifyData]) };
  }

  protected get isRenegotiation(): boolean {
    return this.connection.established !== undefined;
  }

  /** Whether a version other than 1.2 is let pass. */
  protected toleratesVersion(version: number): boolean {
    return version === TLS_1_2 || this.connection.tolerances.acceptVersions?.includes(version) === true;
  }
}
