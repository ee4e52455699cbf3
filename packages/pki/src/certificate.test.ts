import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { foreignTool } from '../../../scripts/foreign-tool.ts';
import { Certificate } from './certificate.ts';
import { DerReader } from './der/decode.ts';
import { sequence, tlv } from './der/encode.ts';
import { BancError } from './error-catalogue.ts';
import { nameToString } from './names.ts';

/** Reads all that can be read, so that no lazily decoded part stays unread. */
function readAll(input: Uint8Array | string): Certificate {
  const certificate = Certificate.parse(input);
  const prototype = Object.getOwnPropertyDescriptors(Certificate.prototype);
  for (const [name, { get }] of Object.entries(prototype)) if (get) Reflect.get(certificate, name);
  return certificate;
}

/** The elements of the first level of a SEQUENCE, as DER. */
function parts(der: Buffer): Buffer[] {
  const reader = new DerReader(der, 'test').enter('test');
  const found: Buffer[] = [];
  while (!reader.atEnd) found.push(reader.element('test').der);
  return found;
}

describe.skipIf(!foreignTool('openssl'))('a certificate by OpenSSL', () => {
  const directory = mkdtempSync(join(tmpdir(), 'banc-certificate-'));
  afterAll(() => rmSync(directory, { recursive: true }));
  const file = join(directory, 'certificate.pem');
  const extensions = [
    'basicConstraints=critical,CA:TRUE,pathlen:3',
    'keyUsage=critical,keyCertSign,cRLSign,decipherOnly',
    'extendedKeyUsage=clientAuth,1.2.3.4',
    'subjectAltName=DNS:gap.ch-test.fr,IP:192.0.2.1,email:a@b.fr,URI:urn:x,RID:1.2.3,dirName:dn,otherName:1.2.3;UTF8:x',
    'crlDistributionPoints=URI:http://one/a.crl,URI:ldap://two/b',
    'certificatePolicies=1.2.3.4,2.5.29.32.0',
    'policyConstraints=requireExplicitPolicy:2,inhibitPolicyMapping:0',
    'policyMappings=1.2.3:1.2.4',
    'inhibitAnyPolicy=1',
    'nameConstraints=critical,permitted;DNS:ch-test.fr,excluded;email:.fr',
    'authorityKeyIdentifier=keyid:always,issuer:always',
  ];
  const config = join(directory, 'openssl.cnf');
  writeFileSync(config, '[req]\ndistinguished_name=dn\n[dn]\nCN=x\n');
  execFileSync(
    'openssl',
    [
      ...[
        'req',
        '-x509',
        '-config',
        config,
        '-newkey',
        'rsa:2048',
        '-nodes',
        '-keyout',
        '/dev/null',
        '-out',
        file,
      ],
      ...['-set_serial', '0x00F1', '-days', '10', '-utf8', '-sha384'],
      ...['-subj', '/C=FR/O=Hôpital des 3 dames/CN=Client_Diapason_PSP'],
      ...extensions.flatMap((extension) => ['-addext', extension]),
    ],
    { stdio: 'ignore' },
  );
  const pem = readFileSync(file, 'latin1');
  const certificate = Certificate.parse(pem);
  const openssl = (...options: string[]) =>
    execFileSync('openssl', ['x509', '-in', file, '-noout', ...options], { encoding: 'utf8' });

  test('has the fields that openssl prints', () => {
    expect(`serial=${certificate.serialNumber.replace(/^00/, '')}\n`).toBe(openssl('-serial'));
    const fingerprint = openssl('-fingerprint', '-sha256')
      .replace(/^.*=|:|\n/g, '')
      .toLowerCase();
    expect(certificate.fingerprint).toBe(fingerprint);
    expect(openssl('-subject', '-nameopt', 'RFC2253,utf8,-esc_msb')).toBe(
      `subject=${nameToString(certificate.subject)}\n`,
    );
    expect(new Date(openssl('-enddate').slice(9))).toEqual(certificate.notAfter);
    expect(new Date(openssl('-startdate').slice(10))).toEqual(certificate.notBefore);
    expect(certificate.publicKey.export({ type: 'spki', format: 'pem' })).toBe(openssl('-pubkey'));
    expect(certificate.version).toBe(3);
    expect(certificate.signatureAlgorithm).toBe('1.2.840.113549.1.1.12');
    expect(certificate.commonName).toBe('Client_Diapason_PSP');
    expect(certificate.pem).toBe(pem);
  });

  test('has the extensions that were asked for', () => {
    expect(certificate.basicConstraints).toEqual({ ca: true, pathLength: 3 });
    expect([...certificate.keyUsage!]).toEqual(['keyCertSign', 'cRLSign', 'decipherOnly']);
    expect(certificate.extendedKeyUsage).toEqual(['1.3.6.1.5.5.7.3.2', '1.2.3.4']);
    expect(certificate.subjectAlternativeName!.map(({ type }) => type)).toEqual([
      'dNSName',
      'iPAddress',
      'rfc822Name',
      'uniformResourceIdentifier',
      'registeredID',
      'directoryName',
      'otherName',
    ]);
    expect(certificate.crlDistributionPoints).toEqual(['http://one/a.crl', 'ldap://two/b']);
    expect(certificate.certificatePolicies).toEqual(['1.2.3.4', '2.5.29.32.0']);
    expect(certificate.policyConstraints).toEqual({ requireExplicitPolicy: 2, inhibitPolicyMapping: 0 });
    expect(certificate.policyMappings).toEqual([
      { issuerDomainPolicy: '1.2.3', subjectDomainPolicy: '1.2.4' },
    ]);
    expect(certificate.inhibitAnyPolicy).toBe(1);
    expect(certificate.nameConstraints).toEqual({
      permitted: [{ type: 'dNSName', value: 'ch-test.fr' }],
      excluded: [{ type: 'rfc822Name', value: '.fr' }],
    });
    expect(certificate.authorityKeyIdentifier).toEqual(certificate.subjectKeyIdentifier);
    expect(certificate.authorityKey?.serialNumber).toBe('00F1');
    expect(certificate.extension('2.5.29.19')?.critical).toBe(true);
  });

  test('is read from DER, from PEM bytes and from among other text', () => {
    expect(Certificate.parse(certificate.der).der).toEqual(certificate.der);
    expect(Certificate.parse(Buffer.from(pem)).der).toEqual(certificate.der);
    expect(Certificate.parse(`subject=x\n${pem}\ntrailer`).der).toEqual(certificate.der);
    expect(Certificate.parseAll(`${pem}${pem}`)).toHaveLength(2);
    expect(() => Certificate.parse(`${pem}${pem}`)).toThrow(/2 blocks/);
    expect(() => Certificate.parse('no certificate')).toThrow(/0 blocks/);
  });

  test('is refused when anything is cut off or put after', () => {
    for (let length = 0; length < certificate.der.length; length++) {
      expect(() => Certificate.parse(certificate.der.subarray(0, length))).toThrow(BancError);
    }
    expect(() => Certificate.parse(Buffer.concat([certificate.der, Buffer.of(0)]))).toThrow(/after its end/);
    const [tbs, algorithm, signature] = parts(certificate.der);
    const fields = parts(tbs!);
    const more = sequence(sequence(...fields, tlv(0x05)), algorithm!, signature!);
    expect(() => Certificate.parse(more)).toThrow(/tbsCertificate has something after its end/);
  });

  test('names the field that is wrong', () => {
    const [tbs, algorithm, signature] = parts(certificate.der);
    const fields = parts(tbs!);
    const withField = (index: number, field: Buffer) =>
      sequence(sequence(...fields.with(index, field)), algorithm!, signature!);
    const list = parts(fields[7]!.subarray(4));
    const withExtensions = (...extensionList: Buffer[]) =>
      withField(7, tlv(0xa3, sequence(...extensionList)));
    expect(() => Certificate.parse(withExtensions(...list))).not.toThrow();
    const cases: readonly (readonly [Buffer, RegExp])[] = [
      [withField(0, tlv(0xa0, tlv(0x02, Buffer.of(0)))), /: version is neither/],
      [withField(0, tlv(0xa0, tlv(0x02, Buffer.of(3)))), /: version is neither/],
      [withField(0, tlv(0xa0, tlv(0x02, Buffer.of(1)))), /: tbsCertificate has something after its end/],
      [withField(1, tlv(0x02, Buffer.of(0, 1))), /: serialNumber is an INTEGER/],
      [withField(1, tlv(0x02)), /: serialNumber is an empty INTEGER/],
      [withField(3, tlv(0x31)), /: issuer has tag/],
      [withField(4, sequence(fields[4]!.subarray(2, 17))), /: notAfter is missing/],
      [withField(5, sequence(tlv(0x31))), /: subject has a relative/],
      [withField(6, sequence()), /: subjectPublicKeyInfo /],
      [withExtensions(), /: extensions is empty/],
      [withExtensions(...list, list[0]!), /: extensions has 2\.5\.29\.\d+ twice/],
      [sequence(tbs!, algorithm!, tlv(0x03, Buffer.of(1, 0))), /: signatureValue is a BIT STRING/],
    ];
    for (const [der, expected] of cases) expect(() => Certificate.parse(der)).toThrow(expected);
  });

  test('whatever is changed in it, reading ends in a certificate or in a BancError', () => {
    const edit = fc.record({
      at: fc.nat({ max: certificate.der.length - 1 }),
      remove: fc.nat({ max: 3 }),
      insert: fc.uint8Array({ maxLength: 4 }),
    });
    fc.assert(
      fc.property(fc.array(edit, { minLength: 1, maxLength: 4 }), (edits) => {
        const mutated = edits.reduce(
          (der, { at, remove, insert }) =>
            Buffer.concat([der.subarray(0, at), insert, der.subarray(at + remove)]),
          certificate.der,
        );
        expectReadOrBancError(mutated);
      }),
      { numRuns: 3000 },
    );
  });

  test('whichever octet is overwritten, the same', () => {
    for (let at = 0; at < certificate.der.length; at++) {
      for (const octet of [0x00, 0x01, 0x30, 0x7f, 0x80, 0x84, 0xff]) {
        const mutated = Buffer.from(certificate.der);
        mutated[at] = octet;
        expectReadOrBancError(mutated);
      }
    }
  });
});

function expectReadOrBancError(input: Uint8Array | string): void {
  try {
    readAll(input);
  } catch (error) {
    expect(error).toBeInstanceOf(BancError);
  }
}

test('random bytes and texts end in a BancError', () => {
  fc.assert(
    fc.property(fc.oneof(fc.uint8Array({ maxLength: 200 }), fc.string()), (input) => {
      expect(() => readAll(input)).toThrow(BancError);
    }),
  );
});

test('a megabyte of nested or endless structures is refused at once', () => {
  const nested = Buffer.alloc(1_000_000, Buffer.from('3083', 'hex'));
  const endlessIdentifier = sequence(sequence(tlv(0x06, Buffer.alloc(1_000_000, 0x81))));
  const unclosed = '-----BEGIN CERTIFICATE-----\n'.repeat(40_000);
  const started = process.cpuUsage();
  for (const input of [nested, endlessIdentifier, unclosed]) {
    expect(() => Certificate.parse(input)).toThrow(BancError);
  }
  expect(process.cpuUsage(started).user / 1000).toBeLessThan(500);
});
