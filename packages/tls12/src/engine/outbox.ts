import { ALERTS, type AlertName } from '@banc-gap/pki';
import type { Bugs } from '../bugs.ts';
import { CONTENT_TYPES, LIMITS } from '../constants.ts';
import type { RecordLayer } from '../record/layer.ts';
import type { Transcript } from '../transcript.ts';

export const ALERT_LEVELS = { warning: 1, fatal: 2 } as const;
export type AlertLevel = keyof typeof ALERT_LEVELS;

const UNKNOWN_CONTENT_TYPE = 99;

/** All that goes out, by content type; writes the transcript and harms the records that the bugs are about. */
export class Outbox {
  readonly #records: RecordLayer;
  readonly #transcript: Transcript;
  readonly #bugs: Bugs;
  readonly #now: () => Date;

  constructor(records: RecordLayer, transcript: Transcript, bugs: Bugs, now: () => Date) {
    this.#records = records;
    this.#transcript = transcript;
    this.#bugs = bugs;
    this.#now = now;
  }

  handshakeMessage(bytes: Buffer): void {
    this.#send(CONTENT_TYPES.handshake, bytes);
  }

  changeCipherSpec(): void {
    const value = this.#bugs.changeCipherSpec === 'wrong-value' ? 2 : 1;
    const twoBytes = this.#bugs.changeCipherSpec === 'two-bytes';
    this.#send(CONTENT_TYPES.changeCipherSpec, twoBytes ? Buffer.of(value, value) : Buffer.of(value));
  }

  applicationData(data: Buffer): void {
    if (data.length > 0) this.#send(CONTENT_TYPES.applicationData, data);
  }

  alert(level: AlertLevel, name: AlertName): void {
    this.#send(CONTENT_TYPES.alert, Buffer.of(ALERT_LEVELS[level], ALERTS[name]));
  }

  unknownRecord(): void {
    this.#send(UNKNOWN_CONTENT_TYPE, Buffer.of(0));
  }

  #send(contentType: number, content: Buffer): void {
    const {
      recordMac: mac,
      recordPadding: padding,
      recordTooLong,
      harmedRecords = 'applicationData',
    } = this.#bugs;
    const harmed = this.#records.writingProtected && contentType === CONTENT_TYPES[harmedRecords];
    const sent = harmed && recordTooLong ? lengthened(content, recordTooLong) : content;
    const bugs = harmed ? { mac, padding, oversized: recordTooLong !== undefined } : {};
    this.#transcript.add(this.#now(), 'sent', this.#records.send(contentType, sent, bugs), sent);
  }
}

/** Content that makes its record longer than what RFC 5246 §6.2.1 and §6.2.3 allow. */
function lengthened(content: Buffer, kind: 'plaintext' | 'ciphertext'): Buffer {
  const length = LIMITS.plaintext + (kind === 'ciphertext' ? LIMITS.protectionOverhead : 0) + 1;
  return Buffer.concat([content, Buffer.alloc(Math.max(0, length - content.length))]);
}
