import { kitMaterial, TEST_STRUCTURE } from '@banc-gap/mock-igc-sante';
import { temporaryAuthorities } from '@banc-gap/mock-igc-sante/testing';
import {
  type CertificateUse,
  daysAgo,
  daysAhead,
  generateKeyPair,
  nameOf,
  pkcs12Truststore,
} from '@banc-gap/pki';
import { type FileBench, fqdn, type GapFile, type Identity, pem, pfcngFile, withKey } from './bench.ts';
import {
  DOCTOR,
  defective,
  keyed,
  named,
  ordered,
  PHARMACIST,
  PROFILES,
  packed,
  revoked,
  SUBJECTS,
  structureName,
  swapped,
  type WrongFile,
} from './makers.ts';

const PSP = 'diapason-psp-client';
const SERVER = 'diapason-tpe-server';

const FILES: readonly WrongFile[] = [
  packed('file-of-garbage', PSP, () => ({ content: Buffer.from('This was a certificate once.\n') })),
  packed('file-cut-off', PSP, ({ certificate }) => ({ content: certificate.der.subarray(0, 300) })),
  packed('file-with-other-password', PSP, async (identity) => ({
    ...(await pfcngFile(identity)),
    password: 'another',
  })),
  packed('keystore-without-key', PSP, async ({ certificate, chain }) => ({
    content: await pkcs12Truststore([certificate, ...chain], 'Banc-2026'),
    password: 'Banc-2026',
  })),
  packed('keystore-without-password', PSP, (identity) => pfcngFile(identity, '')),
  packed('key-of-another-certificate', PSP, (identity, { right }) =>
    pem({ ...identity, privateKey: right['roc-amc-sign'].privateKey }),
  ),
  packed('keystore-of-two', PSP, (identity, { right }) =>
    pfcngFile({ ...identity, chain: [...identity.chain, right['roc-annuaire-client'].certificate] }),
  ),
];

const TYPES: readonly WrongFile[] = [
  swapped('auth-cli-as-server', SERVER, PSP),
  {
    id: 'ssl-serveur-as-psp-client',
    use: PSP,
    make: async (bench) => pem(await serverCertificate(bench, PSP)),
  },
  {
    id: 'ssl-serveur-as-annuaire-client',
    use: 'roc-annuaire-client',
    make: async (bench) => pem(await serverCertificate(bench, 'roc-annuaire-client')),
  },
  ordered('org-sign-for-diapason', PSP, {
    profile: 'igc-sante-test/org-sign',
  }),
  ordered('auth-cli-as-signer', 'roc-amc-sign', { profile: 'igc-sante-test/org-auth-cli' }),
  ordered('org-auth-cli-for-dp', 'dp-medecin-auth', {
    profile: 'igc-sante-test/org-auth-cli',
    subject: SUBJECTS[PSP]!,
  }),
  ordered('pro-auth-as-signer', 'dp-pharmacien-sign', { profile: 'igc-sante-test/pro-auth' }),
];

function serverCertificate(bench: FileBench, use: CertificateUse): Promise<Identity> {
  const order = { profile: PROFILES[SERVER], subject: SUBJECTS[SERVER]! };
  return bench.issue(use, `ssl-serveur-as-${use}`, order);
}

const USAGES: readonly WrongFile[] = [
  packed('authorities-only', PSP, ({ chain }) => ({
    content: Buffer.from(chain.map((one) => one.pem).join('')),
  })),
  defective('extended-usage-of-another-purpose', PSP, {
    extensions: { extendedKeyUsage: { value: ['codeSigning'] } },
  }),
  defective('extended-usage-beyond', PSP, {
    extensions: { extendedKeyUsage: { value: ['clientAuth', 'codeSigning'] } },
  }),
  defective('key-for-encryption-only', PSP, { extensions: { keyUsage: { value: ['keyEncipherment'] } } }),
  defective('key-usage-not-critical', PSP, { extensions: { keyUsage: { critical: false } } }),
];

const NAMES: readonly WrongFile[] = [
  named('name-with-space', 'serveur gap.ch-test.fr'),
  named('name-wildcard', '*.ch-test.fr'),
  named('name-address', '10.0.0.7'),
  named('name-with-underscore', 'gap_1.ch-test.fr'),
  named('name-single-label', 'serveurgap'),
  named('name-in-local-domain', 'gap.hopital.local', { fqdn: 'gap.hopital.local' }),
  named('name-with-leading-digit', '1gap.ch-test.fr', { fqdn: '1gap.ch-test.fr' }),
  named('name-of-another-server', 'autre.ch-test.fr'),
  defective('name-not-alternative', SERVER, {
    extensions: { subjectAltName: { value: [{ type: 'dNSName', value: 'autre.ch-test.fr' }] } },
  }),
  ...([PSP, 'roc-annuaire-client', 'roc-amc-sign'] as const).map((use) =>
    ordered(`service-of-another-name-${use}`, use, {
      subject: { structure: TEST_STRUCTURE, serviceApplicatif: 'INSI-AUTO' },
    }),
  ),
];

