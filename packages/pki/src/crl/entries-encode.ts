import { TAG } from '../der/encode.ts';

/** One revoked certificate. */
export interface RevokedCertificate {
  /** As `Certificate.serialNumber`: content octets in hex. */
  readonly serialNumber: string;
  readonly revocationDate: Date;
  /** CRLReason (RFC 5280 §5.3.1); IGC-Santé gives none. */
  readonly reason?: number;
}

const DAY = 86_400_000;
/** From then on times are GeneralizedTime, with four digits for the year (RFC 5280 §5.1.2.6). */
const YEAR_2050 = Date.UTC(2050, 0, 1);
/** Extensions with reasonCode alone, up to the value of the ENUMERATED. */
const REASON_CODE = Buffer.from('300c300a0603551d1504030a01', 'hex');
/** So that the length of an entry takes one octet. */
const LONGEST_SERIAL_NUMBER = 64;

/**
 * How many octets the entry takes.
 *
 * @throws RangeError if the serial number does not have 1 to 64 octets
 */
export function entryLength({ serialNumber, revocationDate, reason }: RevokedCertificate): number {
  const octets = serialNumber.length / 2;
  if (!(octets >= 1 && octets <= LONGEST_SERIAL_NUMBER && Number.isInteger(octets))) {
    throw new RangeError(`not a serial number in hex: ${serialNumber}`);
  }
  const time = revocationDate.getTime() < YEAR_2050 ? 15 : 17;
  return 4 + octets + time + (reason === undefined ? 0 : REASON_CODE.length + 1);
}

/**
 * Writes the content of revokedCertificates (RFC 5280 §5.1) into a buffer that has the room. A list may have a million
 * entries: they are written octet by octet, without an object for each element.
 */
export class CrlEntriesWriter {
  readonly #buffer: Buffer;
  #position: number;
  #day = -1;
  #date: Uint8Array = new Uint8Array();

  constructor(buffer: Buffer, start: number) {
    this.#buffer = buffer;
    this.#position = start;
  }

  /** @throws RangeError if the serial number is not in hex */
  add({ serialNumber, revocationDate, reason }: RevokedCertificate): void {
    const start = this.#position;
    let end = this.#serialNumber(serialNumber, start + 2);
    end = this.#time(revocationDate, end);
    if (reason !== undefined) {
      this.#buffer.set(REASON_CODE, end);
      end += REASON_CODE.length;
      this.#buffer[end++] = reason;
    }
    this.#buffer[start] = TAG.sequence;
    this.#buffer[start + 1] = end - start - 2;
    this.#position = end;
  }

  #serialNumber(hex: string, start: number): number {
    const buffer = this.#buffer;
    const length = buffer.write(hex, start + 2, 'hex');
    if (length !== hex.length / 2) throw new RangeError(`not a serial number in hex: ${hex}`);
    buffer[start] = TAG.integer;
    buffer[start + 1] = length;
    return start + 2 + length;
  }

  /** The date is formatted once for all entries of a day. */
  #time(date: Date, start: number): number {
    const buffer = this.#buffer;
    const milliseconds = date.getTime();
    const day = Math.floor(milliseconds / DAY);
    if (day !== this.#day) {
      this.#day = day;
      const digits = date.toISOString().slice(0, 10).replaceAll('-', '');
      this.#date = Buffer.from(milliseconds < YEAR_2050 ? digits.slice(2) : digits);
    }
    const second = ((milliseconds - day * DAY) / 1000) | 0;
    let at = start + 2;
    for (let index = 0; index < this.#date.length; index++) buffer[at++] = this.#date[index]!;
    at = writeTwoDigits(buffer, at, (second / 3600) | 0);
    at = writeTwoDigits(buffer, at, ((second / 60) | 0) % 60);
    at = writeTwoDigits(buffer, at, second % 60);
    buffer[at++] = 0x5a; // Z
    buffer[start] = milliseconds < YEAR_2050 ? TAG.utcTime : TAG.generalizedTime;
    buffer[start + 1] = at - start - 2;
    return at;
  }
}

function writeTwoDigits(buffer: Buffer, at: number, value: number): number {
  const tens = (value / 10) | 0;
  buffer[at] = 0x30 + tens;
  buffer[at + 1] = 0x30 + value - 10 * tens;
  return at + 2;
}
