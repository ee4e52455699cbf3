import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { foreignTool } from '../../../../scripts/foreign-tool.ts';
import { Mint } from '../testing/minted.ts';
import {
  AUTHORITY_NAME,
  ISSUED_AT,
  ISSUERS,
  REAL_AUTHORITIES,
  REAL_CERTIFICATES,
  type RealCertificate,
} from '../testing/real-certificates.ts';
import { runTool } from '../testing/run-tool.ts';

/** openssl and Java read what the profiles make; it is compared with what was read in real certificates. */

type Year = keyof typeof ISSUED_AT;

const EXTENSIONS: Readonly<Record<string, string>> = {
  BC: '2.5.29.19',
  SKI: '2.5.29.14',
  AKI: '2.5.29.35',
  KU: '2.5.29.15',
  CP: '2.5.29.32',
  EKU: '2.5.29.37',
  PKUP: '2.5.29.16',
  SAN: '2.5.29.17',
  CDP: '2.5.29.31',
  freshestCRL: '2.5.29.46',
  AIA: '1.3.6.1.5.5.7.1.1',
};

const oidOf = (short: string): string => EXTENSIONS[short] ?? `1.2.250.1.${short}`;

const VALIDITY = {
  2021: { notBefore: '2021-03-15 10:30:00Z', notAfter: '2024-03-15 10:30:00Z' },
  2025: { notBefore: '2025-04-25 09:15:10Z', notAfter: '2028-04-25 09:15:10Z' },
} as const;
const A_MONTH_MORE = '2024-04-15 10:30:00Z';

const PRIVATE_KEY_USAGE_PERIOD = {
  2021: 'Not Before: Mar 15 10:30:00 2021 GMT, Not After: Mar 15 10:30:00 2024 GMT',
  2025: 'Not Before: Apr 25 09:15:10 2025 GMT, Not After: Apr 25 09:15:10 2028 GMT',
} as const;

function validity(year: Year, { signs }: RealCertificate): { notBefore: string; notAfter: string } {
  return year === 2021 && signs ? { ...VALIDITY[2021], notAfter: A_MONTH_MORE } : VALIDITY[year];
}

const YEARS: readonly Year[] = [2021, 2025];
const CASES = YEARS.flatMap((year) =>
  REAL_CERTIFICATES.map((real) => ({ year, real, profile: real.profile })),
);

const minted = {} as Record<Year, Mint>;
beforeAll(async () => {
  for (const year of YEARS) minted[year] = await Mint.create(ISSUED_AT[year]);
});

const pemOf = ({ year, real }: (typeof CASES)[number]): string =>
  minted[year].issue(real.profile, undefined, undefined, real.subject).certificate.pem;

describe.skipIf(!foreignTool('openssl'))('openssl reads a certificate', () => {
  it.each(CASES)('of $profile issued in $year as it reads a real one', (one) => {
    const { year, real } = one;
    const pem = pemOf(one);
    const issuer = ISSUERS[real.issuer];
    const read = opensslReads(pem);
    expect(read).toMatchObject({
      subject: withStringTypes(real.name),
      issuer: withStringTypes(issuer.name),
      ...validity(year, real),
      'X509v3 CRL Distribution Points': `Full Name: | URI:${issuer.crl} | Full Name: | URI:${issuer.directory}?certificaterevocationlist;binary?base?objectClass=pkiCA`,
      'X509v3 Freshest CRL': `Full Name: | URI:${issuer.directory}?deltarevocationlist;binary?base?objectClass=pkiCA`,
      'Authority Information Access': `OCSP - URI:http://ocsp.esante.gouv.fr | CA Issuers - URI:${issuer.certificate}`,
      'X509v3 Certificate Policies':
        'Policy: 1.2.250.1.213.1.7.2.1.1.1.1 | CPS: http://igc-sante.esante.gouv.fr/PC%20TEST',
    });
    expect(read['X509v3 Subject Alternative Name']).toBe(real.subjectAltName);
    expect(read['X509v3 Private Key Usage Period']).toBe(
      real.signs ? PRIVATE_KEY_USAGE_PERIOD[year] : undefined,
    );
    expect(read.serial).toMatch(
      year === 2021 ? new RegExp(`^${issuer.serialNumber2021}[0-9A-F]{16}$`) : /^[0-7][0-9A-F]{31}$/,
    );

    const extensions = opensslParses(pem);
    expect(extensions.map(({ oid }) => oid)).toEqual(real.order[year].split(' ').map(oidOf));
    expect(extensions.filter(({ critical }) => critical).map(({ oid }) => oid)).toEqual([oidOf('KU')]);
    expect(Object.fromEntries(extensions.map(({ oid, value }) => [oid, value]))).toMatchObject({
      [oidOf('BC')]: '3000',
      [oidOf('KU')]: real.keyUsage,
      [oidOf('EKU')]: real.extendedKeyUsage,
      [oidOf('SKI')]: expect.stringMatching(/^0414[0-9a-f]{40}$/),
      [oidOf('AKI')]: expect.stringMatching(/^30168014[0-9a-f]{40}$/),
      ...Object.fromEntries(Object.entries(real.own).map(([arcs, value]) => [oidOf(arcs), value])),
    });
  });
});

