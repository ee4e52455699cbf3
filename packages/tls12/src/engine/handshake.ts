import { type KeyObject, X509Certificate } from 'node:crypto';
import { type FlightItemName, HANDSHAKE_TYPES, type HandshakeMessageName } from '../constants.ts';
import { decodeError, Failure, illegalParameter, unexpectedMessage } from '../failure.ts';
import type { GroupName, KeyShare } from '../key-exchange.ts';
import { encodeHandshakeMessage, type HandshakeMessage } from '../messages/handshake.ts';
import type { DigitallySigned } from '../messages/key-exchange.ts';
import { VERIFY_DATA_LENGTH } from '../prf.ts';
import { verifyWith } from '../signature-schemes.ts';
import type { Connection } from './connection.ts';
import type { ConnectionInfo } from './events.ts';
import { HandshakeLog } from './handshake-log.ts';
import { KeySchedule } from './key-schedule.ts';
import { arrangeFlight, type ForeignItemName, flipLastBit, harmLengths, harmPoint } from './misbehaviour.ts';
import { type Negotiated, otherSide, type Side } from './negotiated.ts';
import { type Expectation, IncomingOrder } from './order.ts';

/** What makes the body of each message of a flight, in order; called when the message is sent. */
export type Flight = { readonly [item in FlightItemName]?: () => Buffer };

const EMPTY = Buffer.alloc(0);

/** An item that has no body. */
export const NO_BODY = (): Buffer => EMPTY;

const UNKNOWN_MESSAGE_TYPE = 99;

/** One handshake as one side sees it: what both sides do alike. A renegotiation is another one. */
export abstract class Handshake {
  protected readonly connection: Connection;
  protected readonly log = new HandshakeLog();
  protected readonly keys: KeySchedule;
  protected group: GroupName | undefined;
  protected peerChain: readonly Buffer[] = [];
  protected certificateRequested = false;
  readonly #side: Side;
  readonly #order: IncomingOrder;
  readonly #verifyData = { client: NO_BODY(), server: NO_BODY() };
  #negotiated: Negotiated | undefined;
  #lastSent: { readonly name: HandshakeMessageName; readonly bytes: Buffer } | undefined;
  #changeCipherSpecSent = false;
  #peerKey: KeyObject | undefined;

  constructor(connection: Connection, side: Side) {
    this.connection = connection;
    this.#side = side;
    this.#order = new IncomingOrder(connection.tolerances);
    this.keys = new KeySchedule(connection, side, this.log);
  }

