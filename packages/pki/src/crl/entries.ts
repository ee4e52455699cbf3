import { DerError, decodeInteger, decodeSequence, decodeWhole, elementHeader } from '../der/decode.ts';
import { TAG } from '../der/encode.ts';
import { decodeTime } from '../der/time.ts';
import { EXTENSIONS } from '../object-identifiers.ts';
import { type Extension, readExtensions } from '../signed.ts';

/** One revoked certificate (RFC 5280 §5.1.2.6). */
export interface CrlEntry {
  /** As `Certificate.serialNumber`. */
  readonly serialNumber: string;
  readonly revocationDate: Date;
  /** CRLReason (RFC 5280 §5.3.1); 6 is certificateHold. */
  readonly reason?: number;
}

const FIELD = 'revokedCertificates';

/** `removeFromCRL`, a reason that only delta CRLs may give. */
export const REMOVE_FROM_CRL = 8;

/**
 * The entries of a CRL as they lie in its DER: checked once, in one pass and without an object for each, then found
 * through an index of one number for each, so that a million of them cost a fraction of a second and 8 MB.
 */
export class CrlEntries {
  readonly count: number;
  /** Critical extensions of entries that nothing here can process. */
  readonly unknownCriticalExtensions: ReadonlySet<string>;
  readonly hasRemoveFromCrl: boolean;
  readonly hasExtensions: boolean;
  readonly #bytes: Buffer;
  #index: Float64Array | undefined;

  /** @param bytes the content of revokedCertificates */
  constructor(bytes: Buffer) {
    this.#bytes = bytes;
    const unknown = new Set<string>();
    let count = 0;
    let hasRemoveFromCrl = false;
    let hasExtensions = false;
    forEachEntry(bytes, (serialStart, serialEnd, end) => {
      count++;
      checkSerialNumber(bytes, serialStart, serialEnd);
      const afterTime = checkTime(bytes, serialEnd, end);
      if (afterTime === end) return;
      hasExtensions = true;
      const reason = plainReason(bytes, afterTime, end);
      if (reason !== undefined) {
        hasRemoveFromCrl ||= reason === REMOVE_FROM_CRL;
        return;
      }
      for (const extension of decodeEntryExtensions(bytes.subarray(afterTime, end))) {
        if (extension.oid === EXTENSIONS.reasonCode) {
          hasRemoveFromCrl ||= decodeReason(extension.value) === REMOVE_FROM_CRL;
        } else if (extension.critical) unknown.add(extension.oid);
      }
    });
    this.count = count;
    this.unknownCriticalExtensions = unknown;
    this.hasRemoveFromCrl = hasRemoveFromCrl;
    this.hasExtensions = hasExtensions;
  }

