import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { foreignTool } from '../../../../scripts/foreign-tool.ts';
import { Certificate } from '../certificate.ts';
import { constructed, integer, octetString, sequence, tlv } from '../der/encode.ts';
import { BancError } from '../error-catalogue.ts';
import { encodeExtension } from '../extensions-encode.ts';
import { nameOf, nameToString } from '../names.ts';
import { handmadeCrl, handmadeEntry, REVOCATION_DATE } from '../testing/handmade-crl.ts';
import { Hierarchy } from '../testing/hierarchy.ts';
import { runTool } from '../testing/run-tool.ts';
import { Crl } from './read.ts';
import { CrlSet } from './set.ts';
import { buildCrl } from './write.ts';

let hierarchy: Hierarchy;
beforeAll(async () => {
  hierarchy = await Hierarchy.create();
});

const REASON = '2.5.29.21';
const entry = handmadeEntry;
const crl = (entries: readonly Buffer[], more?: Parameters<typeof handmadeCrl>[3]): Buffer =>
  handmadeCrl(hierarchy, 'root', entries, more);

const reason = (code: number, critical = false) => ({
  oid: REASON,
  critical,
  value: tlv(0x0a, Buffer.of(code)),
});

describe.skipIf(!foreignTool('openssl'))('a CRL by OpenSSL', () => {
  const CONFIG = `
    [ca]
    default_ca = authority
    [authority]
    database = index.txt
    crlnumber = number
    default_md = sha256
    default_crl_days = 6
    crl_extensions = extensions
    [extensions]
    authorityKeyIdentifier = keyid:always
    [req]
    distinguished_name = name
    [name]
    CN = x`;
  const revoked = (serial: string, date: string) => `R\t300101000000Z\t${date}\t${serial}\tunknown\t/CN=x\n`;
  const INDEX =
    revoked('01', '250401120000Z') +
    revoked('00FF', '250402000000Z,keyCompromise') +
    revoked('1D5DE25E3DC14BDE1D5DE25E3DC14BDE', '250403000000Z,certificateHold');

  test('has the fields and the entries that openssl gave it', () => {
    const script =
      'openssl req -x509 -config openssl.cnf -newkey rsa:2048 -nodes -keyout key -out ca -subj /C=FR/CN=Racine -addext subjectKeyIdentifier=hash 2>&1 && ' +
      'openssl ca -config openssl.cnf -gencrl -keyfile key -cert ca 2>/dev/null && cat ca';
    const { output } = runTool('sh', ['-c', script], {
      'openssl.cnf': CONFIG,
      'index.txt': INDEX,
      number: '0507',
    });
    const list = Crl.parse(output);
    const ca = Certificate.parse(output);
    expect(list.entryCount).toBe(3);
    expect(list.find('01')).toEqual({ serialNumber: '01', revocationDate: new Date('2025-04-01T12:00:00Z') });
    expect(list.find('00FF')).toMatchObject({ reason: 1 });
    expect(list.find('1D5DE25E3DC14BDE1D5DE25E3DC14BDE')).toMatchObject({ reason: 6 });
    for (const absent of ['', '00', 'FF', '0001', '1D5DE25E3DC14BDE'])
      expect(list.find(absent)).toBeUndefined();
    expect([...list.entries].map(({ serialNumber }) => serialNumber)).toHaveLength(3);
    expect(list.number).toBe(1287n);
    expect(nameToString(list.issuer)).toBe('CN=Racine,C=FR');
    expect(list.authorityKeyIdentifier).toEqual(ca.subjectKeyIdentifier);
    expect(list.nextUpdate!.getTime() - list.thisUpdate.getTime()).toBe(6 * 86_400_000);
    expect(list.isDelta).toBe(false);
    expect(list.verify(ca)).toBe(true);
    expect(list.verify(Certificate.parse(hierarchy.certificate('root')))).toBe(false);
    expect(Crl.parse(list.der).pem).toBe(list.pem);
    expect(output).toContain(list.pem);
  });
});

describe('what a CRL may not be', () => {
  test.each<[string, () => Buffer, RegExp]>([
    [
      'version 1 with entry extensions',
      () => crl([entry(1, reason(1))], { version: [] }),
      /are in a list of version 1/,
    ],
    ['version 3', () => crl([], { version: [integer(2)] }), /version is neither/],
    ['removeFromCRL in a full list', () => crl([entry(1, reason(8))]), /removeFromCRL/],
    ['the same in a critical extension', () => crl([entry(1, reason(8, true))]), /removeFromCRL/],
    ['a reason that there is not', () => crl([entry(1, reason(7))]), /reasonCode is not a CRLReason/],
    [
      'an entry without a time',
      () => crl([sequence(integer(1))]),
      /missing or cut off|without a revocationDate/,
    ],
    [
      'an entry without a serial number',
      () => crl([sequence(REVOCATION_DATE)]),
      /does not start with a serial number/,
    ],
    [
      'a serial number not in the shortest form',
      () => crl([sequence(tlv(2, Buffer.of(0, 1)), REVOCATION_DATE)]),
      /shortest/,
    ],
    ['an empty serial number', () => crl([sequence(tlv(2), REVOCATION_DATE)]), /empty INTEGER/],
    ['30 February', () => crl([sequence(integer(1), tlv(0x17, Buffer.from('250230000000Z')))]), /calendar/],
    ['month 13', () => crl([sequence(integer(1), tlv(0x17, Buffer.from('251301000000Z')))]), /calendar/],
    [
      'something after an entry',
      () => crl([sequence(integer(1), REVOCATION_DATE, sequence(), integer(1))]),
      /Extensions/,
    ],
    ['something that is no entry', () => crl([integer(1)]), /revokedCertificates/],
    [
      'an extension twice in an entry',
      () => crl([entry(1, reason(1), reason(1))]),
      /crlEntryExtensions has 2\.5\.29\.21 twice/,
    ],
    [
      'an extension twice',
      () => {
        const number = encodeExtension({ oid: '2.5.29.20', critical: false, value: integer(1) });
        return crl([], { after: [constructed(0, sequence(number, number))] });
      },
      /crlExtensions has 2\.5\.29\.20 twice/,
    ],
    [
      'something after the extensions',
      () => crl([], { after: [integer(1)] }),
      /tbsCertList has something after/,
    ],
  ])('%s', (_, make, expected) => {
    expect(() => Crl.parse(make())).toThrow(BancError);
    expect(() => Crl.parse(make())).toThrow(expected);
  });
});

