import { beforeAll, describe, expect, it } from 'vitest';
import type { CertificateDefect } from '../defect.ts';
import { generateKeyPair } from '../keys.ts';
import { nameOf } from '../names.ts';
import type { ProfileId } from '../profiles/profile-ids.ts';
import { Mint } from '../testing/minted.ts';
import type { Inspection } from './finding.ts';
import { type InspectOptions, inspectFile } from './inspect.ts';
import { CERTIFICATE_RULES } from './rules/index.ts';

const AT = new Date('2026-11-21T12:00:00Z');

let mint: Mint;
beforeAll(async () => {
  mint = await Mint.create();
});

type Options = Partial<InspectOptions>;

/** A file with the certificate, then those of its CAs. */
function inspect(id: ProfileId, defect?: CertificateDefect, options: Options = {}): Promise<Inspection> {
  const chain = id.startsWith('igc-sante') ? IGC_SANTE : [];
  const pem = [mint.issue(id, defect), ...chain.map((ca) => mint.get(ca))];
  return read(pem.map(({ certificate }) => certificate.pem).join(''), options);
}

const IGC_SANTE = ['igc-sante-test/aci-el-org', 'igc-sante-test/root-el'] as const;

const read = (pem: string, options: Options = {}): Promise<Inspection> =>
  inspectFile(Buffer.from(pem), { at: AT, lang: 'fr', ...options });

const objections = ({ findings }: Inspection): string[] =>
  findings.filter(({ level }) => level !== 'note').map(({ level, rule }) => `${level} ${rule}`);

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

const good = 'igc-sante-test/org-auth-cli';
const server = 'igc-sante-test/ssl-serveur';