  find(serialNumber: string): CrlEntry | undefined {
    const wanted = Buffer.from(serialNumber, 'hex');
    const hash = hashOf(wanted, 0, wanted.length);
    this.#index ??= this.#buildIndex();
    const index = this.#index;
    for (let at = lowerBound(index, hash * OFFSETS); at < index.length; at++) {
      const offset = index[at]! - hash * OFFSETS;
      if (offset >= OFFSETS) return undefined;
      const entry = elementHeader(this.#bytes, offset, FIELD);
      const serial = elementHeader(this.#bytes, entry.start, FIELD);
      if (wanted.equals(this.#bytes.subarray(serial.start, serial.end))) {
        return decodeEntry(this.#bytes.subarray(offset, entry.end));
      }
    }
    return undefined;
  }

  /** Every entry, decoded as it is asked for. */
  *[Symbol.iterator](): IterableIterator<CrlEntry> {
    for (let offset = 0; offset < this.#bytes.length; ) {
      const { end } = elementHeader(this.#bytes, offset, FIELD);
      yield decodeEntry(this.#bytes.subarray(offset, end));
      offset = end;
    }
  }

  /** Sorted by hash, then by offset: sorting numbers costs the same whatever serial numbers an enemy chooses. */
  #buildIndex(): Float64Array {
    const index = new Float64Array(this.count);
    let at = 0;
    forEachEntry(this.#bytes, (serialStart, serialEnd, _, offset) => {
      index[at++] = hashOf(this.#bytes, serialStart, serialEnd) * OFFSETS + offset;
    });
    return index.sort();
  }
}

/** A hash of 21 bits above an offset of 32 bits: what a double holds exactly. */
const OFFSETS = 2 ** 32;

function hashOf(bytes: Buffer, start: number, end: number): number {
  let hash = 0x811c9dc5;
  for (let at = start; at < end; at++) hash = Math.imul(hash ^ bytes[at]!, 0x01000193);
  return (hash ^ (hash >>> 15)) & 0x1fffff;
}

function lowerBound(sorted: Float64Array, wanted: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sorted[middle]! < wanted) low = middle + 1;
    else high = middle;
  }
  return low;
}

function forEachEntry(
  bytes: Buffer,
  visit: (serialStart: number, serialEnd: number, end: number, offset: number) => void,
): void {
  for (let offset = 0; offset < bytes.length; ) {
    const entry = elementHeader(bytes, offset, FIELD);
    const serial = elementHeader(bytes, entry.start, FIELD);
    if (entry.tag !== TAG.sequence || serial.tag !== TAG.integer || serial.end > entry.end) {
      throw new DerError(FIELD, 'has an entry that does not start with a serial number');
    }
    visit(serial.start, serial.end, entry.end, offset);
    offset = entry.end;
  }
}

function checkSerialNumber(bytes: Buffer, start: number, end: number): void {
  // The first two octets decide; a view of the content is only made for the error.
  const second = bytes[start + 1]! & 0x80;
  const first = bytes[start];
  const shortest =
    end - start > 1 ? !((first === 0x00 && second === 0) || (first === 0xff && second !== 0)) : end > start;
  if (!shortest) decodeInteger(bytes.subarray(start, end), `${FIELD}.userCertificate`);
}

/** Where the revocationDate ends. */
function checkTime(bytes: Buffer, offset: number, end: number): number {
  const time = elementHeader(bytes, offset, `${FIELD}.revocationDate`);
  if (time.end > end) throw new DerError(FIELD, 'has an entry without a revocationDate');
  if (time.tag !== TAG.utcTime || !isPlainTime(bytes, time.start, time.end)) {
    const content = bytes.subarray(time.start, time.end);
    decodeTime({ tag: time.tag, content }, `${FIELD}.revocationDate`);
  }
  return time.end;
}

/** Whether this is a UTCTime of a day that every month has: the cheap answer for nearly all. */
function isPlainTime(bytes: Buffer, start: number, end: number): boolean {
  if (end - start !== 13 || bytes[end - 1] !== 0x5a) return false;
  for (let at = start; at < end - 1; at++) if (bytes[at]! < 0x30 || bytes[at]! > 0x39) return false;
  const pair = (at: number): number => bytes[start + at]! * 10 + bytes[start + at + 1]! - 528;
  const [month, day] = [pair(2), pair(4)];
  return month >= 1 && month <= 12 && day >= 1 && day <= 28 && pair(6) < 24 && pair(8) < 60 && pair(10) < 60;
}

/** Extensions that are one reasonCode, not critical: SEQUENCE { SEQUENCE { OID, OCTET STRING { ENUMERATED } } }. */
const PLAIN_REASON = Buffer.from('300c300a0603551d1504030a01', 'hex');

function plainReason(bytes: Buffer, start: number, end: number): number | undefined {
  if (end - start !== PLAIN_REASON.length + 1) return undefined;
  for (let at = 0; at < PLAIN_REASON.length; at++)
    if (bytes[start + at] !== PLAIN_REASON[at]) return undefined;
  const reason = bytes[end - 1]!;
  return isReason(reason) ? reason : undefined;
}

const isReason = (code: number): boolean => code <= 10 && code !== 7;

function decodeEntryExtensions(der: Buffer): readonly Extension[] {
  return decodeWhole(der, 'crlEntryExtensions', readExtensions);
}

function decodeReason(value: Buffer): number {
  const { content } = decodeWhole(value, 'reasonCode', (reader) =>
    reader.element('reasonCode', TAG.enumerated),
  );
  if (content.length !== 1 || !isReason(content[0]!)) throw new DerError('reasonCode', 'is not a CRLReason');
  return content[0]!;
}

function decodeEntry(der: Buffer): CrlEntry {
  return decodeSequence(der, FIELD, (entry) => {
    const serialNumber = entry.integer(FIELD).toString('hex').toUpperCase();
    const revocationDate = decodeTime(entry.element(FIELD), FIELD);
    const extensions = entry.atEnd ? [] : readExtensions(entry);
    const reason = extensions.find(({ oid }) => oid === EXTENSIONS.reasonCode);
    return { serialNumber, revocationDate, ...(reason && { reason: decodeReason(reason.value) }) };
  });
}