test('critical extensions of entries that nobody knows are told', () => {
  const unknown = { oid: '2.5.29.29', critical: true, value: octetString(Buffer.of()) };
  const list = Crl.parse(
    crl([entry(1), entry(2, reason(1), unknown), entry(3, { ...unknown, critical: false })]),
  );
  expect([...list.entries.unknownCriticalExtensions]).toEqual(['2.5.29.29']);
  expect(list.find('02')).toMatchObject({ reason: 1 });
});

test('a version 1 list without extensions is read', () => {
  const list = Crl.parse(crl([entry(1)], { version: [] }));
  expect(list.find('01')).toBeDefined();
  expect(list.number).toBeUndefined();
});

test('every serial number of a list is found, and no other', () => {
  const serials = fc.uniqueArray(
    fc.uint8Array({ minLength: 1, maxLength: 20 }).map((octets) => {
      const hex = Buffer.from(octets)
        .toString('hex')
        .replace(/^(00)+(?=..)/, '')
        .toUpperCase();
      return /^[89A-F]/.test(hex) ? `00${hex}` : hex;
    }),
    { minLength: 1, maxLength: 100 },
  );
  fc.assert(
    fc.property(serials, ([absent, ...revoked]) => {
      const list = Crl.parse(hierarchy.crl('issuing', { revoked, reason: 1 }));
      for (const serialNumber of revoked)
        expect(list.find(serialNumber)).toMatchObject({ serialNumber, reason: 1 });
      expect(list.find(absent!)).toBeUndefined();
    }),
    { numRuns: 50 },
  );
});

test('whatever is changed in it, reading ends in a CRL or in a BancError', () => {
  const der = hierarchy.crl('issuing', { revoked: ['01', '02', '03'], reason: 1 });
  const edit = fc.tuple(fc.nat({ max: der.length - 1 }), fc.nat({ max: 255 }));
  fc.assert(
    fc.property(fc.array(edit, { minLength: 1, maxLength: 3 }), (edits) => {
      const mutated = Buffer.from(der);
      for (const [at, octet] of edits) mutated[at] = octet;
      try {
        const list = Crl.parse(mutated);
        list.find('02');
        for (const { serialNumber } of list.entries) expect(list.find(serialNumber)).toBeDefined();
      } catch (error) {
        expect(error).toBeInstanceOf(BancError);
      }
    }),
    { numRuns: 5000 },
  );
  for (let length = 0; length < der.length; length++) {
    expect(() => Crl.parse(der.subarray(0, length))).toThrow(BancError);
  }
});

test('a million entries are read and searched in a moment', () => {
  const count = 1_000_000;
  const serialAt = (index: number) =>
    `1D5DE25E3DC14BDE${(0x1000_0000_0000 + index * 7919).toString(16).toUpperCase()}`;
  const der = buildCrl({
    issuer: { name: nameOf(['CN', 'x']), privateKey: hierarchy.key('root').privateKey },
    thisUpdate: new Date('2025-06-01'),
    nextUpdate: new Date('2025-06-07'),
    number: 1,
    entries: Array.from({ length: count }, (_, index) => ({
      serialNumber: serialAt(index),
      revocationDate: new Date(1_745_000_000_000),
    })),
  });
  const before = process.memoryUsage();
  const started = process.cpuUsage();
  const list = Crl.parse(der);
  const found = [0, 1, 499_999, count - 1].map((index) => list.find(serialAt(index))?.serialNumber);
  const { user } = process.cpuUsage(started);
  const after = process.memoryUsage();
  expect(list.entryCount).toBe(count);
  expect(found).toEqual([0, 1, 499_999, count - 1].map(serialAt));
  expect(list.find(serialAt(count))).toBeUndefined();
  expect(user / 1000).toBeLessThan(1000);
  expect(after.heapUsed + after.arrayBuffers - before.heapUsed - before.arrayBuffers).toBeLessThan(200e6);
});

test('a set gives the CRLs in the name of a CA', () => {
  const lists = (['root', 'top', 'issuing', 'issuing'] as const).map((level) =>
    Crl.parse(hierarchy.crl(level)),
  );
  const set = new CrlSet(lists);
  expect(set.issuedBy(Certificate.parse(hierarchy.certificate('issuing')))).toEqual(lists.slice(2));
  expect(set.issuedBy(Certificate.parse(hierarchy.certificate('leaf')))).toEqual([]);
});