describe('inspectFile', () => {
  it.each([
    ['igc-sante-test/ssl-serveur', 'ssl-serveur', ['diapason-tpe-server']],
    ['igc-sante-test/org-auth-cli', 'org-auth-cli', ['diapason-psp-client']],
    ['igc-sante-test/org-sign', 'org-sign', ['roc-amc-sign']],
    ['ingetrust/terminal', 'terminal', []],
    ['geotrust/server', 'psp-server', []],
    ['igc-sante-test/aci-el-org', 'authority', []],
    ['ingetrust/root', 'authority', []],
  ] as const)('has nothing against a good %s', async (id, kind, uses) => {
    const inspection = await inspect(id, undefined, { at: new Date('2025-05-01T00:00:00Z') });
    expect(inspection).toMatchObject({ holds: 'certificates', kind, uses });
    expect(objections(inspection)).toEqual([]);
  });

  it('says in words what the file holds', async () => {
    const { facts } = await inspect(server);
    expect(Object.fromEntries(facts.map(({ label, value }) => [label, value]))).toMatchObject({
      Fichier: 'PEM, sans clé privée',
      Type: 'SSL_SERVEUR : le GAP comme serveur (Diapason, TPE)',
      Sujet:
        "CN=gap.ch-test.fr,OU=10B0152872,O=AGENCE DES SYSTEMES D'INFORMATION PARTAG,ST=Côte-d'Or (21),C=FR",
      Structure: 'FINESS 0B0152872',
      'Valide du': '2025-04-25 09:15:10 UTC au 2028-04-25 09:15:10 UTC',
      Clé: 'RSA 2048',
      Signature: 'sha256WithRSAEncryption',
      'Usages de la clé': 'digitalSignature, keyEncipherment',
      'Usages étendus': 'serverAuth, clientAuth',
      'Noms alternatifs': 'dNSName:gap.ch-test.fr, dNSName:gap2.ch-test.fr',
      Environnement: 'test',
      'Catégorie de produit (TRE_G01)': '83',
    });
  });

  it('gives what is a MUST first, with what to do and the requirement, in the language asked for', async () => {
    const defect = { subject: structureName({ CN: 'serveur gap' }), notAfter: { hours: -1 } };
    const { findings } = await inspect(server, defect, { lang: 'en' });
    expect(findings.map(({ level, rule }) => `${level} ${rule}`)).toEqual([
      'MUST name/server-fqdn',
      'MUST validity/expired',
      'SHOULD name/server-alternative-name',
      'note note/root-of-banc-gap',
    ]);
    expect(findings[1]).toEqual({
      rule: 'validity/expired',
      level: 'MUST',
      message: 'Expired since 2025-04-25 08:15:10 UTC.',
      next: 'Order a new certificate on PFCNG: an expired one can no longer be renewed.',
      requirement: 'S1-020',
    });
  });

  it.each<[string, ProfileId, CertificateDefect]>([
    ['MUST validity/not-yet-valid', good, { notBefore: { days: 1000 } }],
    ['SHOULD validity/three-years', good, { notAfter: { days: 1000 } }],
    ['SHOULD validity/expires-soon', good, { notAfter: { days: 600 } }],
    ['SHOULD strength/signature', good, { signatureDigest: 'sha1' }],
    ['MUST chain/igc-sante', good, { issuer: structureName({}), subject: structureName({}) }],
    ['MUST chain/igc-sante', good, { issuer: nameOf(['CN', 'AC de la clinique']) }],
    ['SHOULD chain/gamme', good, { issuer: nameOf(['CN', 'TEST AC IGC-SANTE ELEMENTAIRE PERSONNES']) }],
    ['MUST chain/aci-present', good, { issuer: nameOf(['CN', 'TEST AC IGC-SANTE FORT PERSONNES']) }],
    [
      'MUST chain/aci-of-other-environment',
      good,
      { issuer: nameOf(['CN', 'AC IGC-SANTE ELEMENTAIRE ORGANISATIONS']) },
    ],
    ['MUST chain/verifies', good, { signature: 'corrupted' }],
    ['SHOULD environment/product-category', good, { extensions: { productCategory: { value: 3 } } }],
    ['SHOULD environment/product-category', good, { extensions: { productCategory: null } }],
    [
      'SHOULD environment/policy',
      good,
      { extensions: { certificatePolicies: { value: [{ policy: '1.2.250.1.213.1.3.2' }] } } },
    ],
    ['MUST usage/key-usage', good, { extensions: { keyUsage: { value: ['keyEncipherment'] } } }],
    ['SHOULD usage/key-usage-of-type', good, { extensions: { keyUsage: null } }],
    ['SHOULD usage/key-usage-of-type', good, { extensions: { keyUsage: { critical: false } } }],
    ['SHOULD usage/extended-key-usage', good, { extensions: { extendedKeyUsage: null } }],
    [
      'SHOULD usage/extended-key-usage',
      good,
      { extensions: { extendedKeyUsage: { value: ['clientAuth', 'codeSigning'] } } },
    ],
    ['SHOULD identity/subject-form', good, { subject: nameOf(['C', 'FR'], ['CN', 'Client_Diapason_PSP']) }],
    ['SHOULD identity/structure-identifier', good, { subject: structureName({ OU: '750712184' }) }],
    ['SHOULD identity/structure-key', good, { subject: structureName({ OU: '1750712185' }) }],
    ['SHOULD name/service-amc', 'igc-sante-test/org-sign', { subject: structureName({}) }],
    ['MUST name/server-wildcard', server, { subject: structureName({ CN: '*.ch-test.fr' }) }],
    ['MUST name/server-address', server, { subject: structureName({ CN: '10.0.0.7' }) }],
    ['MUST name/server-underscore', server, { subject: structureName({ CN: 'gap_1.ch-test.fr' }) }],
    ['MUST name/server-single-label', server, { subject: structureName({ CN: 'serveur' }) }],
    ['MUST name/server-domain-exists', server, { subject: structureName({ CN: 'gap.hopital.local' }) }],
    ['SHOULD name/server-leading-digit', server, { subject: structureName({ CN: '1gap.ch-test.fr' }) }],
    ['SHOULD name/server-alternative-name', server, { subject: structureName({ CN: 'a.ch-test.fr' }) }],
  ])('finds %s in a certificate %s with %j', async (finding, id, defect) => {
    expect(objections(await inspect(id, defect))).toContain(finding);
  });

  it.each([
    ['the name of the service applicatif', good, 'roc-annuaire-client', 'SHOULD name/service-annuaire'],
    ['the type', good, 'diapason-tpe-server', 'SHOULD type/diapason-server'],
    [
      'the trap of the ANS document',
      'igc-sante-test/org-sign',
      'diapason-psp-client',
      'SHOULD type/diapason-not-org-sign',
    ],
    ['the usage', 'igc-sante-test/org-sign', 'diapason-psp-client', 'MUST usage/purpose'],
    ['a CA', 'igc-sante-test/aci-el-org', 'diapason-psp-client', 'MUST usage/not-authority'],
  ] as const)('judges %s for the use that is named', async (_, id, use, finding) => {
    expect(objections(await inspect(id, undefined, { use }))).toContain(finding);
  });

  it.each([
    ['fqdn', { fqdn: 'autre.ch-test.fr' }, 'MUST name/server-configured'],
    ['environment', { environment: 'production' }, 'MUST environment/expected'],
  ] as const)('compares with the %s only where it is known', async (_, known, finding) => {
    expect(objections(await inspect(server))).not.toContain(finding);
    expect(objections(await inspect(server, undefined, known))).toContain(finding);
  });

  it.each([
    ['rsa-1024', good, 'SHOULD strength/key'],
    ['ec-p256', good, 'SHOULD strength/key'],
    ['ec-p256', server, 'MUST strength/rsa-server'],
  ] as const)('finds a key %s of %s', async (kind, id, finding) => {
    const { certificate } = mint.issue(id, undefined, await generateKeyPair(kind));
    expect(objections(await read(certificate.pem))).toEqual([finding]);
  });

  it('asks for the ACI of a certificate alone only where that file is what the GAP has', async () => {
    const { pem } = mint.get(good).certificate;
    const alone = await read(pem);
    expect(objections(alone)).toEqual([]);
    expect(alone.findings.map(({ rule }) => rule)).toEqual(['note/alone']);
    expect(objections(await read(pem, { use: 'diapason-psp-client' }))).toEqual(['MUST chain/aci-present']);
  });

  it('does not object to the name of a service applicatif whose use it cannot know', async () => {
    const inspection = await inspect(good, { subject: structureName({ CN: 'INSI-AUTO' }) });
    expect(inspection.uses).toEqual(['diapason-psp-client', 'roc-annuaire-client']);
    expect(objections(inspection)).toEqual([]);
    expect(inspection.findings.map(({ rule }) => rule)).toContain('note/use-unknown');
  });
});

describe('CERTIFICATE_RULES', () => {
  it('have ids of their own', () => {
    expect(new Set(CERTIFICATE_RULES.map(({ id }) => id)).size).toBe(CERTIFICATE_RULES.length);
  });

  it('name the same parameters in both languages', () => {
    const parameters = (text: string): string[] =>
      [...text.matchAll(/\{\w+\}/g)].map(([name]) => name).sort();
    for (const { found } of CERTIFICATE_RULES) expect(parameters(found.fr)).toEqual(parameters(found.en));
  });

  it('say why they are no MUST, where they are none', () => {
    const wrong = CERTIFICATE_RULES.filter(
      ({ level, whyNotMust }) => (level === 'MUST') === (whyNotMust !== undefined),
    );
    expect(wrong.map(({ id }) => id)).toEqual([]);
  });
});