describe.skipIf(!foreignTool('java'))('Java reads', () => {
  it('in each CA what it reads in a real one', () => {
    const read = javaReads(REAL_AUTHORITIES.map(({ profile }) => minted[2025].get(profile).certificate.pem));
    for (const [index, real] of REAL_AUTHORITIES.entries()) {
      expect(read[index]).toMatchObject({
        subject: `${AUTHORITY_NAME}${real.name}`,
        issuer: `${AUTHORITY_NAME}${real.issuer}`,
        notBefore: '2013-06-25T00:00:00Z',
        notAfter: real.notAfter,
        serial: expect.stringMatching(/^1120[0-9a-f]{32}$/),
        critical: `${oidOf('KU')} ${oidOf('BC')}`,
        notCritical: real.notCritical,
        [oidOf('BC')]: real.basicConstraints,
        [oidOf('KU')]: '03020106',
      });
    }
  });

  it('in each certificate what it reads in a real one', () => {
    const read = javaReads(CASES.map(pemOf));
    for (const [index, { year, real }] of CASES.entries()) {
      const { notBefore, notAfter } = validity(year, real);
      expect(read[index]).toMatchObject({
        subject: real.name,
        issuer: ISSUERS[real.issuer].name,
        notBefore: notBefore.replace(' ', 'T'),
        notAfter: notAfter.replace(' ', 'T'),
        serial: expect.stringMatching(/^[0-7][0-9a-f]{31}$/),
        critical: oidOf('KU'),
        notCritical: real.order[year]
          .split(' ')
          .filter((short) => short !== 'KU')
          .map(oidOf)
          .toSorted()
          .join(' '),
        [oidOf('BC')]: '3000',
        [oidOf('KU')]: real.keyUsage,
        [oidOf('EKU')]: real.extendedKeyUsage,
        ...Object.fromEntries(Object.entries(real.own).map(([arcs, value]) => [oidOf(arcs), value])),
      });
    }
  });
});

/** The country is a PrintableString, all else UTF8Strings. */
function withStringTypes(name: string): string {
  return name
    .replaceAll('+', ' + ')
    .replaceAll('=', ' = UTF8STRING:')
    .replace('C = UTF8STRING:FR', 'C = PRINTABLESTRING:FR');
}

