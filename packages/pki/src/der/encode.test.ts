import { describe, expect, it } from 'vitest';
import {
  bitString,
  boolean,
  generalizedTime,
  implicit,
  integer,
  namedBits,
  objectIdentifier,
  octetString,
  setOf,
  time,
} from './encode.ts';

describe('DER encoding', () => {
  it.each([
    ['INTEGER 0', integer(0), '020100'],
    ['INTEGER 127', integer(127), '02017f'],
    ['INTEGER 128 with a leading zero', integer(128), '02020080'],
    ['INTEGER 256', integer(256n), '02020100'],
    ['BOOLEAN TRUE', boolean(true), '0101ff'],
    ['BIT STRING with unused bits', bitString(Buffer.of(0x06), 1), '03020106'],
    ['SHA-256 with RSA', objectIdentifier('1.2.840.113549.1.1.11'), '06092a864886f70d01010b'],
    [
      'the TEST policy',
      objectIdentifier('1.2.250.1.213.1.7.2.1.1.1.1'),
      '060d2a81 7a01 8155 0107 02 01010101',
    ],
    ['the first two arcs as one', objectIdentifier('2.999.3'), '0603883703'],
    // As `openssl asn1parse -genstr` writes it.
    [
      'an arc of 128 bits',
      objectIdentifier('2.25.329800735698586629295641978511506172918'),
      '06146983f09da7ebcfdee0c7a1a7b2c0948cc8f9d776',
    ],
    ['a zero among the arcs', objectIdentifier('1.3.0.128'), '06042b008100'],
    ['named bits up to the last one that is set', namedBits([0, 8]), '0303078080'],
    ['no named bit', namedBits([]), '030100'],
    [
      'a tag in the place of that of the type',
      implicit(1, generalizedTime(new Date('2050-01-01T00:00:00Z'))),
      `810f${ascii('20500101000000Z')}`,
    ],
    ['2049 as UTCTime', time(new Date('2049-12-31T23:59:59.900Z')), `170d${ascii('491231235959Z')}`],
    ['2050 as GeneralizedTime', time(new Date('2050-01-01T00:00:00Z')), `180f${ascii('20500101000000Z')}`],
    ['a sorted SET', setOf(integer(2), integer(1)), '3106020101020102'],
  ])('writes %s', (_, der, hex) => {
    expect(der.toString('hex')).toBe(hex.replaceAll(' ', ''));
  });

  it.each([
    [0x7f, '047f'],
    [0x80, '048180'],
    [0x100, '04820100'],
    [0x10000, '0483010000'],
  ])('writes the length of %i octets in the fewest octets', (length, header) => {
    const der = octetString(Buffer.alloc(length));
    expect(der.subarray(0, der.length - length).toString('hex')).toBe(header);
  });
});

function ascii(text: string): string {
  return Buffer.from(text).toString('hex');
}