  // Incoming messages

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
      throw unexpectedMessage('a changeCipherSpec that is not one octet of value 1');
    }
    if (this.#order.accept('changeCipherSpec') === 'expected') this.keys.startReading();
  }

  /** Whether the peer has changed its keys, so that nothing but Finished may come. */
  get awaitsFinished(): boolean {
    return this.keys.hasStartedReading;
  }

  protected expect(flight: readonly Expectation[]): void {
    this.#order.expect(flight);
  }

  // Outgoing flights

  /** Sends a flight, in the order and with the bodies that the bugs leave it. */
  protected sendFlight(flight: Flight): void {
    const names = Object.keys(flight) as FlightItemName[];
    for (const name of arrangeFlight(names, this.connection.bugs, this.#changeCipherSpecSent)) {
      this.#sendItem(name, flight);
    }
    // Where a bug left ChangeCipherSpec out, there is no other moment to change keys.
    if ('finished' in flight) this.keys.startWriting();
  }

  #sendItem(name: FlightItemName | ForeignItemName, flight: Flight): void {
    const { outbox } = this.connection;
    switch (name) {
      case 'changeCipherSpec':
        this.#changeCipherSpecSent = true;
        outbox.changeCipherSpec();
        this.keys.startWriting();
        break;
      case 'earlyData':
        this.connection.sendEarlyData();
        break;
      case 'unknownMessage':
        outbox.handshakeMessage(encodeHandshakeMessage(UNKNOWN_MESSAGE_TYPE, NO_BODY()));
        break;
      case 'unknownRecord':
        outbox.unknownRecord();
        break;
      default:
        this.#sendMessage(name, flight[name] ?? NO_BODY);
    }
  }

  #sendMessage(name: HandshakeMessageName, body: () => Buffer): void {
    const { outbox, bugs } = this.connection;
    // A bug may send it twice; it is made, and counts for the log, once.
    if (this.#lastSent?.name === name) {
      outbox.handshakeMessage(this.#lastSent.bytes);
      return;
    }
    const bytes = harmLengths(name, encodeHandshakeMessage(HANDSHAKE_TYPES[name], body()), bugs);
    this.#lastSent = { name, bytes };
    outbox.handshakeMessage(bytes);
    this.log.append(bytes);
    if (name === 'clientKeyExchange') this.keys.derive();
  }

  // What both hellos settle

  protected settle(negotiated: Negotiated): void {
    this.#negotiated = negotiated;
    this.keys.settle(negotiated);
    this.connection.records.negotiatedVersion = negotiated.version;
    this.updateInfo();
  }

  protected get settled(): Negotiated {
    if (this.#negotiated === undefined) throw new Error('nothing is negotiated yet');
    return this.#negotiated;
  }

  /** Publishes what is known by now. */
  protected updateInfo(): ConnectionInfo {
    const { settled, group } = this;
    const { serverName } = settled;
    const info: ConnectionInfo = {
      version: settled.version,
      sessionId: settled.sessionId,
      resumed: settled.resumed,
      extendedMasterSecret: settled.extendedMasterSecret,
      encryptThenMac: settled.encryptThenMac,
      secureRenegotiation: settled.secureRenegotiation,
      cipherSuite: settled.suite.code,
      ...(serverName !== undefined && { serverName }),
      ...(group && { group }),
      peerChain: this.peerChain,
      certificateRequested: this.certificateRequested,
      renegotiations: this.connection.completed,
    };
    this.connection.info = info;
    return info;
  }

  // Key exchange

  protected pointOf(share: KeyShare): Buffer {
    return harmPoint(share.publicPoint, this.connection.bugs.ecdhePoint);
  }

  protected agree(share: KeyShare, peerPoint: Buffer): void {
    const { bugs, tolerances } = this.connection;
    const secret = share.agree(peerPoint);
    if (secret === undefined && !tolerances.invalidPoint) {
      throw illegalParameter(`a key share that is no point of ${share.group}`);
    }
    const isVoid = bugs.ecdhePoint ?? bugs.skip?.includes('serverKeyExchange');
    this.keys.premasterSecret = isVoid ? undefined : secret;
  }

  // The peer's certificate

  protected receiveChain(chain: readonly Buffer[]): void {
    this.peerChain = chain;
    this.updateInfo();
    if (chain.length > 0) this.connection.waitForVerdict(chain);
  }

  /** The verdict on the chain; with the key of the leaf, if who judged it has read it. */
  acceptPeer(publicKey: KeyObject | undefined): void {
    this.#peerKey = publicKey;
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
    { scheme, signature }: DigitallySigned,
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
    const right = this.keys.verifyData(this.#side, this.log.length);
    this.#verifyData[this.#side] = right;
    switch (this.connection.bugs.finished) {
      case 'corrupted':
        return flipLastBit(right);
      case 'wrong-transcript':
        return this.keys.verifyData(this.#side, this.log.length - 1);
      case 'other-side':
        return this.keys.verifyData(otherSide(this.#side), this.log.length);
      case 'truncated':
        return right.subarray(0, -1);
      default:
        return right;
    }
  }

  protected checkFinished(body: Buffer): void {
    const peer = otherSide(this.#side);
    const expected = this.keys.verifyData(peer, this.log.length - 1);
    this.#verifyData[peer] = expected;
    const { wrongFinished } = this.connection.tolerances;
    if (!wrongFinished && body.length !== VERIFY_DATA_LENGTH)
      throw decodeError('Finished is not of 12 octets');
    if (!wrongFinished && !expected.equals(body)) throw new Failure('decrypt_error', 'TLS_FINISHED');
    // Where ChangeCipherSpec may be omitted, there is no other moment to change keys.
    this.keys.startReading();
  }

  protected complete(): void {
    const { secureRenegotiation } = this.settled;
    this.connection.complete(this.updateInfo(), { secureRenegotiation, verifyData: this.#verifyData });
  }
}
