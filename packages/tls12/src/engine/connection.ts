import { randomBytes } from 'node:crypto';
import { ALERTS, type AlertName, alertName } from '@banc-gap/pki';
import type { Bugs } from '../bugs.ts';
import { CONTENT_TYPES, type HandshakeMessageName, LIMITS } from '../constants.ts';
import { TLS_ERRORS } from '../errors.ts';
import { Failure, illegalParameter, unexpectedMessage } from '../failure.ts';
import { HandshakeAssembler, type HandshakeMessage, handshakeMessageName } from '../messages/handshake.ts';
import { type IncomingRecord, RecordLayer } from '../record/layer.ts';
import type { Tolerances } from '../tolerances.ts';
import { Transcript } from '../transcript.ts';
import type { ConnectionInfo, EngineEvent, EngineState } from './events.ts';
import type { Handshake } from './handshake.ts';
import type { EngineOptions, PeerVerdict } from './options.ts';

const WARNING = 1;
const FATAL = 2;
const UNKNOWN_CODE = 99;

/** What both sides keep of the handshake before a renegotiation (RFC 5746 §3.1). */
export interface Established {
  readonly secureRenegotiation: boolean;
  readonly clientVerifyData: Buffer;
  readonly serverVerifyData: Buffer;
}

/** What client and server do differently when a handshake message comes while no handshake is under way. */
export type UnsolicitedHandler = (name: HandshakeMessageName, message: HandshakeMessage) => void;

/** The connection around the handshakes: records in and out, alerts, application data, events, the end. */
export class Connection {
  readonly bugs: Bugs;
  readonly tolerances: Tolerances;
  readonly records: RecordLayer;
  readonly transcript: Transcript;
  readonly random: (size: number) => Buffer;
  readonly options: EngineOptions;
  state: EngineState = 'idle';
  info: ConnectionInfo | undefined;
  /** Of the last complete handshake. */
  established: Established | undefined;
  /** Makes sure that the session of this connection is not resumed. */
  invalidateSession: () => void = () => {};
  onUnsolicited: UnsolicitedHandler = (name) => {
    throw unexpectedMessage(`${name} without a handshake`);
  };
  readonly #assembler = new HandshakeAssembler();
  #lastRecord: IncomingRecord | undefined;
  #handshake: Handshake | undefined;
  #completed = 0;
  #events: EngineEvent[] = [];
  #pendingWrites: Buffer[] = [];
  #warnings = 0;
  #emptyRecords = 0;

  constructor(options: EngineOptions) {
    this.options = options;
    this.bugs = options.bugs ?? {};
    this.tolerances = options.tolerances ?? {};
    this.random = options.random ?? randomBytes;
    this.records = new RecordLayer(options.fragmentLength ?? LIMITS.plaintext, this.tolerances);
    this.transcript = new Transcript(options.transcriptDataLimit);
  }

  now(): Date {
    return this.options.clock?.now() ?? new Date();
  }

  get ended(): boolean {
    return this.state === 'closed' || this.state === 'failed';
  }

  get handshaking(): boolean {
    return this.#handshake !== undefined;
  }

  /** Handshakes that were completed. */
  get completed(): number {
    return this.#completed;
  }

  emit(event: EngineEvent): void {
    this.#events.push(event);
  }

  takeEvents(): EngineEvent[] {
    const events = this.#events;
    this.#events = [];
    return events;
  }

  // Incoming

  receive(bytes: Buffer): void {
    if (this.ended) return;
    this.records.feed(bytes);
    this.guard(() => {
      this.#pump();
      if (this.state === 'waiting-for-verdict' && this.records.waiting > LIMITS.waitingInput) {
        throw new Failure('internal_error', 'TLS_FLOOD', { detail: 'data while its certificate is judged' });
      }
    });
  }

