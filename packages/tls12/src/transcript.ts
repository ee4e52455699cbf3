import { CONTENT_TYPES, type ContentTypeName } from './constants.ts';
import { type DecodedMessage, decodeMessage } from './messages/decode.ts';
import type { RecordSummary } from './record/layer.ts';

/** One message on the wire. A message that spans records is one entry, and so is each of several in one record. */
export interface TranscriptEntry {
  readonly at: Date;
  readonly direction: 'sent' | 'received';
  /** The record that carried the message, or its last part. */
  readonly record: {
    readonly type: ContentTypeName | 'unknown';
    readonly version: number;
    /** Octets on the wire, without the header. */
    readonly length: number;
    readonly protected: boolean;
  };
  readonly message: DecodedMessage;
  /** The message in the clear, its header included; of application data as much as the limit leaves room for. */
  readonly bytes: Buffer;
}

const TYPE_NAMES = new Map(
  (Object.entries(CONTENT_TYPES) as [ContentTypeName, number][]).map(([name, code]) => [code, name]),
);

class Entry implements TranscriptEntry {
  readonly at: Date;
  readonly direction: 'sent' | 'received';
  readonly record: TranscriptEntry['record'];
  readonly bytes: Buffer;
  readonly #contentType: number;
  readonly #contentLength: number;
  #message: DecodedMessage | undefined;

  constructor(
    at: Date,
    direction: 'sent' | 'received',
    { contentType, version, length, protected: isProtected }: RecordSummary,
    bytes: Buffer,
    contentLength: number,
  ) {
    this.at = at;
    this.direction = direction;
    this.record = { type: TYPE_NAMES.get(contentType) ?? 'unknown', version, length, protected: isProtected };
    this.bytes = bytes;
    this.#contentType = contentType;
    this.#contentLength = contentLength;
  }

  get message(): DecodedMessage {
    this.#message ??=
      this.#contentType === CONTENT_TYPES.applicationData
        ? { type: 'applicationData', length: this.#contentLength }
        : decodeMessage(this.#contentType, this.bytes);
    return this.#message;
  }
}

const DEFAULT_DATA_LIMIT = 64 * 1024;
const DEFAULT_ENTRY_LIMIT = 10_000;
/** Octets of all that is not application data, so that a peer cannot fill the memory with it. */
const MESSAGE_LIMIT = 2 * 1024 * 1024;

/** The messages of one connection, in order. They are decoded when they are looked at, so that keeping them costs little. */
export class Transcript {
  readonly #entries: Entry[] = [];
  readonly #entryLimit: number;
  #dataRoom: number;
  #messageRoom = MESSAGE_LIMIT;
  #omitted = 0;

  /** `dataLimit`: octets of application data that are kept, and `entryLimit` messages; the rest is counted. */
  constructor(dataLimit: number = DEFAULT_DATA_LIMIT, entryLimit: number = DEFAULT_ENTRY_LIMIT) {
    this.#dataRoom = dataLimit;
    this.#entryLimit = entryLimit;
  }

  get entries(): readonly TranscriptEntry[] {
    return this.#entries;
  }

  /** Entries that were not kept because there are too many. */
  get omitted(): number {
    return this.#omitted;
  }

  add(at: Date, direction: 'sent' | 'received', record: RecordSummary, bytes: Buffer): void {
    const isData = record.contentType === CONTENT_TYPES.applicationData;
    if (this.#entries.length >= this.#entryLimit || (!isData && bytes.length > this.#messageRoom)) {
      this.#omitted++;
      return;
    }
    // A copy: what the application got is the application's to change.
    const kept = isData ? Buffer.from(bytes.subarray(0, this.#dataRoom)) : bytes;
    if (isData) this.#dataRoom -= kept.length;
    else this.#messageRoom -= kept.length;
    this.#entries.push(new Entry(at, direction, record, kept, bytes.length));
  }

  /** Entries with octets in hexadecimal. */
  toJSON(): unknown {
    return this.#entries.map(({ at, direction, record, message, bytes }) => ({
      at,
      direction,
      record,
      message: withHexadecimal(message),
      bytes: bytes.toString('hex'),
    }));
  }
}

function withHexadecimal(value: unknown): unknown {
  if (value instanceof Uint8Array) return Buffer.from(value).toString('hex');
  if (Array.isArray(value)) return value.map(withHexadecimal);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, field]) => [name, withHexadecimal(field)]));
}
