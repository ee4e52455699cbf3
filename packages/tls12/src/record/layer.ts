import { ByteQueue } from '../byte-queue.ts';
import { CONTENT_TYPES, LIMITS, TLS_1_0 } from '../constants.ts';
import { Failure, unexpectedMessage } from '../failure.ts';
import type { Tolerances } from '../tolerances.ts';
import type { Opener, RecordBugs, Sealer } from './protection.ts';

const HEADER_LENGTH = 5;
const KNOWN_TYPES: ReadonlySet<number> = new Set(Object.values(CONTENT_TYPES));

/** Octets that are quoted of what is not TLS. */
const EXCERPT_LENGTH = 24;

/** What can be said of a record without its content. */
export interface RecordSummary {
  readonly contentType: number;
  readonly version: number;
  /** Octets on the wire, without the header. */
  readonly length: number;
  readonly protected: boolean;
}

export interface IncomingRecord extends RecordSummary {
  readonly plaintext: Buffer;
}

/** The record protocol in both directions (RFC 5246 §6.2). */
export class RecordLayer {
  /** What is sent says so once it is negotiated, and so must what comes protected. */
  negotiatedVersion: number | undefined;
  readonly #tolerances: Tolerances;
  readonly #fragmentLength: number;
  readonly #input = new ByteQueue();
  #output: Buffer[] = [];
  #opener: Opener | undefined;
  #sealer: Sealer | undefined;
  #firstSeen = false;

  constructor(fragmentLength: number, tolerances: Tolerances) {
    this.#fragmentLength = fragmentLength;
    this.#tolerances = tolerances;
  }

  get writingProtected(): boolean {
    return this.#sealer !== undefined;
  }

  /** Octets that came and were not read yet. */
  get waiting(): number {
    return this.#input.length;
  }

  feed(bytes: Buffer): void {
    this.#input.push(bytes);
  }

  startReading(opener: Opener): void {
    this.#opener = opener;
  }

  startWriting(sealer: Sealer): void {
    this.#sealer = sealer;
  }

  /** The next whole record; throws a Failure as soon as the header shows that it cannot be one. */
  next(): IncomingRecord | undefined {
    if (this.#input.length === 0) return undefined;
    const header = this.#input.peek(Math.min(this.#input.length, HEADER_LENGTH))!;
    this.#checkStart(header);
    if (header.length < HEADER_LENGTH) return undefined;
    const contentType = header[0]!;
    const version = header.readUInt16BE(1);
    const length = header.readUInt16BE(3);
    const opener = this.#opener;
    this.#checkLength(length, LIMITS.plaintext + (opener ? LIMITS.protectionOverhead : 0));
    const fragment = this.#input.take(HEADER_LENGTH + length)?.subarray(HEADER_LENGTH);
    if (fragment === undefined) return undefined;
    this.#firstSeen = true;
    const plaintext = opener ? opener.open(contentType, version, fragment) : fragment;
    if (plaintext === undefined) throw new Failure('bad_record_mac', 'TLS_RECORD_MAC');
    this.#checkLength(plaintext.length, LIMITS.plaintext);
    return { contentType, version, length, protected: opener !== undefined, plaintext };
  }

  #checkStart(header: Buffer): void {
    const [contentType, major] = header;
    const knownType = KNOWN_TYPES.has(contentType!) || this.#tolerances.unknownRecords === true;
    if (!this.#firstSeen && (!knownType || (major !== undefined && major !== 3))) {
      const start = this.#input.peek(Math.min(this.#input.length, EXCERPT_LENGTH))!;
      throw new Failure('unexpected_message', 'TLS_NOT_TLS', { detail: `it starts with ${excerpt(start)}` });
    }
    if (!knownType) throw unexpectedMessage(`a record of the unknown type ${contentType}`);
    if (header.length < 3) return;
    const version = header.readUInt16BE(1);
    // A ClientHello may say any version of TLS (RFC 5246 App. E.1), and so may an alert of who has not read ours.
    const wrong = this.#opener ? version !== this.negotiatedVersion : major !== 3;
    if (wrong) {
      throw new Failure('protocol_version', 'TLS_PROTOCOL_VERSION', {
        detail: `a record has version 0x${version.toString(16).padStart(4, '0')}`,
      });
    }
  }

  #checkLength(length: number, limit: number): void {
    if (length <= limit || this.#tolerances.recordTooLong) return;
    throw new Failure('record_overflow', 'TLS_RECORD_TOO_LONG', { detail: `${length} octets` });
  }

  /** Puts the content on the wire, in as many records as it takes; tells of the last one. */
  send(contentType: number, content: Buffer, bugs: RecordBugs & { oversized?: boolean } = {}): RecordSummary {
    const fragmentLength = bugs.oversized ? content.length : this.#fragmentLength;
    let offset = 0;
    let summary: RecordSummary;
    do {
      summary = this.#sendRecord(contentType, content.subarray(offset, offset + fragmentLength), bugs);
      offset += fragmentLength;
    } while (offset < content.length);
    return summary;
  }

  #sendRecord(contentType: number, plaintext: Buffer, bugs: RecordBugs): RecordSummary {
    // A ClientHello has the lowest version in its record, for servers that are touchy about it (RFC 5246 App. E.1).
    const version = this.negotiatedVersion ?? TLS_1_0;
    const fragment = this.#sealer ? this.#sealer.seal(contentType, version, plaintext, bugs) : plaintext;
    const header = Buffer.allocUnsafe(HEADER_LENGTH);
    header[0] = contentType;
    header.writeUInt16BE(version, 1);
    header.writeUInt16BE(fragment.length, 3);
    this.#output.push(header, fragment);
    return { contentType, version, length: fragment.length, protected: this.#sealer !== undefined };
  }

  takeOutput(): Buffer | undefined {
    if (this.#output.length === 0) return undefined;
    const output = Buffer.concat(this.#output);
    this.#output = [];
    return output;
  }
}

function excerpt(octets: Buffer): string {
  const text = octets.toString('latin1');
  return /^[\x20-\x7e\r\n]+$/.test(text) ? JSON.stringify(text) : `the octets ${octets.toString('hex')}`;
}
