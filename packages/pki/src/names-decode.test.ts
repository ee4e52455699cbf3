import { expect, test } from 'vitest';
import { bitString, objectIdentifier, sequence, tlv } from './der/encode.ts';
import { attribute, encodeName, nameOf } from './names.ts';
import { decodeName, nameStartsWith, namesEqual } from './names-decode.ts';

const authority = nameOf(['C', 'FR'], ['O', 'ASIP-SANTE'], ['OU', '0002 187512751'], ['CN', 'TEST AC']);

test('reads what is written, encodings and order included', () => {
  expect(decodeName(encodeName(authority))).toEqual(authority);
});

test('letter case, spaces and the string type do not tell names apart', () => {
  const other = nameOf(['C', 'fr'], ['O', ' asip-santE '], ['OU', '0002   187512751'], ['CN', 'test ac']);
  const printable = other.map((names) => names.map((name) => ({ ...name, encoding: 'printable' as const })));
  expect(namesEqual(authority, other)).toBe(true);
  expect(namesEqual(authority, printable)).toBe(true);
  expect(namesEqual(nameOf(['O', 'HÔPITAL ﬁn']), nameOf(['O', 'ho\u0302pital fin']))).toBe(true);
});

test.each([
  ['another value', nameOf(['C', 'FR'], ['O', 'ASIP-SANTE'], ['OU', '0002 187512751'], ['CN', 'AC'])],
  ['another order', nameOf(['O', 'ASIP-SANTE'], ['C', 'FR'], ['OU', '0002 187512751'], ['CN', 'TEST AC'])],
  ['a part', nameOf(['C', 'FR'], ['O', 'ASIP-SANTE'], ['OU', '0002 187512751'])],
  ['a NUL', nameOf(['C', 'FR'], ['O', 'ASIP-SANTE'], ['OU', '0002 187512751'], ['CN', 'TEST AC\0'])],
  ['spaces gone', nameOf(['C', 'FR'], ['O', 'ASIP-SANTE'], ['OU', '0002187512751'], ['CN', 'TEST AC'])],
])('%s tells names apart', (_, other) => {
  expect(namesEqual(authority, other)).toBe(false);
});

test('attributes side by side are not attributes one after the other', () => {
  const [o, cn] = [attribute('O', 'A'), attribute('CN', 'B')];
  expect(namesEqual([[o, cn]], [[cn, o]])).toBe(true);
  expect(namesEqual([[o, cn]], [[o], [cn]])).toBe(false);
  expect(namesEqual([[attribute('O', 'A","2.5.4.3=B')]], [[o, cn]])).toBe(false);
});

test('a subtree is a prefix of whole relative distinguished names', () => {
  expect(nameStartsWith(authority, nameOf(['C', 'FR'], ['O', 'asip-sante']))).toBe(true);
  expect(nameStartsWith(authority, nameOf(['C', 'FR'], ['O', 'ASIP']))).toBe(false);
  expect(nameStartsWith(nameOf(['C', 'FR']), authority)).toBe(false);
});

const one = (type: string, value: Buffer): Buffer =>
  sequence(tlv(0x31, sequence(objectIdentifier(type), value)));

test('reads the legacy string types', () => {
  expect(decodeName(one('2.5.4.3', tlv(0x1e, Buffer.from('00c9', 'hex'))))[0]![0]!.value).toBe('É');
  expect(decodeName(one('2.5.4.3', tlv(0x14, Buffer.from('e9', 'hex'))))[0]![0]!.value).toBe('é');
});

test.each([
  ['an empty set', sequence(tlv(0x31))],
  ['a value that is not a text', one('2.5.4.45', bitString(Buffer.of(1)))],
  ['invalid UTF-8', one('2.5.4.3', tlv(0x0c, Buffer.of(0xff)))],
  ['a PrintableString beyond ASCII', one('2.5.4.3', tlv(0x13, Buffer.of(0xe9)))],
  [
    'something after the value',
    sequence(tlv(0x31, sequence(objectIdentifier('2.5.4.3'), tlv(0x0c), tlv(0x0c)))),
  ],
  ['something after the name', Buffer.concat([encodeName(authority), Buffer.of(0)])],
  [
    'a set out of order',
    sequence(
      tlv(
        0x31,
        sequence(objectIdentifier('2.5.4.10'), tlv(0x0c)),
        sequence(objectIdentifier('2.5.4.3'), tlv(0x0c)),
      ),
    ),
  ],
])('refuses a name with %s', (_, der) => {
  expect(() => decodeName(der, 'issuer')).toThrow(/^issuer: /);
});
