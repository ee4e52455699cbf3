import { beforeAll, describe, expect, it } from 'vitest';
import type { CertificateDefect } from '../defect.ts';
import { generateKeyPair } from '../keys.ts';
import { nameOf } from '../names.ts';
import type { ProfileId } from '../profiles/profile.ts';
import { Mint } from '../testing/minted.ts';
import { type Inspection, inspectCertificate } from './inspect.ts';
import { RULES } from './rules.ts';

const AT = new Date('2026-11-21T12:00:00Z');

let mint: Mint;
beforeAll(async () => {
  mint = await Mint.create();
});

const inspect = (id: ProfileId, defect?: CertificateDefect, at = AT): Inspection =>
  inspectCertificate(mint.issue(id, defect).certificate, { at, lang: 'fr' });

const ids = ({ findings }: Inspection): string[] => findings.map(({ level, id }) => `${level} ${id}`);

const structureName = (changes: Readonly<Record<string, string>>) => {
  const { C, ST, O, OU, CN } = {
    C: 'FR',
    ST: 'Rhône (69)',
    O: 'CENTRE',
    OU: '10B0152872',
    CN: 'Client_Diapason_PSP',
    ...changes,
  };
  return nameOf(['C', C], ['ST', ST], ['O', O], ['OU', OU], ['CN', CN]);
};