  #pump(): void {
    while (!this.ended && this.state !== 'waiting-for-verdict') {
      const message = this.#assembler.next();
      if (message !== undefined) {
        this.#receiveHandshakeMessage(message);
        continue;
      }
      const record = this.records.next();
      if (record === undefined) return;
      this.#lastRecord = record;
      this.#receiveRecord(record);
    }
  }

  #receiveRecord(record: IncomingRecord): void {
    const { contentType, plaintext } = record;
    this.#countFloods(record);
    if (contentType === CONTENT_TYPES.handshake) {
      if (plaintext.length === 0) throw unexpectedMessage('an empty handshake record');
      this.#assembler.add(plaintext);
      return;
    }
    this.transcript.add(this.now(), 'received', record, plaintext);
    switch (contentType) {
      case CONTENT_TYPES.alert:
        this.#receiveAlert(plaintext);
        break;
      case CONTENT_TYPES.changeCipherSpec:
        this.#receiveChangeCipherSpec(plaintext);
        break;
      case CONTENT_TYPES.applicationData:
        this.#receiveApplicationData(plaintext);
        break;
      // Other types come this far only if they are tolerated.
    }
  }

  #countFloods({ contentType, plaintext }: IncomingRecord): void {
    if (
      contentType !== CONTENT_TYPES.alert &&
      plaintext.length > 0 &&
      contentType !== CONTENT_TYPES.handshake
    ) {
      this.#warnings = 0;
    }
    this.#emptyRecords = plaintext.length === 0 ? this.#emptyRecords + 1 : 0;
    if (this.#emptyRecords > LIMITS.emptyRecords) {
      throw new Failure('unexpected_message', 'TLS_FLOOD', { detail: 'empty records' });
    }
  }

  #receiveHandshakeMessage(message: HandshakeMessage): void {
    const record = this.#lastRecord!;
    this.transcript.add(
      this.now(),
      'received',
      { ...record, contentType: CONTENT_TYPES.handshake },
      message.bytes,
    );
    const name = handshakeMessageName(message.type);
    if (name === undefined) {
      if (this.tolerances.unknownMessages) return;
      throw unexpectedMessage(`a handshake message of the unknown type ${message.type}`);
    }
    if (this.state === 'closing') return;
    if (this.#handshake !== undefined && name !== 'helloRequest') this.#handshake.receive(name, message);
    else this.onUnsolicited(name, message);
  }

  #receiveChangeCipherSpec(content: Buffer): void {
    if (this.#assembler.pending) throw unexpectedMessage('changeCipherSpec within a handshake message');
    if (this.state === 'closing') return;
    if (this.#handshake === undefined) throw unexpectedMessage('changeCipherSpec without a handshake');
    this.#handshake.receiveChangeCipherSpec(content);
  }

  #receiveApplicationData(data: Buffer): void {
    if (this.#completed === 0 && !this.tolerances.applicationDataBeforeFinished) {
      if (this.state === 'closing') return;
      throw unexpectedMessage('application data before the handshake was complete');
    }
    if (data.length > 0) this.emit({ type: 'data', bytes: data });
  }

  #receiveAlert(alert: Buffer): void {
    if (alert.length !== 2)
      throw new Failure('decode_error', 'TLS_DECODE', { detail: 'an alert is not two octets' });
    const [level, code] = alert as unknown as [number, number];
    if (level !== WARNING && level !== FATAL) throw illegalParameter(`alert level ${level}`);
    const name = alertName(code);
    this.emit({ type: 'alertReceived', ...this.#alertEvent(level, code) });
    if (name === 'close_notify') this.#receiveCloseNotify();
    else if (level === FATAL) this.#end('TLS_ALERT_RECEIVED', { alert: name ?? code });
    else {
      this.countWarning('warning alerts');
      if (name === 'no_renegotiation' && this.#completed > 0) this.#goOn();
    }
  }

  /** Warnings and what else costs an answer may come a few times in a row, not without end. */
  countWarning(what: string): void {
    this.#warnings++;
    if (this.#warnings > LIMITS.warningAlerts) {
      throw new Failure('unexpected_message', 'TLS_FLOOD', { detail: what });
    }
  }

  #receiveCloseNotify(): void {
    if (this.state !== 'closing') this.sendAlert('warning', 'close_notify');
    if (this.#completed === 0 && this.state !== 'closing') {
      this.#end('TLS_CLOSED_IN_HANDSHAKE', {});
      return;
    }
    this.state = 'closed';
    this.emit({ type: 'closed', reason: 'close-notify' });
  }

  transportEnded(): void {
    if (this.ended) return;
    if (this.#completed === 0 && this.state !== 'closing') {
      this.#end('TLS_TRANSPORT_ENDED', {});
      return;
    }
    this.state = 'closed';
    this.emit({ type: 'closed', reason: 'truncated' });
  }

  // Outgoing

  write(data: Buffer): void {
    if (this.ended || this.state === 'closing') return;
    if (this.state === 'connected' && this.#handshake === undefined) this.#sendData(data);
    else this.#pendingWrites.push(data);
  }

  /** What was written before the end of the handshake, or a few octets in its place, goes out now. */
  sendEarlyData(): void {
    const early = this.#pendingWrites.length > 0 ? this.#pendingWrites : [Buffer.from('early')];
    this.#pendingWrites = [];
    for (const data of early) this.#sendData(data);
  }

  #sendData(data: Buffer): void {
    if (data.length > 0) this.#send(CONTENT_TYPES.applicationData, data);
  }

  close(): void {
    if (this.ended || this.state === 'closing') return;
    this.sendAlert('warning', 'close_notify');
    this.state = 'closing';
    this.#handshake = undefined;
    this.#pendingWrites = [];
    // A verdict that comes now is of no use, and what the peer sent in the meantime is to be read.
    this.guard(() => this.#pump());
  }

  sendHandshakeMessage(bytes: Buffer): void {
    this.#send(CONTENT_TYPES.handshake, bytes);
  }

  sendChangeCipherSpec(content: Buffer): void {
    this.#send(CONTENT_TYPES.changeCipherSpec, content);
  }

  sendUnknownRecord(): void {
    this.#send(UNKNOWN_CODE, Buffer.of(0));
  }

  sendAlert(level: 'warning' | 'fatal', name: AlertName): void {
    const code = ALERTS[name];
    this.#send(CONTENT_TYPES.alert, Buffer.of(level === 'fatal' ? FATAL : WARNING, code));
    this.emit({ type: 'alertSent', ...this.#alertEvent(level === 'fatal' ? FATAL : WARNING, code) });
  }

  #send(contentType: number, content: Buffer): void {
    const { recordMac, recordPadding, recordTooLong, harmedRecords = 'applicationData' } = this.bugs;
    const harmed = this.records.writingProtected && contentType === CONTENT_TYPES[harmedRecords];
    const bugs = harmed
      ? { mac: recordMac, padding: recordPadding, oversized: recordTooLong !== undefined }
      : {};
    const sent = harmed && recordTooLong ? lengthened(content, recordTooLong) : content;
    this.transcript.add(this.now(), 'sent', this.records.send(contentType, sent, bugs), sent);
  }

  #alertEvent(level: typeof WARNING | typeof FATAL, code: number) {
    const name = alertName(code);
    return {
      level: level === FATAL ? ('fatal' as const) : ('warning' as const),
      code,
      ...(name && { name }),
      afterHandshake: this.#completed > 0,
    };
  }

  // The course of handshakes

  begin(handshake: Handshake): void {
    this.#handshake = handshake;
    if (this.#completed === 0) this.state = 'handshake';
  }

  waitForVerdict(chain: readonly Buffer[]): void {
    this.state = 'waiting-for-verdict';
    this.emit({ type: 'peerCertificate', chain });
  }

  peerVerdict(verdict: PeerVerdict): void {
    if (this.state !== 'waiting-for-verdict') return;
    this.state = this.#completed > 0 ? 'connected' : 'handshake';
    this.guard(() => {
      if (!verdict.accepted) {
        const { alert, reason } = verdict;
        throw new Failure(alert, 'TLS_PEER_REFUSED', { alert, reason });
      }
      this.#pump();
    });
  }

  complete(info: ConnectionInfo, established: Established): void {
    this.#completed++;
    this.established = established;
    this.info = info;
    this.state = 'connected';
    this.emit({ type: 'handshakeComplete', info });
    this.#goOn();
  }

  /** Goes on with application data, no handshake being under way any more. */
  #goOn(): void {
    this.#handshake = undefined;
    const writes = this.#pendingWrites;
    this.#pendingWrites = [];
    for (const data of writes) this.#sendData(data);
  }

  // The end

  /** Runs what reads the peer's messages: whatever goes wrong in there ends the connection and is told as an event. */
  guard(action: () => void): void {
    try {
      action();
    } catch (error) {
      const failure = error instanceof Failure ? error : undefined;
      this.sendAlert('fatal', failure?.alert ?? 'internal_error');
      if (failure) this.#end(failure.code, failure.parameters);
      else this.#end('TLS_INTERNAL', { detail: String(error) }, error);
    }
  }

  #end(code: keyof typeof TLS_ERRORS.entries, parameters: Failure['parameters'], cause?: unknown): void {
    // RFC 5246 §7.2.2: a connection that ends with a fatal alert must not be resumed.
    this.invalidateSession();
    this.state = 'failed';
    this.emit({ type: 'failed', error: TLS_ERRORS.error(code, parameters, { cause }) });
  }
}

/** Content that makes its record longer than what RFC 5246 §6.2.1 and §6.2.3 allow. */
function lengthened(content: Buffer, kind: 'plaintext' | 'ciphertext'): Buffer {
  const length = LIMITS.plaintext + (kind === 'ciphertext' ? LIMITS.protectionOverhead : 0) + 1;
  return Buffer.concat([content, Buffer.alloc(Math.max(0, length - content.length))]);
}
