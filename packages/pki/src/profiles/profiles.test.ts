import { beforeAll, describe, expect, it } from 'vitest';
import { foreignTool } from '../../../../scripts/foreign-tool.ts';
import { Mint } from '../testing/minted.ts';
import { runTool } from '../testing/run-tool.ts';
import { PROFILES } from './content.ts';
import { PROFILE_IDS, type ProfileId } from './profile-ids.ts';

/** openssl reads every certificate; what it prints is compared with the decoded real certificates. */

let mint: Mint;
beforeAll(async () => {
  mint = await Mint.create();
});

const openssl = (id: ProfileId, ...parameters: readonly string[]): string =>
  runTool('openssl', [...parameters, '-in', 'certificate.pem'], {
    'certificate.pem': mint.get(id).certificate.pem,
  }).output;

const name = (id: ProfileId, which: '-subject' | '-issuer'): string =>
  openssl(id, 'x509', '-noout', which, '-nameopt', 'oneline,utf8,show_type,-esc_msb')
    .replace(/^\w+=/, '')
    .trim();

const dates = (id: ProfileId): string[] =>
  [...openssl(id, 'x509', '-noout', '-dates', '-dateopt', 'iso_8601').matchAll(/=(.+)/g)].map(
    ([, date]) => date!,
  );

/** Extensions in their order, `!` after those that are critical, from openssl's asn1parse. */
function extensions(id: ProfileId): string[] {
  const lines = openssl(id, 'asn1parse').split('\n');
  const first = lines.findIndex((line) => /d=2 .*cont \[ 3 \]/.test(line));
  return lines.slice(first).flatMap((line, index, all) => {
    const oid = /d=5 .*OBJECT +:(.+)/.exec(line)?.[1];
    if (oid === undefined) return [];
    return [/d=5 .*BOOLEAN +:255/.test(all[index + 1]!) ? `${oid}!` : oid];
  });
}

/** What openssl prints of one extension, in one line. */
const content = (id: ProfileId, extension: string): string =>
  openssl(id, 'x509', '-noout', '-ext', extension)
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => line.trim())
    .join(' | ');

const IGC_SANTE =
  'C = PRINTABLESTRING:FR, O = UTF8STRING:ASIP-SANTE, OU = UTF8STRING:0002 187512751, OU = UTF8STRING:IGC-SANTE TEST';

const END_ENTITIES = [
  'igc-sante-test/ssl-serveur',
  'igc-sante-test/org-auth-cli',
  'igc-sante-test/org-sign',
] as const;