describe('inspectCertificate', () => {
  it.each([
    ['igc-sante-test/ssl-serveur', 'ssl-serveur', ['info test-certificate']],
    ['igc-sante-test/org-auth-cli', 'org-auth-cli', ['info test-certificate']],
    ['igc-sante-test/org-sign', 'org-sign', ['info test-certificate']],
    ['ingetrust/terminal', 'terminal', []],
    ['geotrust/server', 'psp-server', []],
    ['igc-sante-test/aci-el-org', 'authority', ['info authority']],
    ['ingetrust/root', 'authority', ['info authority', 'info test-root-of-banc-gap']],
  ] as const)('has nothing against a good %s', (id, kind, findings) => {
    const at = new Date('2025-05-01T00:00:00Z');
    const inspection = inspect(id, undefined, at);
    expect(inspection.kind).toBe(kind);
    expect(ids(inspection)).toEqual(findings);
  });

  it('says in words what the certificate holds', () => {
    const facts = Object.fromEntries(
      inspect('igc-sante-test/ssl-serveur').facts.map(({ label, value }) => [label, value]),
    );
    expect(facts).toMatchObject({
      'Semble être un certificat': 'IGC-Santé SSL_SERVEUR : la GAP comme serveur (Diapason, TPE)',
      Sujet:
        "CN=gap.ch-test.fr,OU=10B0152872,O=AGENCE DES SYSTEMES D'INFORMATION PARTAG,ST=Côte-d'Or (21),C=FR",
      Structure: 'FINESS 0B0152872',
      'Valide du': '2025-04-25 09:15:10 UTC au 2028-04-25 09:15:10 UTC',
      Clé: 'RSA 2048',
      Signature: 'sha256WithRSAEncryption',
      'Usages de la clé': 'digitalSignature, keyEncipherment',
      'Usages étendus': 'serverAuth, clientAuth',
      'Noms alternatifs': 'dNSName:gap.ch-test.fr, dNSName:gap2.ch-test.fr',
      'Catégorie de produit (TRE_G01)': '83',
    });
  });

  it('gives errors first, with the requirement, in the language asked for', () => {
    const { certificate } = mint.issue('igc-sante-test/ssl-serveur', {
      subject: structureName({ CN: 'serveur gap' }),
      notAfter: { hours: -1 },
    });
    const { findings } = inspectCertificate(certificate, { at: AT, lang: 'en' });
    expect(findings[0]).toEqual({
      level: 'error',
      id: 'expired',
      message: 'Expired since 2025-04-25 08:15:10 UTC.',
    });
    expect(findings[1]).toMatchObject({ id: 'server-name', requirement: 'S1-051' });
    expect(findings.map(({ level }) => level)).toEqual(['error', 'error', 'warning', 'info']);
  });

  const good = 'igc-sante-test/org-auth-cli';
  it.each<[string, ProfileId, CertificateDefect]>([
    ['error not-yet-valid', good, { notBefore: { days: 1000 } }],
    ['warning validity-period', good, { notAfter: { days: 1000 } }],
    ['warning expires-soon', good, { notAfter: { days: 600 } }],
    ['error version', good, { version: 1 }],
    ['error signature-algorithm', good, { signatureDigest: 'sha1' }],
    ['error self-signed', good, { issuer: structureName({}), subject: structureName({}) }],
    ['error issuer', good, { issuer: nameOf(['CN', 'AC de la clinique']) }],
    ['error issuer', good, { issuer: nameOf(['CN', 'TEST AC IGC-SANTE ELEMENTAIRE PERSONNES']) }],
    ['warning product-category', good, { extensions: { productCategory: { value: 3 } } }],
    ['warning product-category', good, { extensions: { productCategory: null } }],
    [
      'warning policy',
      good,
      { extensions: { certificatePolicies: { value: [{ policy: '1.2.250.1.213.1.3.2' }] } } },
    ],
    ['error key-usage', good, { extensions: { keyUsage: { value: ['keyEncipherment'] } } }],
    ['error key-usage', good, { extensions: { keyUsage: null } }],
    ['warning key-usage-not-critical', good, { extensions: { keyUsage: { critical: false } } }],
    ['error extended-key-usage', good, { extensions: { extendedKeyUsage: null } }],
    [
      'warning extended-key-usage-beyond',
      good,
      { extensions: { extendedKeyUsage: { value: ['clientAuth', 'codeSigning'] } } },
    ],
    ['error subject-form', good, { subject: nameOf(['C', 'FR'], ['CN', 'Client_Diapason_PSP']) }],
    ['error structure-identifier', good, { subject: structureName({ OU: '750712184' }) }],
    ['warning structure-identifier-key', good, { subject: structureName({ OU: '1750712185' }) }],
    ['warning service-name', good, { subject: structureName({ CN: 'INSI-AUTO' }) }],
    ['warning service-name', 'igc-sante-test/org-sign', { subject: structureName({}) }],
    ['error server-name', 'igc-sante-test/ssl-serveur', { subject: structureName({ CN: '*.ch-test.fr' }) }],
    [
      'warning server-name-not-alternative',
      'igc-sante-test/ssl-serveur',
      { subject: structureName({ CN: 'a.ch-test.fr' }) },
    ],
    ['error extended-key-usage', 'igc-sante-test/ssl-serveur', { extensions: { extendedKeyUsage: null } }],
    ['error terminal-issuer', 'ingetrust/terminal', { issuer: nameOf(['CN', 'another']) }],
    [
      'error kind-unknown',
      'igc-sante-test/org-sign',
      { extensions: { extendedKeyUsage: null }, subject: nameOf(['CN', 'x']) },
    ],
    ['error malformed', good, { extensions: { extendedKeyUsage: { der: '3000' } } }],
  ])('finds %s in a certificate %s with %j', (finding, id, defect) => {
    expect(ids(inspect(id, defect))).toContain(finding);
  });

  it.each([
    ['rsa-1024', 'RSA 1024'],
    ['ec-p256', 'EC prime256v1'],
  ] as const)('finds a key %s', async (kind, key) => {
    const { certificate } = mint.issue(good, undefined, await generateKeyPair(kind));
    expect(inspectCertificate(certificate, { at: AT, lang: 'en' }).findings).toContainEqual({
      level: 'error',
      id: 'key',
      message: `Key ${key} instead of RSA of at least 2048 bits.`,
    });
  });

  it('tells production from test by the issuer', () => {
    const inspection = inspect(good, {
      issuer: nameOf(['CN', 'AC IGC-SANTE ELEMENTAIRE ORGANISATIONS']),
      extensions: { productCategory: { value: 3 } },
    });
    expect(ids(inspection)).toEqual(['info production-certificate']);
  });
});

describe('RULES', () => {
  it('have ids of their own', () => {
    expect(new Set(RULES.map(({ id }) => id)).size).toBe(RULES.length);
  });

  it('name the same parameters in both languages', () => {
    const parameters = (text: string): string[] =>
      [...text.matchAll(/\{\w+\}/g)].map(([name]) => name).sort();
    for (const { text } of RULES) expect(parameters(text.fr)).toEqual(parameters(text.en));
  });
});
