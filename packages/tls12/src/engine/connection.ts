import { ALERTS, type AlertName, alertName } from '@banc-gap/pki';
import type { Bugs } from '../bugs.ts';
import { CONTENT_TYPES, type HandshakeMessageName, LIMITS } from '../constants.ts';
import { type TlsErrorCode, tlsErrors } from '../errors.ts';
import { decodeError, Failure, illegalParameter, unexpectedMessage } from '../failure.ts';
import { HandshakeAssembler, type HandshakeMessage, handshakeMessageName } from '../messages/handshake.ts';
import { randomOctets } from '../random.ts';
import { type IncomingRecord, RecordLayer } from '../record/layer.ts';
import type { Tolerances } from '../tolerances.ts';
import { Transcript } from '../transcript.ts';
import type { AlertEvent, ConnectionInfo, EngineEvent, EngineState } from './events.ts';
import { FloodGuard } from './flood-guard.ts';
import type { Handshake } from './handshake.ts';
import type { Established } from './negotiated.ts';
import type { EngineOptions, PeerVerdict } from './options.ts';
import { ALERT_LEVELS, type AlertLevel, Outbox } from './outbox.ts';

/** The connection around the handshakes: records in and out, alerts, application data, events, the end. */
export class Connection {
  readonly options: EngineOptions;
  readonly bugs: Bugs;
  readonly tolerances: Tolerances;
  readonly random: (size: number) => Buffer;
  readonly transcript: Transcript;
  readonly records: RecordLayer;
  readonly outbox: Outbox;
  readonly floodGuard = new FloodGuard();
  state: EngineState = 'idle';
  info: ConnectionInfo | undefined;
  /** Of the last complete handshake. */
  established: Established | undefined;
  /** Makes sure that the session of this connection is not resumed. */
  invalidateSession: () => void = () => {};
  /** Acts upon HelloRequest, and upon what comes while no handshake is under way. */
  onUnsolicited: (name: HandshakeMessageName, message: HandshakeMessage) => void = () => {};
  readonly #assembler = new HandshakeAssembler();
  /** The last one that carried a handshake message or a part of one. */
  #handshakeRecord: IncomingRecord | undefined;
  #handshake: Handshake | undefined;
  #completed = 0;
  /** Closed within a handshake: what comes then cannot be read, for want of its keys. */
  #abandoned = false;
  #events: EngineEvent[] = [];
  #pendingWrites: Buffer[] = [];

  constructor(options: EngineOptions) {
    this.options = options;
    this.bugs = options.bugs ?? {};
    this.tolerances = options.tolerances ?? {};
    this.random = options.random ?? randomOctets;
    this.transcript = new Transcript(options.transcriptDataLimit, options.transcriptEntryLimit);
    this.records = new RecordLayer(options.fragmentLength ?? LIMITS.plaintext, this.tolerances);
    this.outbox = new Outbox(this.records, this.transcript, this.bugs, () => this.now());
  }

  now(): Date {
    return this.options.clock?.now() ?? new Date();
  }

  get ended(): boolean {
    return this.state === 'closed' || this.state === 'failed';
  }

