import { expect, test } from 'vitest';
import { DerReader, decodeNamedBits, decodeObjectIdentifier, decodeSmallInteger } from './decode.ts';
import { decodeTime } from './time.ts';

const bytes = (hex: string): Buffer => Buffer.from(hex.replaceAll(' ', ''), 'hex');
const read = (hex: string) => new DerReader(bytes(hex), 'it').element('it');

test.each([
  ['no length', '30', /cut off/],
  ['a length cut off', '3082 01', /cut off/],
  ['a content cut off', '3003 0201', /cut off/],
  ['an indefinite length', '3080 0000', /indefinite/],
  ['a long form below 128', '3081 01 00', /shortest/],
  ['a long form with a leading zero', `308200ff${'00'.repeat(255)}`, /shortest/],
  ['five length octets', '3085 0000000001 00', /four octets/],
  ['a multi-byte tag', '1f01 00', /above 30/],
])('refuses an element with %s', (_, hex, problem) => {
  expect(() => read(hex)).toThrow(problem);
});

test('reads a long form that is needed', () => {
  expect(read(`3081 80${'00'.repeat(128)}`).content).toHaveLength(128);
});

test('refuses what is left after the end', () => {
  const reader = new DerReader(bytes('0500 00'), 'it');
  reader.element('it');
  expect(() => reader.end()).toThrow('after its end');
});

test.each([
  ['2a864886f70d01010b', '1.2.840.113549.1.1.11'],
  ['551d13', '2.5.29.19'],
  ['7f', '2.47'],
  ['8837', '2.999'],
  // A UUID, as `openssl asn1parse -genstr` encodes it.
  ['6983f09da7ebcfdee0c7a1a7b2c0948cc8f9d776', '2.25.329800735698586629295641978511506172918'],
])('reads the object identifier %s', (hex, expected) => {
  expect(decodeObjectIdentifier(bytes(hex), 'it')).toBe(expected);
});

test.each(['', '80', '2a80', '2a8001', '2a'.repeat(65)])('refuses the object identifier %s', (hex) => {
  expect(() => decodeObjectIdentifier(bytes(hex), 'it')).toThrow('object identifier');
});

test.each(['', '0001', 'ff80', '80', '01000000000000'])('refuses the small integer %s', (hex) => {
  expect(() => decodeSmallInteger(bytes(hex), 'it')).toThrow(/^it: /);
});

test('reads named bits in their one form only', () => {
  expect([...decodeNamedBits(bytes('0106'), 'it')]).toEqual([5, 6]);
  expect([...decodeNamedBits(bytes('00'), 'it')]).toEqual([]);
  for (const hex of ['', '01', '0006', '0107', '0700', '0180', '0880']) {
    expect(() => decodeNamedBits(bytes(hex), 'it'), hex).toThrow(/one DER form/);
  }
});

test.each([
  ['UTCTime', 0x17, '250425091510Z', '2025-04-25T09:15:10.000Z'],
  ['UTCTime of the last century', 0x17, '500101000000Z', '1950-01-01T00:00:00.000Z'],
  ['GeneralizedTime', 0x18, '20500101000000Z', '2050-01-01T00:00:00.000Z'],
  ['GeneralizedTime of no end', 0x18, '99991231235959Z', '9999-12-31T23:59:59.000Z'],
])('reads a %s', (_, tag, text, expected) => {
  const content = Buffer.from(text);
  expect(decodeTime({ tag, content }, 'it').toISOString()).toBe(expected);
});

test.each([
  ['no seconds', 0x17, '2504250915Z'],
  ['no Z', 0x17, '250425091510'],
  ['an offset', 0x17, '250425091510+0100'],
  ['30 February', 0x17, '250230000000Z'],
  ['24:00', 0x17, '250425240000Z'],
  ['a leap second', 0x17, '250630235960Z'],
  ['a fraction', 0x18, '20500101000000.5Z'],
  ['a GeneralizedTime before 2050', 0x18, '20491231235959Z'],
  ['a year of UTCTime in a GeneralizedTime', 0x18, '500101000000Z'],
  ['another type', 0x13, '250425091510Z'],
])('refuses a time with %s', (_, tag, text) => {
  const content = Buffer.from(text);
  expect(() => decodeTime({ tag, content }, 'notAfter')).toThrow(/^notAfter: /);
});
