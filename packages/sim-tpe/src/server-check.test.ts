import { attribute, type Certificate, hoursAgo, nameOf } from '@banc-gap/pki';
import { beforeAll, describe, expect, test } from 'vitest';
import { examineServer } from './server-check.ts';
import { FQDN, TestPki } from './testing/pki.ts';

let pki: TestPki;
beforeAll(async () => {
  pki = await TestPki.create();
});

const examine = (chain: readonly Certificate[], fqdn = FQDN) =>
  examineServer(
    chain.map(({ der }) => der),
    { fqdn, trust: [pki.igcSanteRoot.certificate], at: pki.now },
  );
const check = (...parameters: Parameters<typeof examine>) => examine(...parameters).verdict;

describe('CN = FQDN', () => {
  test.each([FQDN, 'GAP.CH-Test.fr', 'gap.ch-test.fr.'])('%s is the name', (fqdn) => {
    expect(check(pki.server().chain, fqdn)).toEqual({ accepted: true });
  });

  test.each(['ch-test.fr', 'xgap.ch-test.fr', 'gap.ch-test.fr.evil.fr', 'gap.ch-test.fr\0', ''])(
    '%j is not',
    (fqdn) => {
      expect(check(pki.server().chain, fqdn)).toMatchObject({
        code: 'name-mismatch',
        alert: 'bad_certificate',
      });
    },
  );

  test('only ASCII letters have two cases', () => {
    const subject = nameOf(['CN', 'gap.\u212Aelvin.fr']);
    expect(check(pki.server(FQDN, { subject }).chain, 'gap.kelvin.fr')).toMatchObject({
      code: 'name-mismatch',
    });
  });

  test('a wildcard in the CN is not the name', () => {
    const subject = [[attribute('CN', '*.ch-test.fr')]];
    expect(check(pki.server(FQDN, { subject }).chain)).toMatchObject({ code: 'name-mismatch' });
  });

  test('the alternative name does not stand in for the CN', () => {
    const { chain } = pki.server(FQDN, { subject: nameOf(['CN', 'other.ch-test.fr']) });
    expect(check(chain)).toMatchObject({ code: 'name-mismatch' });
    expect(examine(chain).alternativeName).toBe('covers');
  });

  test('another name comes before what else is wrong', () => {
    const { chain } = pki.server('other.ch-test.fr', { notAfter: hoursAgo(1) });
    expect(check(chain.slice(0, 1))).toMatchObject({ code: 'name-mismatch' });
  });
});

describe('the chain', () => {
  test.each([
    ['without its intermediate', () => pki.server().chain.slice(0, 1), 'issuer-unknown', 'unknown_ca'],
    ['empty', () => [], 'chain-empty', 'handshake_failure'],
    [
      'for clients only',
      () => pki.server(FQDN, { extensions: { extendedKeyUsage: { value: ['clientAuth'] } } }).chain,
      'extended-key-usage',
      'unsupported_certificate',
    ],
  ] as const)('%s', (_name, chain, code, alert) => {
    expect(check(chain())).toMatchObject({ accepted: false, code, alert });
  });

  test('that cannot be read', () => {
    const options = { fqdn: FQDN, trust: [], at: pki.now };
    expect(examineServer([Buffer.from('garbage')], options).verdict).toMatchObject({
      code: 'PKI_CERTIFICATE_MALFORMED',
      alert: 'bad_certificate',
    });
  });
});

test.each([
  ['*.ch-test.fr', 'covers'],
  ['GAP.ch-test.fr', 'covers'],
  ['*.fr', 'differs'],
  ['other.ch-test.fr', 'differs'],
] as const)('a dNSName %s %s', (value, expected) => {
  const defect = { extensions: { subjectAltName: { value: [{ type: 'dNSName', value }] } } } as const;
  expect(examine(pki.server(FQDN, defect).chain).alternativeName).toBe(expected);
  const without = pki.server(FQDN, { extensions: { subjectAltName: null } });
  expect(examine(without.chain).alternativeName).toBe('absent');
});