const IDENTITIES: readonly WrongFile[] = [
  defective('subject-without-departement', PSP, {
    subject: nameOf(
      ['C', 'FR'],
      ['O', TEST_STRUCTURE.name],
      ['OU', TEST_STRUCTURE.nationalId],
      ['CN', 'Client_Diapason_PSP'],
    ),
  }),
  defective('structure-without-register', PSP, {
    subject: structureName('Client_Diapason_PSP', '750712184'),
  }),
  defective(
    'structure-with-wrong-key',
    PSP,
    { subject: structureName('Client_Diapason_PSP', '1750712185') },
    { alone: true },
  ),
  defective('another-structure', PSP, { subject: structureName('Client_Diapason_PSP', '1750712184') }),
  ordered('doctor-as-pharmacist', 'dp-pharmacien-auth', { subject: { professional: DOCTOR } }),
  ordered('pro-auth-with-upn', 'dp-pharmacien-auth', {
    subject: { professional: PHARMACIST, userPrincipalName: 'camille@ch-test.fr' },
  }),
  ordered('pro-sign-with-mail', 'dp-pharmacien-sign', {
    subject: { professional: PHARMACIST, email: 'camille@ch-test.fr' },
  }),
];

const VALIDITIES: readonly WrongFile[] = [
  ordered('expired-certificate', PSP, { notBefore: yearsFromNow(-4) }),
  ordered('future-certificate', PSP, { notBefore: yearsFromNow(1) }),
  ordered('expiring-certificate', PSP, { notBefore: yearsFromNow(-3, 10) }),
  defective('short-lived-certificate', PSP, { notBefore: daysAgo(1), notAfter: daysAhead(365) }),
];

/** Certificates live three years from there. */
function yearsFromNow(years: number, days = 0): Date {
  const date = new Date();
  date.setUTCFullYear(date.getUTCFullYear() + years, date.getUTCMonth(), date.getUTCDate() + days);
  return date;
}

const STRENGTHS: readonly WrongFile[] = [
  keyed('elliptic-curve-server', SERVER, 'ec-p256'),
  keyed('elliptic-curve-client', PSP, 'ec-p256'),
  keyed('short-client-key', PSP, 'rsa-1024'),
  defective('signed-with-sha1', PSP, { signatureDigest: 'sha1' }),
];

const CHAINS: readonly WrongFile[] = [
  defective('issued-by-another-ca', PSP, { issuer: nameOf(['C', 'FR'], ['CN', 'AC de la clinique']) }),
  ordered('issued-by-ca-of-persons', PSP, {
    profile: 'igc-sante-test/pro-auth',
    subject: { professional: PHARMACIST },
    defect: {
      subject: structureName('Client_Diapason_PSP'),
      extensions: { extendedKeyUsage: { value: ['clientAuth'] } },
    },
  }),
  packed('without-aci', PSP, (identity) => pem({ ...identity, chain: [] })),
  packed('with-production-aci', PSP, async (identity, { authorities }) => {
    await authorities.establish('igc-sante/aci-el-org');
    return pem({ ...identity, chain: [authorities.certificate('igc-sante/aci-el-org')] });
  }),
  packed('pfcng-without-acr', PSP, (identity) =>
    pfcngFile({ ...identity, chain: identity.chain.slice(0, 1) }),
  ),
  defective('signature-by-another-key', PSP, { signature: 'by-another-key' }),
  { id: 'kit-of-another-state', use: PSP, make: kitOfAnotherState },
  packed('chain-out-of-order', PSP, (identity) => pem({ ...identity, chain: identity.chain.toReversed() })),
];

/** The kit of another state of the bench: the same names everywhere, and other keys. */
async function kitOfAnotherState(): Promise<GapFile> {
  const pool = await Promise.all([0, 1, 2].map(() => generateKeyPair('rsa-2048')));
  let served = 0;
  await using other = await temporaryAuthorities({
    generateKeyPair: async () => pool[served++ % pool.length]!,
  });
  const material = await kitMaterial(other.authorities, fqdn, [PSP]);
  return pem(withKey(material[PSP]));
}

const ENVIRONMENTS: readonly WrongFile[] = [
  ordered('production-certificate', PSP, { profile: 'igc-sante/org-auth-cli' }),
  defective('category-of-production', PSP, { extensions: { productCategory: { value: 0x03 } } }),
  defective('policy-of-production', PSP, {
    extensions: { certificatePolicies: { value: [{ policy: '1.2.250.1.213.1.7.1.1.2.3.1' }] } },
  }),
];

const OTHERS: readonly WrongFile[] = [
  {
    id: 'key-of-two-certificates',
    use: PSP,
    make: async (bench) => {
      const { certificate, privateKey } = bench.right['roc-annuaire-client'];
      const order = { profile: PROFILES[PSP], subject: SUBJECTS[PSP]! };
      const keys = { publicKey: certificate.publicKey, privateKey };
      return pem(await bench.issue(PSP, 'key-of-two-certificates', order, keys));
    },
  },
  revoked('revoked-psp-client', PSP),
  revoked('revoked-signer', 'roc-amc-sign'),
];

/** Each makes exactly the cases of suite `certificates` fail that name it. */
export const WRONG_FILES: readonly WrongFile[] = [
  ...FILES,
  ...TYPES,
  ...USAGES,
  ...NAMES,
  ...IDENTITIES,
  ...VALIDITIES,
  ...STRENGTHS,
  ...CHAINS,
  ...ENVIRONMENTS,
  ...OTHERS,
];
