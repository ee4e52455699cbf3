import type { ContentTypeName } from './constants.ts';
import type { DecodedMessage } from './messages/decode.ts';

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
  /** Absent where the record could not be read. */
  readonly message?: DecodedMessage;
  /** The message in the clear, its header included; of application data at most the first octets. */
  readonly bytes: Buffer;
}

/** The messages of one connection, in order. Messages are decoded when they are looked at. */
export class Transcript {
  readonly #entries: TranscriptEntry[] = [];

  get entries(): readonly TranscriptEntry[] {
    return this.#entries;
  }

  toJSON(): unknown {
    return this.#entries;
  }
}