  /** Nothing that the peer still sends counts. */
  get #deaf(): boolean {
    return this.ended || this.#abandoned || this.state === 'peer-closed';
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
    if (this.#deaf) return;
    this.records.feed(bytes);
    this.#guard(() => {
      this.#pump();
      if (this.state === 'waiting-for-verdict') this.floodGuard.waiting(this.records.waiting);
    });
  }

  #pump(): void {
    while (!this.#deaf && this.state !== 'waiting-for-verdict') {
      const message = this.#assembler.next();
      if (message !== undefined) {
        this.#receiveHandshakeMessage(message);
        continue;
      }
      const record = this.records.next();
      if (record === undefined) return;
      this.#receiveRecord(record);
    }
  }

  #receiveRecord(record: IncomingRecord): void {
    const { contentType, plaintext } = record;
    this.floodGuard.record(record);
    if (contentType === CONTENT_TYPES.handshake) {
      if (plaintext.length === 0) throw unexpectedMessage('an empty handshake record');
      this.#assembler.add(plaintext);
      this.#handshakeRecord = record;
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

  #receiveHandshakeMessage(message: HandshakeMessage): void {
    this.transcript.add(this.now(), 'received', this.#handshakeRecord!, message.bytes);
    const name = handshakeMessageName(message.type);
    if (name === undefined) {
      if (this.tolerances.unknownMessages) return;
      throw unexpectedMessage(`a handshake message of the unknown type ${message.type}`);
    }
    if (this.#handshake !== undefined && name !== 'helloRequest') this.#handshake.receive(name, message);
    else if (this.state !== 'closing') this.onUnsolicited(name, message);
  }

  #receiveChangeCipherSpec(content: Buffer): void {
    if (this.#assembler.pending) throw unexpectedMessage('changeCipherSpec within a handshake message');
    if (this.#handshake === undefined) throw unexpectedMessage('changeCipherSpec without a handshake');
    this.#handshake.receiveChangeCipherSpec(content);
  }

  #receiveApplicationData(data: Buffer): void {
    // In a renegotiation data may still come, under the keys of the handshake before.
    const inOrder = this.#handshake === undefined || (this.#completed > 0 && !this.#handshake.awaitsFinished);
    if (!inOrder && !this.tolerances.applicationDataBeforeFinished) {
      throw unexpectedMessage('application data before Finished');
    }
    if (data.length > 0) this.emit({ type: 'data', bytes: data });
  }

  #receiveAlert(alert: Buffer): void {
    if (alert.length !== 2) throw decodeError('an alert is not two octets');
    const [levelCode, code] = alert as unknown as [number, number];
    const level = levelCode === ALERT_LEVELS.warning ? 'warning' : 'fatal';
    if (levelCode !== ALERT_LEVELS[level]) throw illegalParameter(`alert level ${levelCode}`);
    const name = alertName(code);
    this.emit({ type: 'alertReceived', ...this.#alertEvent(level, code, name) });
    if (name === 'close_notify') this.#receiveCloseNotify();
    else if (level === 'fatal') this.#fail('TLS_ALERT_RECEIVED', { alert: name ?? code });
    else {
      this.floodGuard.warning('warning alerts');
      if (name === 'no_renegotiation' && this.#completed > 0) this.#goOn();
    }
  }

  #receiveCloseNotify(): void {
    if (this.state === 'closing') this.#end('closed', 'close-notify');
    else if (this.#completed > 0) {
      this.#end('peer-closed', 'close-notify');
      this.#flush();
    } else {
      this.sendAlert('warning', 'close_notify');
      this.#fail('TLS_CLOSED_IN_HANDSHAKE');
    }
  }

  transportEnded(): void {
    if (this.ended || this.state === 'peer-closed') return;
    if (this.state === 'closing' || this.#completed > 0) this.#end('closed', 'truncated');
    else this.#fail('TLS_TRANSPORT_ENDED');
  }

  // Outgoing

  write(data: Buffer): void {
    if (this.ended || this.state === 'closing') return;
    const open = this.state === 'connected' || this.state === 'peer-closed';
    if (open && this.#handshake === undefined) this.outbox.applicationData(data);
    else this.#pendingWrites.push(data);
  }

  /** What was written before the end of the handshake, or a few octets in its place, goes out now. */
  sendEarlyData(): void {
    if (this.#pendingWrites.length === 0) this.#pendingWrites.push(Buffer.from('early'));
    this.#flush();
  }

  #flush(): void {
    const writes = this.#pendingWrites;
    this.#pendingWrites = [];
    for (const data of writes) this.outbox.applicationData(data);
  }

  sendAlert(level: AlertLevel, name: AlertName): void {
    this.outbox.alert(level, name);
    this.emit({ type: 'alertSent', ...this.#alertEvent(level, ALERTS[name], name) });
  }

  #alertEvent(level: AlertLevel, code: number, name: AlertName | undefined): AlertEvent {
    return { level, code, ...(name && { name }), afterHandshake: this.#completed > 0 };
  }

  close(): void {
    if (this.ended || this.state === 'closing') return;
    this.sendAlert('warning', 'close_notify');
    this.state = this.state === 'peer-closed' ? 'closed' : 'closing';
    this.#abandoned = this.#handshake !== undefined;
    this.#handshake = undefined;
    this.#pendingWrites = [];
  }

  /** Ends the connection with a fatal alert that nothing the peer did calls for. */
  abort(alert: AlertName): void {
    if (this.ended) return;
    this.sendAlert('fatal', alert);
    this.#fail('TLS_ABORTED', { alert });
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
    this.#guard(() => {
      if (!verdict.accepted) {
        const { alert, reason } = verdict;
        throw new Failure(alert, 'TLS_PEER_REFUSED', { alert, reason });
      }
      this.#handshake?.acceptPeer(verdict.publicKey);
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
    this.#flush();
  }

  // The end

  /** Runs what reads the peer's messages: whatever goes wrong in there ends the connection and is told as an event. */
  #guard(action: () => void): void {
    try {
      action();
    } catch (error) {
      const failure = error instanceof Failure ? error : undefined;
      this.sendAlert('fatal', failure?.alert ?? 'internal_error');
      if (failure) this.#fail(failure.code, failure.parameters);
      else this.#fail('TLS_INTERNAL', { detail: String(error) }, error);
    }
  }

  #end(state: 'closed' | 'peer-closed', reason: 'close-notify' | 'truncated'): void {
    this.state = state;
    this.#handshake = undefined;
    this.emit({ type: 'closed', reason });
  }

  #fail(code: TlsErrorCode, parameters: Failure['parameters'] = {}, cause?: unknown): void {
    // RFC 5246 §7.2.2: a connection that ends with a fatal alert must not be resumed.
    this.invalidateSession();
    this.state = 'failed';
    this.#handshake = undefined;
    this.emit({ type: 'failed', error: tlsErrors.error(code, parameters, { cause }) });
  }
}
