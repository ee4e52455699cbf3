import { beforeAll, describe, expect, it } from 'vitest';
import { foreignTool } from '../../../../scripts/foreign-tool.ts';
import { Mint } from '../testing/minted.ts';
import { runTool } from '../testing/run-tool.ts';
import { PROFILES } from './content.ts';
import { PROFILE_IDS, type ProfileId } from './profile-ids.ts';

/** openssl reads every CA, and the end entities that are not among those of real-certificates.test.ts. */

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

const igcSante = (organisationalUnit: string, commonName: string): string =>
  `C = PRINTABLESTRING:FR, O = UTF8STRING:ASIP-SANTE, OU = UTF8STRING:0002 187512751, OU = UTF8STRING:${organisationalUnit}, CN = UTF8STRING:${commonName}`;

const TEST_DIRECTORY = 'OU=IGC-SANTE%20TEST,OU=0002%20187512751,O=ASIP-SANTE,C=FR';
const DIRECTORY = 'OU=IGC-SANTE,OU=0002%20187512751,O=ASIP-SANTE,C=FR';

describe.skipIf(!foreignTool('openssl'))('certificates as openssl reads them', () => {
  describe('the roots of IGC-Santé', () => {
    it.each([
      ['igc-sante-test/root-el', 'IGC-SANTE TEST', 'TEST AC RACINE IGC-SANTE ELEMENTAIRE', 'PC%20TEST'],
      ['igc-sante-test/root-st', 'IGC-SANTE TEST', 'TEST AC RACINE IGC-SANTE STANDARD', 'PC%20TEST'],
      ['igc-sante-test/root-fo', 'IGC-SANTE TEST', 'TEST AC RACINE IGC-SANTE FORT', 'PC%20TEST'],
      ['igc-sante/root-el', 'IGC-SANTE', 'AC RACINE IGC-SANTE ELEMENTAIRE', 'PC'],
      ['igc-sante/root-st', 'IGC-SANTE', 'AC RACINE IGC-SANTE STANDARD', 'PC'],
      ['igc-sante/root-fo', 'IGC-SANTE', 'AC RACINE IGC-SANTE FORT', 'PC'],
    ] as const)(
      '%s is as the real one, and ends with the mark of the bench',
      (id, unit, commonName, policy) => {
        expect(name(id, '-subject')).toBe(igcSante(unit, commonName));
        expect(name(id, '-issuer')).toBe(igcSante(unit, commonName));
        expect(dates(id)).toEqual(['2013-06-25 00:00:00Z', '2033-06-25 00:00:00Z']);
        expect(openssl(id, 'x509', '-noout', '-serial')).toMatch(/^serial=1120[0-9A-F]{32}\n$/);
        expect(extensions(id)).toEqual([
          'X509v3 Basic Constraints!',
          'X509v3 Key Usage!',
          'X509v3 Certificate Policies',
          'X509v3 Subject Key Identifier',
          'X509v3 Authority Key Identifier',
          '2.25.1736540298',
        ]);
        expect(content(id, 'basicConstraints')).toBe('CA:TRUE');
        expect(content(id, 'keyUsage')).toBe('Certificate Sign, CRL Sign');
        expect(content(id, 'certificatePolicies')).toBe(
          `Policy: X509v3 Any Policy | CPS: http://igc-sante.esante.gouv.fr/${policy}`,
        );
      },
    );
  });

  describe('the issuing CAs of IGC-Santé', () => {
    const authorities = [
      ['aci-el-org', 'AC IGC-SANTE ELEMENTAIRE ORGANISATIONS', 'ELEMENTAIRE', 'ACR-EL'],
      ['aci-el-pp', 'AC IGC-SANTE ELEMENTAIRE PERSONNES', 'ELEMENTAIRE', 'ACR-EL'],
      ['aci-st-org', 'AC IGC-SANTE STANDARD ORGANISATIONS', 'STANDARD', 'ACR-ST'],
      ['aci-st-pp', 'AC IGC-SANTE STANDARD PERSONNES', 'STANDARD', 'ACR-ST'],
      ['aci-fo-pp', 'AC IGC-SANTE FORT PERSONNES', 'FORT', 'ACR-FO'],
    ] as const;

    it.each(authorities)('igc-sante-test/%s is as the real one', (slug, commonName, gamme, file) => {
      const id = `igc-sante-test/${slug}` as const;
      expectIssuingCa(id);
      expect(name(id, '-subject')).toBe(igcSante('IGC-SANTE TEST', `TEST ${commonName}`));
      expect(name(id, '-issuer')).toBe(igcSante('IGC-SANTE TEST', `TEST AC RACINE IGC-SANTE ${gamme}`));
      expect(content(id, 'certificatePolicies')).toBe(
        'Policy: X509v3 Any Policy | CPS: http://igc-sante.esante.gouv.fr/PC%20TEST',
      );
      expect(content(id, 'crlDistributionPoints')).toBe(
        `Full Name: | URI:http://igc-sante.esante.gouv.fr/CRL/${file}-TEST.crl | Full Name: | URI:ldap://annuaire-igc.esante.gouv.fr/CN=TEST%20AC%20RACINE%20IGC-SANTE%20${gamme},${TEST_DIRECTORY}?certificaterevocationlist;binary?base?objectclass=pkiCa`,
      );
    });

    it.each(authorities)('igc-sante/%s is as the real one', (slug, commonName, gamme, file) => {
      const id = `igc-sante/${slug}` as const;
      expectIssuingCa(id);
      expect(name(id, '-subject')).toBe(igcSante('IGC-SANTE', commonName));
      expect(name(id, '-issuer')).toBe(igcSante('IGC-SANTE', `AC RACINE IGC-SANTE ${gamme}`));
      expect(content(id, 'certificatePolicies')).toBe(
        'Policy: X509v3 Any Policy | CPS: http://igc-sante.esante.gouv.fr/PC',
      );
      expect(content(id, 'crlDistributionPoints')).toBe(
        `Full Name: | URI:http://igc-sante.esante.gouv.fr/CRL/${file}.crl | Full Name: | URI:ldap://annuaire-igc.esante.gouv.fr/CN=AC%20RACINE%20IGC-SANTE%20${gamme},${DIRECTORY}?certificaterevocationlist;binary?base?objectclass=pkiCa`,
      );
    });

    function expectIssuingCa(id: ProfileId): void {
      expect(dates(id)).toEqual(['2013-06-25 00:00:00Z', '2033-06-24 00:00:00Z']);
      expect(openssl(id, 'x509', '-noout', '-serial')).toMatch(/^serial=1120[0-9A-F]{32}\n$/);
      expect(content(id, 'keyUsage')).toBe('Certificate Sign, CRL Sign');
      expect(content(id, 'basicConstraints')).toBe('CA:TRUE, pathlen:0');
      expect(extensions(id)).toEqual([
        'X509v3 Basic Constraints!',
        'X509v3 Key Usage!',
        'X509v3 Certificate Policies',
        'X509v3 CRL Distribution Points',
        'X509v3 Subject Key Identifier',
        'X509v3 Authority Key Identifier',
      ]);
    }
  });

  describe('an end entity of production', () => {
    it.each([
      ['igc-sante/org-auth-cli', '1.2.250.1.213.1.7.1.1.2.2.1', 'ACI-EL-ORG', '040103'],
      ['igc-sante/org-sign', '1.2.250.1.213.1.7.1.1.2.3.1', 'ACI-EL-ORG', '040103'],
      ['igc-sante/ssl-serveur', '1.2.250.1.213.1.7.1.1.2.5.1', 'ACI-EL-ORG', '040103'],
      ['igc-sante/pro-auth', '1.2.250.1.213.1.7.1.1.1.1.1', 'ACI-EL-PP', '040103'],
      ['igc-sante/cpe-sign', '1.2.250.1.213.1.7.1.2.1.3.1', 'ACI-ST-PP', '040100'],
      ['igc-sante/cps-auth', '1.2.250.1.213.1.7.1.3.1.1.1', 'ACI-FO-PP', '040100'],
    ] as const)('%s has the policy %s, the files of %s and the category %s', (id, policy, file, category) => {
      expect(name(id, '-issuer')).not.toContain('TEST');
      expect(content(id, 'certificatePolicies')).toBe(
        `Policy: ${policy} | CPS: http://igc-sante.esante.gouv.fr/PC`,
      );
      expect(content(id, 'authorityInfoAccess')).toBe(
        `OCSP - URI:http://ocsp.esante.gouv.fr | CA Issuers - URI:http://igc-sante.esante.gouv.fr/AC/${file}.cer`,
      );
      expect(content(id, 'crlDistributionPoints')).toContain(
        `URI:http://igc-sante.esante.gouv.fr/CRL/${file}.crl |`,
      );
      expect(content(id, 'crlDistributionPoints')).not.toContain('TEST');
      expect(openssl(id, 'asn1parse')).toMatch(
        new RegExp(`:1\\.2\\.250\\.1\\.71\\.1\\.2\\.5\\n.*OCTET STRING +\\[HEX DUMP\\]:${category}\\n`),
      );
    });
  });

  it.each([
    ['igc-sante-test/ocsp-root-el', 'TEST OCSP AC '],
    ['igc-sante-test/ocsp-aci-el-org', 'TEST OCSP AC '],
    ['ingetrust/ocsp-issuing-ca', 'OCSP IngeTrust TEST Terminals CA'],
  ] as const)('%s answers OCSP requests for a month, and needs no answer itself', (id, commonName) => {
    expect(name(id, '-subject')).toContain(`CN = UTF8STRING:${commonName}`);
    expect(dates(id)).toEqual(['2025-04-25 09:15:10Z', '2025-05-25 09:15:10Z']);
    expect(content(id, 'keyUsage')).toBe('Digital Signature');
    expect(content(id, 'extendedKeyUsage')).toBe('OCSP Signing');
    expect(openssl(id, 'asn1parse')).toMatch(/:OCSP No Check\n.*OCTET STRING +\[HEX DUMP\]:0500\n/);
  });

  it('an insurer has a server and a signature, each under a CA of IGC OSI', () => {
    const osi = 'C = PRINTABLESTRING:FR, O = UTF8STRING:sesam-vitale, OU = UTF8STRING:';
    expect(name('igc-osi/server', '-issuer')).toBe(`${osi}AC-SERVEUR-TEST`);
    expect(name('igc-osi/server', '-subject')).toBe(`${osi}AC-SERVEUR-TEST, CN = UTF8STRING:gap.ch-test.fr`);
    expect(content('igc-osi/server', 'extendedKeyUsage')).toBe('TLS Web Server Authentication');
    expect(content('igc-osi/server', 'subjectAltName')).toBe('DNS:gap.ch-test.fr, DNS:gap2.ch-test.fr');
    expect(name('igc-osi/service-applicatif', '-issuer')).toBe(`${osi}AC-SERVICES-APPLICATIFS-TEST`);
    expect(content('igc-osi/service-applicatif', 'keyUsage')).toBe('Digital Signature, Non Repudiation');
    expect(content('igc-osi/service-applicatif', 'crlDistributionPoints')).toBe(
      'Full Name: | URI:http://igc-osi.banc.test/igc-osi/CRL/ac-services-applicatifs.crl',
    );
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

  it('an IngeTrust terminal may name an OCSP responder, and differs in nothing else', () => {
    const id = 'ingetrust/terminal-ocsp';
    expect(content(id, 'authorityInfoAccess')).toBe('OCSP - URI:http://ingetrust.banc.test/ocsp');
    for (const extension of ['keyUsage', 'extendedKeyUsage', 'crlDistributionPoints'])
      expect(content(id, extension)).toBe(content('ingetrust/terminal', extension));
    expect(name(id, '-subject')).toBe(name('ingetrust/terminal', '-subject'));
  });

  it('a Geotrust server has its name in the subjectAltName', () => {
    const id = 'geotrust/server';
    expect(content(id, 'subjectAltName')).toBe('DNS:gap.ch-test.fr, DNS:gap2.ch-test.fr');
    expect(content(id, 'extendedKeyUsage')).toBe('TLS Web Server Authentication');
  });

  it.each(['ingetrust/root', 'geotrust/root', 'igc-osi/root'] as const)(
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
