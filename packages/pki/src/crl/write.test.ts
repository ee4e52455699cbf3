import { beforeAll, describe, expect, it } from 'vitest';
import { foreignTool } from '../../../../scripts/foreign-tool.ts';
import { daysAgo, daysAhead } from '../defect.ts';
import { nameOf } from '../names.ts';
import { Mint } from '../testing/minted.ts';
import { runTool } from '../testing/run-tool.ts';
import { buildCrl, type CrlContent } from './write.ts';

let mint: Mint;
beforeAll(async () => {
  mint = await Mint.create();
});

const THIS_UPDATE = new Date('2026-11-01T22:00:09.500Z');

function crl(content: Partial<CrlContent> = {}): Buffer {
  return buildCrl({
    issuer: mint.get('igc-sante-test/aci-el-org').signer,
    thisUpdate: THIS_UPDATE,
    nextUpdate: new Date('2026-11-07T22:00:09Z'),
    number: 1287,
    entries: [],
    ...content,
  });
}

const openssl = (der: Buffer, ...parameters: readonly string[]): string =>
  runTool('openssl', ['crl', '-inform', 'DER', '-in', 'list.crl', ...parameters], {
    'list.crl': der,
    'issuer.pem': mint.get('igc-sante-test/aci-el-org').certificate.pem,
  }).output;

const text = (der: Buffer): string => openssl(der, '-noout', '-text');

const signature = (der: Buffer): string => openssl(der, '-noout', '-CAfile', 'issuer.pem').trim();

describe.skipIf(!foreignTool('openssl'))('buildCrl, as openssl reads it', () => {
  it('is a version 2 list that its issuer has signed', () => {
    const list = crl();
    expect(signature(list)).toBe('verify OK');
    expect(text(list)).toMatch(
      /Version 2 \(0x1\)\n.*sha256WithRSAEncryption\n.*Issuer: C = FR, O = ASIP-SANTE.*\n.*Nov {2}1 22:00:09 2026 GMT\n.*Nov {2}7 22:00:09 2026 GMT\n/,
    );
    expect(text(list)).toContain('No Revoked Certificates');
  });

  it.each([
    ['aki-number', /CRL extensions:\n.*Authority Key Identifier: \n.*\n.*CRL Number: \n +1287\n/],
    ['number-aki', /CRL extensions:\n.*CRL Number: \n +1287\n.*Authority Key Identifier: \n/],
  ] as const)('has its extensions in the order %s', (extensionOrder, pattern) => {
    expect(text(crl({ extensionOrder }))).toMatch(pattern);
  });

  it('lists entries in the given order, without extensions', () => {
    const list = crl({
      entries: [
        {
          serialNumber: '1D5DE25E3DC14BDE00000000000000FF',
          revocationDate: new Date('2026-10-31T23:59:59.999Z'),
        },
        { serialNumber: '00ff', revocationDate: new Date('1999-01-02T03:04:05Z') },
        { serialNumber: '01', revocationDate: new Date('2050-01-01T00:00:00Z') },
      ],
    });
    expect(signature(list)).toBe('verify OK');
    expect(
      [...text(list).matchAll(/Serial Number: (\w+)\n +Revocation Date: (.+)\n/g)].map(
        ([, ...entry]) => entry,
      ),
    ).toEqual([
      ['1D5DE25E3DC14BDE00000000000000FF', 'Oct 31 23:59:59 2026 GMT'],
      ['FF', 'Jan  2 03:04:05 1999 GMT'],
      ['01', 'Jan  1 00:00:00 2050 GMT'],
    ]);
    expect(text(list)).not.toContain('CRL entry extensions');
    expect(
      runTool('openssl', ['asn1parse', '-inform', 'DER', '-in', 'list.crl'], { 'list.crl': list }).output,
    ).toMatch(/GENERALIZEDTIME +:20500101000000Z/);
  });

  it('gives a reason code only where there is one', () => {
    const list = crl({ entries: [{ serialNumber: '0a', revocationDate: THIS_UPDATE, reason: 6 }] });
    expect(text(list)).toMatch(/CRL Reason Code: \n +Certificate Hold\n/);
    expect(signature(list)).toBe('verify OK');
  });

  it('takes entries from anything that can be iterated, ten thousands of them', () => {
    const list = crl({
      entries: (function* () {
        for (let index = 0; index < 20_000; index++) {
          yield {
            serialNumber: (0x40000000 + index).toString(16),
            revocationDate: new Date(THIS_UPDATE.getTime() - index * 86_399_000),
          };
        }
      })(),
    });
    expect(signature(list)).toBe('verify OK');
    const serialNumbers = [...text(list).matchAll(/Serial Number: (\w+)/g)].map(([, serial]) => serial);
    expect(serialNumbers).toHaveLength(20_000);
    expect(serialNumbers.at(-1)).toBe('40004E1F');
  });

  it.each([[{ signature: 'corrupted' }], [{ signature: 'by-another-key' }]] as const)(
    'is not verified by its issuer with %j',
    (defect) => {
      expect(signature(crl({ defect }))).toBe('verify failure');
    },
  );

  it('can be out of date, or never end', () => {
    const list = crl({ defect: { thisUpdate: daysAgo(8), nextUpdate: daysAgo(1) } });
    expect(text(list)).toMatch(
      /Last Update: Oct 24 22:00:09 2026 GMT\n +Next Update: Oct 31 22:00:09 2026 GMT/,
    );
    expect(text(crl({ defect: { thisUpdate: daysAhead(1) } }))).toContain(
      'Last Update: Nov  2 22:00:09 2026',
    );
    expect(text(crl({ defect: { nextUpdate: null } }))).toContain('Next Update: NONE');
  });

  it('can name another issuer, lack extensions, or have more', () => {
    const list = text(
      crl({
        defect: {
          issuer: nameOf(['CN', 'somebody']),
          omitExtensions: ['cRLNumber'],
          addExtensions: [{ oid: '2.5.29.28', critical: true, value: '30038101ff' }],
          signatureDigest: 'sha1',
        },
      }),
    );
    expect(list).toContain('Issuer: CN = somebody');
    expect(list).not.toContain('CRL Number');
    expect(list).toMatch(/Issuing Distribution Point: critical\n +Only User Certificates/);
    expect(list).toContain('sha1WithRSAEncryption');
  });

  it('is a delta with a base number, which openssl shows as critical', () => {
    const delta = crl({ number: 1290, baseNumber: 1287 });
    expect(text(delta)).toMatch(/Delta CRL Indicator: critical\n +1287\n/);
    expect(text(delta)).toMatch(/CRL Number: \n +1290\n/);
    expect(signature(delta)).toBe('verify OK');
  });

  it('can be cut off', () => {
    expect(text(crl({ defect: { der: 'truncated' } }))).toContain('Unable to load CRL');
  });
});

describe('buildCrl', () => {
  it.each(['', '0', '0g', 'zz'.repeat(2), '01'.repeat(65)])(
    'refuses the serial number %j',
    (serialNumber) => {
      expect(() => crl({ entries: [{ serialNumber, revocationDate: THIS_UPDATE }] })).toThrow(RangeError);
    },
  );
});