describe.skipIf(!foreignTool('openssl'))('certificates as openssl reads them', () => {
  describe('IGC-Santé TEST authorities', () => {
    it.each([
      ['igc-sante-test/root-el', 'TEST AC RACINE IGC-SANTE ELEMENTAIRE', '2033-06-25'],
      ['igc-sante-test/aci-el-org', 'TEST AC IGC-SANTE ELEMENTAIRE ORGANISATIONS', '2033-06-24'],
    ] as const)('%s has the name and the validity of the real one', (id, commonName, lastDay) => {
      expect(name(id, '-subject')).toBe(`${IGC_SANTE}, CN = UTF8STRING:${commonName}`);
      expect(name(id, '-issuer')).toBe(`${IGC_SANTE}, CN = UTF8STRING:TEST AC RACINE IGC-SANTE ELEMENTAIRE`);
      expect(dates(id)).toEqual(['2013-06-25 00:00:00Z', `${lastDay} 00:00:00Z`]);
      expect(openssl(id, 'x509', '-noout', '-serial')).toMatch(/^serial=1120[0-9A-F]{32}\n$/);
      expect(content(id, 'keyUsage')).toBe('Certificate Sign, CRL Sign');
      expect(content(id, 'certificatePolicies')).toBe(
        'Policy: X509v3 Any Policy | CPS: http://igc-sante.esante.gouv.fr/PC%20TEST',
      );
    });

    it('the root has its extensions in order, and ends with the mark of the bench', () => {
      expect(extensions('igc-sante-test/root-el')).toEqual([
        'X509v3 Basic Constraints!',
        'X509v3 Key Usage!',
        'X509v3 Certificate Policies',
        'X509v3 Subject Key Identifier',
        'X509v3 Authority Key Identifier',
        '2.25.1736540298',
      ]);
      expect(content('igc-sante-test/root-el', 'basicConstraints')).toBe('CA:TRUE');
    });

    it('the issuing CA has path length 0 and the CRL of the root, by HTTP and LDAP', () => {
      const id = 'igc-sante-test/aci-el-org';
      expect(extensions(id)).toEqual([
        'X509v3 Basic Constraints!',
        'X509v3 Key Usage!',
        'X509v3 Certificate Policies',
        'X509v3 CRL Distribution Points',
        'X509v3 Subject Key Identifier',
        'X509v3 Authority Key Identifier',
      ]);
      expect(content(id, 'basicConstraints')).toBe('CA:TRUE, pathlen:0');
      expect(content(id, 'crlDistributionPoints')).toBe(
        'Full Name: | URI:http://igc-sante.esante.gouv.fr/CRL/ACR-EL-TEST.crl | Full Name: | URI:ldap://annuaire-igc.esante.gouv.fr/CN=TEST%20AC%20RACINE%20IGC-SANTE%20ELEMENTAIRE,OU=IGC-SANTE%20TEST,OU=0002%20187512751,O=ASIP-SANTE,C=FR?certificaterevocationlist;binary?base?objectclass=pkiCa',
      );
    });
  });

  describe('IGC-Santé TEST end entities', () => {
    const directory =
      'ldap://annuaire-igc.esante.gouv.fr/cn=TEST%20AC%20IGC-SANTE%20ELEMENTAIRE%20ORGANISATIONS,ou=TEST%20AC%20RACINE%20IGC-SANTE%20ELEMENTAIRE,ou=IGC-SANTE%20TEST,ou=0002%20187512751,o=ASIP-SANTE,c=FR';

    it.each(END_ENTITIES)('%s has what they all have', (id) => {
      expect(dates(id)).toEqual(['2025-04-25 09:15:10Z', '2028-04-25 09:15:10Z']);
      expect(openssl(id, 'x509', '-noout', '-serial')).toMatch(/^serial=[0-7][0-9A-F]{31}\n$/);
      expect(content(id, 'basicConstraints')).toBe('CA:FALSE');
      expect(content(id, 'certificatePolicies')).toBe(
        'Policy: 1.2.250.1.213.1.7.2.1.1.1.1 | CPS: http://igc-sante.esante.gouv.fr/PC%20TEST',
      );
      expect(content(id, 'authorityInfoAccess')).toBe(
        'OCSP - URI:http://ocsp.esante.gouv.fr | CA Issuers - URI:http://igc-sante.esante.gouv.fr/AC%20TEST/ACI-EL-ORG-TEST.cer',
      );
      expect(content(id, 'crlDistributionPoints')).toBe(
        `Full Name: | URI:http://igc-sante.esante.gouv.fr/CRL/ACI-EL-ORG-TEST.crl | Full Name: | URI:${directory}?certificaterevocationlist;binary?base?objectClass=pkiCA`,
      );
      expect(content(id, 'freshestCRL')).toBe(
        `Full Name: | URI:${directory}?deltarevocationlist;binary?base?objectClass=pkiCA`,
      );
      expect(openssl(id, 'asn1parse')).toMatch(
        /:1\.2\.250\.1\.71\.1\.2\.5\n.*OCTET STRING +\[HEX DUMP\]:040183\n/,
      );
      expect(openssl(id, 'asn1parse')).toMatch(
        /X509v3 Basic Constraints\n.*OCTET STRING +\[HEX DUMP\]:3000\n/,
      );
    });

    it.each([
      ['igc-sante-test/ssl-serveur', 'gap.ch-test.fr'],
      ['igc-sante-test/org-auth-cli', 'Client_Diapason_PSP'],
    ] as const)('%s names the structure, cut off after forty characters, then %s', (id, commonName) => {
      expect(name(id, '-subject')).toBe(
        `C = PRINTABLESTRING:FR, ST = UTF8STRING:Côte-d'Or (21), O = UTF8STRING:AGENCE DES SYSTEMES D'INFORMATION PARTAG, OU = UTF8STRING:10B0152872, CN = UTF8STRING:${commonName}`,
      );
    });

    const inOrder = (...own: readonly string[]): string[] =>
      [
        'X509v3 Extended Key Usage',
        'X509v3 Authority Key Identifier',
        'Authority Information Access',
        'X509v3 Certificate Policies',
        'X509v3 Private Key Usage Period',
        'X509v3 CRL Distribution Points',
        'X509v3 Subject Key Identifier',
        'X509v3 Freshest CRL',
        'X509v3 Key Usage!',
        '1.2.250.1.71.1.2.5',
        'X509v3 Subject Alternative Name',
        'X509v3 Basic Constraints',
      ].filter((extension) => !/Period|Alternative/.test(extension) || own.includes(extension));

    it('ORG AUTH_CLI is for clients', () => {
      const id = 'igc-sante-test/org-auth-cli';
      expect(extensions(id)).toEqual(inOrder());
      expect(content(id, 'keyUsage')).toBe('Digital Signature');
      expect(content(id, 'extendedKeyUsage')).toBe('TLS Web Client Authentication');
    });

    it('ORG SIGN is for signatures, with a private key usage period as long as the validity', () => {
      const id = 'igc-sante-test/org-sign';
      expect(extensions(id)).toEqual(inOrder('X509v3 Private Key Usage Period'));
      expect(content(id, 'keyUsage')).toBe('Digital Signature, Non Repudiation');
      expect(content(id, 'extendedKeyUsage')).toBe('E-mail Protection');
      expect(content(id, 'privateKeyUsagePeriod')).toBe(
        'Not Before: Apr 25 09:15:10 2025 GMT, Not After: Apr 25 09:15:10 2028 GMT',
      );
    });

    it('SSL_SERVEUR is for servers and clients, with its names in the subjectAltName', () => {
      const id = 'igc-sante-test/ssl-serveur';
      expect(extensions(id)).toEqual(inOrder('X509v3 Subject Alternative Name'));
      expect(content(id, 'keyUsage')).toBe('Digital Signature, Key Encipherment');
      expect(content(id, 'extendedKeyUsage')).toBe(
        'TLS Web Server Authentication, TLS Web Client Authentication',
      );
      expect(content(id, 'subjectAltName')).toBe('DNS:gap.ch-test.fr, DNS:gap2.ch-test.fr');
    });
  });

  it('an IngeTrust terminal is its serial number, for ten years, as a client', () => {
    const id = 'ingetrust/terminal';
    expect(name(id, '-subject')).toBe('CN = UTF8STRING:0000000012345678');
    expect(dates(id)).toEqual(['2025-04-25 09:15:10Z', '2035-04-25 09:15:10Z']);
    expect(content(id, 'keyUsage')).toBe('Digital Signature');
    expect(content(id, 'extendedKeyUsage')).toBe('TLS Web Client Authentication');
    expect(content(id, 'crlDistributionPoints')).toBe(
      'Full Name: | URI:http://ingetrust.banc.test/ingetrust/CRL/issuing-ca.crl',
    );
  });

  it('a Geotrust server has its name in the subjectAltName', () => {
    const id = 'geotrust/server';
    expect(content(id, 'subjectAltName')).toBe('DNS:gap.ch-test.fr, DNS:gap2.ch-test.fr');
    expect(content(id, 'extendedKeyUsage')).toBe('TLS Web Server Authentication');
  });

  it.each(['igc-sante-test/root-el', 'ingetrust/root', 'geotrust/root'] as const)(
    '%s says that it is a test root, and not critically',
    (id) => {
      expect(extensions(id).at(-1)).toBe('2.25.1736540298');
      expect(openssl(id, 'x509', '-noout', '-text')).toContain("Racine de test du Banc d'essai GAP");
    },
  );

  it.each(PROFILE_IDS)('%s verifies strictly', (id) => {
    const chain: string[] = [];
    for (let next: ProfileId | null = id; next !== null; next = PROFILES[next].issuer) {
      chain.push(mint.get(next).certificate.pem);
    }
    const root = chain.at(-1)!;
    const files = { 'leaf.pem': chain[0]!, 'others.pem': chain.join(''), 'root.pem': root };
    expect(
      runTool(
        'openssl',
        [
          'verify',
          '-x509_strict',
          '-attime',
          '1746000000',
          '-CAfile',
          'root.pem',
          '-untrusted',
          'others.pem',
          'leaf.pem',
        ],
        files,
      ),
    ).toEqual({ status: 0, output: 'leaf.pem: OK\n' });
  });
});
