import {
  buildCertificate,
  type Certificate,
  type CertificateDefect,
  extensionContent,
  generateKeyPair,
  hoursAgo,
  type KeyPair,
  nameOf,
} from '@banc-gap/pki';
import { beforeAll, expect, test } from 'vitest';
import { runCases } from '../../runner/run.ts';
import { config, exchange, fakePorts } from '../../testing/fake-gap.ts';

/** The clock of the fake ports. */
const NOW = new Date('2026-11-21T12:00:00Z');
const NAMES = {
  root: nameOf(['C', 'FR'], ['CN', 'Racine']),
  ca: nameOf(['C', 'FR'], ['CN', 'AC']),
  leaf: nameOf(['C', 'FR'], ['CN', 'GAP.ch-test.fr']),
};
let keys: KeyPair;
let root: Certificate;
let ca: Certificate;

function certificate(
  subject: keyof typeof NAMES,
  issuer: keyof typeof NAMES,
  defect: CertificateDefect = {},
) {
  const isCa = subject !== 'leaf';
  const content = {
    serialNumber: Buffer.from([0x11, subject.length]),
    subject: NAMES[subject],
    issuer: NAMES[issuer],
    notBefore: new Date('2025-01-01T00:00:00Z'),
    notAfter: new Date('2028-01-01T00:00:00Z'),
    publicKey: keys.publicKey,
    extensions: [
      extensionContent('basicConstraints', { ca: isCa }, true),
      ...(isCa
        ? [extensionContent('keyUsage', ['keyCertSign', 'cRLSign'], true)]
        : [
            extensionContent('extendedKeyUsage', ['serverAuth', 'clientAuth'], false),
            extensionContent('subjectAltName', [{ type: 'dNSName', value: 'gap.ch-test.fr' }], false),
          ]),
    ],
  };
  return buildCertificate(content, { name: NAMES[issuer], privateKey: keys.privateKey }, defect, NOW);
}

beforeAll(async () => {
  keys = await generateKeyPair('rsa-2048');
  root = certificate('root', 'root');
  ca = certificate('ca', 'root');
});

/** The verdicts on a GAP that presents this. */
async function verdicts(chain: readonly Buffer[]) {
  const { report } = await runCases({
    config: config(),
    prefixes: ['diapason-tpe/identity'],
    seed: 1,
    version: '0',
    language: 'en',
    ports: { ...fakePorts(() => exchange({ serverChain: chain })), serverTrust: [root] },
  });
  return {
    verdicts: Object.fromEntries(report.cases.map(({ id, verdict }) => [id.split('/').at(-1), verdict])),
    actual: Object.fromEntries(report.cases.map(({ id, actual }) => [id.split('/').at(-1), actual])),
  };
}

const PASS = {
  'server-name': 'pass',
  'server-chain': 'pass',
  'server-validity': 'pass',
  'server-type': 'pass',
  'server-alternative-name': 'pass',
  'server-chain-order': 'pass',
  'server-key-size': 'pass',
  'server-key-proof': 'pass',
};

test('a right certificate passes, the CN in whatever case', async () => {
  expect((await verdicts([certificate('leaf', 'ca').der, ca.der])).verdicts).toEqual(PASS);
});

test.each<[string, CertificateDefect, Record<string, string>]>([
  ['another name', { subject: nameOf(['CN', 'other.ch-test.fr']) }, { 'server-name': 'fail' }],
  ['an end of the name only', { subject: nameOf(['CN', 'evil-gap.ch-test.fr']) }, { 'server-name': 'fail' }],
  ['an expired certificate', { notAfter: hoursAgo(1) }, { 'server-validity': 'fail' }],
  ['no alternative name', { extensions: { subjectAltName: null } }, { 'server-type': 'warn' }],
  [
    'a certificate for clients',
    { extensions: { extendedKeyUsage: { value: ['clientAuth'] } } },
    { 'server-type': 'warn' },
  ],
  ['a signature that is not the CA’s', { signature: 'corrupted' }, { 'server-chain': 'fail' }],
])('%s shows in one case', async (_, defect, wrong) => {
  expect((await verdicts([certificate('leaf', 'ca', defect).der, ca.der])).verdicts).toEqual({
    ...PASS,
    ...wrong,
  });
});

test('a chain without its issuing CA shows in one case, which says what was sent', async () => {
  const { verdicts: found, actual } = await verdicts([certificate('leaf', 'ca').der]);
  expect(found).toEqual({ ...PASS, 'server-chain': 'fail' });
  expect(actual['server-chain']).toContain('Sent: GAP.ch-test.fr.');
});

test('a certificate that cannot be read fails; without one there is nothing to judge', async () => {
  const { verdicts: found, actual } = await verdicts([Buffer.of(0x30, 0x01)]);
  expect(new Set(Object.values(found))).toEqual(new Set(['fail', 'warn']));
  expect(actual['server-name']).toContain('cannot be read');
  expect(new Set(Object.values((await verdicts([])).verdicts))).toEqual(new Set(['untestable']));
});
