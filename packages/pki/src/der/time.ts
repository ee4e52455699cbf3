import { DerError, type Element } from './decode.ts';
import { TAG } from './encode.ts';

/**
 * A Time of a certificate or CRL: seconds and Z always, fractions never, UTCTime through 2049 and GeneralizedTime from
 * 2050 on (RFC 5280 §4.1.2.5 and §5.1.2.4).
 */
export function decodeTime({ tag, content }: Element, field: string): Date {
  const text = content.toString('latin1');
  if (tag === TAG.utcTime) {
    if (!/^\d{12}Z$/.test(text)) throw new DerError(field, 'is a UTCTime other than YYMMDDHHMMSSZ');
    return decodeDigits(Number(text.slice(0, 2)) < 50 ? `20${text}` : `19${text}`, field);
  }
  if (tag !== TAG.generalizedTime) throw new DerError(field, 'is neither a UTCTime nor a GeneralizedTime');
  const time = decodeGeneralizedTime(content, field);
  if (time.getUTCFullYear() < 2050) throw new DerError(field, 'is before 2050, which a UTCTime must say');
  return time;
}

/** A GeneralizedTime as RFC 5280 §4.1.2.5.2 has it, of any year. */
export function decodeGeneralizedTime(content: Buffer, field: string): Date {
  const text = content.toString('latin1');
  if (!/^\d{14}Z$/.test(text)) throw new DerError(field, 'is a GeneralizedTime other than YYYYMMDDHHMMSSZ');
  return decodeDigits(text, field);
}

function decodeDigits(digits: string, field: string): Date {
  const iso = digits.replace(/^(....)(..)(..)(..)(..)(..)Z$/, '$1-$2-$3T$4:$5:$6.000Z');
  const time = new Date(iso);
  // Date rolls 30 February over to March: what it writes back must be what was read.
  if (Number.isNaN(time.getTime()) || time.toISOString() !== iso) {
    throw new DerError(field, 'is not a moment of the calendar');
  }
  return time;
}