/** The lines that begin with a name and `=`, and the extensions by their headings. */
function opensslReads(pem: string): Record<string, string> {
  const { output } = openssl(
    pem,
    'x509',
    '-noout',
    ...['-subject', '-issuer', '-serial', '-dates', '-dateopt', 'iso_8601'],
    ...['-nameopt', 'oneline,utf8,show_type,-esc_msb', '-text', '-certopt', 'no_header,no_version,no_serial'],
    ...['-certopt', 'no_signame,no_validity,no_subject,no_issuer,no_pubkey,no_sigdump,no_aux'],
  );
  const read: Record<string, string> = {};
  let heading: string | undefined;
  for (const line of output.split('\n')) {
    const [, name, value] = /^(subject|issuer|serial|notBefore|notAfter)=(.*)$/.exec(line) ?? [];
    if (name !== undefined) read[name] = value!.trim();
    const [, extension] = /^ {12}(\S.*): ?(?:critical)?$/.exec(line) ?? [];
    if (extension !== undefined) heading = extension;
    else if (heading !== undefined && line.startsWith(' '.repeat(16))) {
      read[heading] = [read[heading], line.trim()].filter(Boolean).join(' | ');
    }
  }
  return read;
}

interface ParsedExtension {
  readonly oid: string;
  readonly critical: boolean;
  /** Content of extnValue in hex. */
  readonly value: string;
}

/** The extensions in their order. */
function opensslParses(pem: string): ParsedExtension[] {
  // asn1parse prints names; with an empty configuration it knows those of RFC 5280.
  const lines = openssl(pem, 'asn1parse').output.split('\n');
  const first = lines.findIndex((line) => /d=2 .*cont \[ 3 \]/.test(line));
  const extensions: ParsedExtension[] = [];
  lines.slice(first).forEach((line, index, all) => {
    const name = /d=5 .*OBJECT +:(.+)/.exec(line)?.[1];
    if (name === undefined) return;
    const critical = /d=5 .*BOOLEAN +:255/.test(all[index + 1]!);
    const value = /HEX DUMP\]:([0-9A-F]+)/.exec(all[index + (critical ? 2 : 1)]!)![1]!.toLowerCase();
    extensions.push({ oid: OPENSSL_NAMES[name] ?? name, critical, value });
  });
  return extensions;
}

const OPENSSL_NAMES: Readonly<Record<string, string>> = {
  'X509v3 Basic Constraints': oidOf('BC'),
  'X509v3 Subject Key Identifier': oidOf('SKI'),
  'X509v3 Authority Key Identifier': oidOf('AKI'),
  'X509v3 Key Usage': oidOf('KU'),
  'X509v3 Certificate Policies': oidOf('CP'),
  'X509v3 Extended Key Usage': oidOf('EKU'),
  'X509v3 Private Key Usage Period': oidOf('PKUP'),
  'X509v3 Subject Alternative Name': oidOf('SAN'),
  'X509v3 CRL Distribution Points': oidOf('CDP'),
  'X509v3 Freshest CRL': oidOf('freshestCRL'),
  'Authority Information Access': oidOf('AIA'),
};

const openssl = (pem: string, ...parameters: readonly string[]) =>
  runTool('openssl', [...parameters, '-in', 'certificate.pem'], { 'certificate.pem': pem });

/** The fields of each certificate, by one virtual machine. */
function javaReads(pems: readonly string[]): Record<string, string>[] {
  const files = Object.fromEntries(pems.map((pem, index) => [`${index}.pem`, pem]));
  const program = fileURLToPath(new URL('../testing/ReadCertificates.java', import.meta.url));
  const { status, output } = runTool(
    'java',
    ['-Dfile.encoding=UTF-8', program, ...Object.keys(files)],
    files,
  );
  const read = output.trimEnd().split('\n');
  if (status !== 0 || read.length !== pems.length) throw new Error(output);
  return read.map(javaFields);
}

function javaFields(line: string): Record<string, string> {
  const fields = Object.fromEntries(
    line.split('\t').map((field) => {
      const equals = field.indexOf('=');
      return [field.slice(0, equals), field.slice(equals + 1)];
    }),
  );
  return { ...fields, subject: asEncoded(fields.subject!), issuer: asEncoded(fields.issuer!) };
}

/** RFC 2253 has the last relative distinguished name first. */
const asEncoded = (name: string): string => name.split(',').toReversed().join(', ');
