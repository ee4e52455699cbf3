import { nameOf, nameToString } from '@banc-gap/pki';
import { describe, expect, it } from 'vitest';
import { parseDistinguishedName } from './distinguished-name.ts';

const values = (text: string) =>
  parseDistinguishedName(text)?.map((relativeName) =>
    relativeName.map(({ type, value }) => `${type}=${value}`),
  );

const EXPECTED = [['2.5.4.3=x'], ['2.5.4.8=Rhône (69)'], ['2.5.4.6=FR']];

describe('parseDistinguishedName', () => {
  it.each([
    ['RFC 4514', 'CN=x,ST=Rhône (69),C=FR'],
    ['.NET', 'CN=x, S=Rhône (69), C=FR'],
    ['Java', 'CN=x, ST=Rhône (69), C=FR'],
    ['RFC 1779, with semicolons', 'CN=x; OID.2.5.4.8="Rhône (69)"; C=FR'],
    ['object identifiers', '2.5.4.3=x,2.5.4.8=Rhône (69),2.5.4.6=FR'],
    ['lower case and spaces', ' cn = x , st = Rhône (69) , c = FR '],
    ['octets of UTF-8', 'CN=x,ST=Rh\\C3\\B4ne (69),C=FR'],
  ])('reads the spelling of %s', (_, text) => {
    expect(values(text)).toEqual(EXPECTED);
  });

  it('reads what RFC 4514 escapes', () => {
    expect(values('O=A\\, B\\+C \\"d\\" \\<e\\> \\;\\\\\\ ,CN=\\#1')).toEqual([
      ['2.5.4.10=A, B+C "d" <e> ;\\ '],
      ['2.5.4.3=#1'],
    ]);
  });

  it('reads a relative name of several values', () => {
    expect(values('GN=ANNE+CN=899700523527+SN=MED,C=FR')).toEqual([
      ['2.5.4.42=ANNE', '2.5.4.3=899700523527', '2.5.4.4=MED'],
      ['2.5.4.6=FR'],
    ]);
  });

  it('reads back what nameToString writes', () => {
    const name = nameOf(['C', 'FR'], ['O', ' "A"+B, <C>;\\#= '], ['CN', '#é\u0000']);
    expect([...parseDistinguishedName(nameToString(name))!].reverse()).toMatchObject(
      name.map((relativeName) => relativeName.map(({ type, value }) => ({ type, value }))),
    );
  });

  it.each([
    '',
    'CN',
    'CN=',
    'CN=x,',
    'CN=x,,C=FR',
    'CN="x',
    'CN="x"y',
    'CN=x\\',
    'CN=x\\a',
    'CN=x\\ff',
    'XX=x',
    'CN=x<y',
    '/C=FR/CN=x',
    'constructor=x',
    `CN=${'x'.repeat(3_000)}`,
  ])('does not read %j', (text) => {
    expect(parseDistinguishedName(text)).toBeUndefined();
  });
});
