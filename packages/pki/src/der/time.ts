import { DerError, type Element } from './decode.ts';
import { TAG } from './encode.ts';

/**
 * A Time of a certificate or CRL: seconds and Z always, fractions never, UTCTime through 2049 and GeneralizedTime from
 * 2050 on (RFC 5280 §4.1.2.5 and §5.1.2.4).
 */
export function decodeTime({ tag, content }: Pick<Element, 'tag' | 'content'>, field: string): Date {
  const text = content.toString('latin1');
  if (tag === TAG.utcTime) {
    if (!/^\d{12}Z$/.test(text)) throw new DerError(field, 'is a UTCTime other than YYMMDDHHMMSSZ');
    return decodeDigits(Number(text.slice(0, 2)) < 50 ? `20${text}` : `19${text}`, field);
  }
  if (tag !== TAG.generalizedTime) throw new DerError(field, 'is neither a UTCTime nor a GeneralizedTime');
  const time = decodeGeneralizedTime(content, field);
  if (text < '2050') throw new DerError(field, 'is before 2050, which a UTCTime must say');
  return time;
}

/** The content of a GeneralizedTime with seconds and Z, without fractions, as OCSP has it for every year. */
export function decodeGeneralizedTime(content: Buffer, field: string): Date {
  const text = content.toString('latin1');
  if (!/^\d{14}Z$/.test(text)) throw new DerError(field, 'is a GeneralizedTime other than YYYYMMDDHHMMSSZ');
  return decodeDigits(text, field);
}

function decodeDigits(digits: string, field: string): Date {
  const year = Number(digits.slice(0, 4));
  const [month, day, hour, minute, second] = [4, 6, 8, 10, 12].map((at) => Number(digits.slice(at, at + 2)));
  const time = new Date(Date.UTC(year, month! - 1, day, hour, minute, second));
  // Date rolls 30 February over to March, and 24:00 to the next day.
  const exists = time.getUTCMonth() === month! - 1 && time.getUTCDate() === day && hour! < 24;
  if (!exists || minute! >= 60 || second! >= 60) throw new DerError(field, 'is not a moment of the calendar');
  return time;
}
