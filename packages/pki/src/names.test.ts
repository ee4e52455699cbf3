import { describe, expect, it } from 'vitest';
import { attribute, commonName, encodeName, multiValued, nameOf, nameToString } from './names.ts';

const STRUCTURE_NAME = nameOf(
  ['C', 'FR'],
  ['ST', 'Rhône (69)'],
  ['O', 'CENTRE DE SANTE RPPS15287'],
  ['OU', '10B0152872'],
  ['CN', 'INSI-AUTO'],
);

describe('encodeName', () => {
  it('writes the country as a PrintableString and the rest as UTF8Strings, in the given order', () => {
    expect(encodeName(nameOf(['C', 'FR'], ['CN', 'é'])).toString('hex')).toBe(
      '301a310b3009060355040613024652310b300906035504030c02c3a9',
    );
  });

  it('sorts the attributes of one relative name by their encoding (X.690 §11.6)', () => {
    const sorted = [attribute('CN', 'B'), attribute('GN', 'A'), attribute('SN', 'CC')];
    expect(encodeName([[...sorted].reverse()])).toEqual(encodeName([sorted]));
  });
});

describe('multiValued', () => {
  it('has its attributes in the order in which they are encoded: shorter ones first', () => {
    const name = [multiValued(['GN', 'CHARLES'], ['CN', '30B0057881/CPET0002'], ['SN', 'DURAND'])];
    expect(nameToString(name)).toBe('SN=DURAND+GN=CHARLES+CN=30B0057881/CPET0002');
  });
});

describe('nameToString', () => {
  it('prints the name as ANS does (RFC 4514)', () => {
    expect(nameToString(STRUCTURE_NAME)).toBe(
      'CN=INSI-AUTO,OU=10B0152872,O=CENTRE DE SANTE RPPS15287,ST=Rhône (69),C=FR',
    );
  });

  it.each([
    ['James "Jim" Smith, III', 'CN=James \\"Jim\\" Smith\\, III'],
    [' # a ', 'CN=\\ # a\\ '],
    ['#1', 'CN=\\#1'],
    ['a\\ ', 'CN=a\\\\\\ '],
    ['\u0000', 'CN=\\00'],
    ['a\n\u0085b', 'CN=a\\0a\\c2\\85b'],
    [' ', 'CN=\\ '],
  ])('escapes %j', (value, text) => {
    expect(nameToString(nameOf(['CN', value]))).toBe(text);
  });

  it('joins a multi-valued relative name with + and prints an unknown type as its OID and DER', () => {
    expect(
      nameToString([
        [attribute('GN', 'ANNE'), attribute('SN', 'MED')],
        [{ type: '1.3.6.1.4.1.1466.0', value: 'H', encoding: 'utf8' }],
      ]),
    ).toBe('1.3.6.1.4.1.1466.0=#0c0148,GN=ANNE+SN=MED');
  });
});

describe('commonName', () => {
  it('is the last one, or nothing', () => {
    expect(commonName(STRUCTURE_NAME)).toBe('INSI-AUTO');
    expect(commonName(nameOf(['CN', 'first'], ['CN', 'second']))).toBe('second');
    expect(commonName(nameOf(['C', 'FR']))).toBeUndefined();
  });
});
