import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Crl } from '@banc-gap/pki';
import { ManualClock } from '@banc-gap/simkit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { foreignTool } from '../../../scripts/foreign-tool.ts';
import { run } from './testing/openssl.ts';
import { type TemporaryAuthorities, temporaryAuthorities } from './testing/temporary-authorities.ts';

const CA = 'igc-sante-test/aci-el-org';

let temporary: TemporaryAuthorities;
const clock = new ManualClock(new Date('2026-11-22T10:00:00Z'));
beforeAll(async () => {
  temporary = await temporaryAuthorities({ clock });
});
afterAll(() => temporary[Symbol.asyncDispose]());

const delta = () => temporary.authorities.delta(CA);
const full = () => temporary.authorities.crl(CA);

async function revokeAnother(orderId: string): Promise<string> {
  const { certificate } = await temporary.authorities.issue({
    orderId,
    profile: 'igc-sante-test/org-auth-cli',
    subject: {
      structure: { departement: 'Paris (75)', name: 'CH', nationalId: '10B0999999' },
      serviceApplicatif: orderId,
    },
  });
  await temporary.authorities.revoke(certificate.serialNumber, CA);
  return certificate.serialNumber;
}

const serialNumbers = (list: Crl) => [...list.entries].map(({ serialNumber }) => serialNumber);

describe('a delta CRL', () => {
  test('says what was revoked since the last full list that came in its turn, and nothing else', async () => {
    const fromTheStart = serialNumbers(full());
    const before = await revokeAnother('before');
    clock.advance(86_400_000);
    const base = full();
    expect(delta()).toMatchObject({ number: base.number, baseNumber: base.number, entryCount: 0 });

    const first = await revokeAnother('first');
    const second = await revokeAnother('second');
    expect(delta()).toMatchObject({ number: full().number, baseNumber: base.number });
    expect(serialNumbers(delta())).toEqual([first, second]);
    expect(serialNumbers(full())).toEqual([...fromTheStart, before, first, second]);

    clock.advance(86_400_000);
    expect(delta().baseNumber).toBe(full().number);
    expect(delta().entryCount).toBe(0);
  });

  test('is as fresh as the full list, and outlived by it', () => {
    expect(delta().thisUpdate).toEqual(full().thisUpdate);
    expect(delta().nextUpdate).toEqual(new Date(full().thisUpdate.getTime() + 86_400_000));
  });

  test.skipIf(!foreignTool('openssl'))('is read and verified by openssl', async () => {
    const serialNumber = await revokeAnother('seen-by-openssl');
    const directory = mkdtempSync(join(tmpdir(), 'banc-delta-'));
    const [list, ca] = [join(directory, 'delta.crl'), join(directory, 'ca.pem')];
    writeFileSync(list, delta().der);
    writeFileSync(ca, temporary.authorities.certificate(CA).pem);
    const { output } = run(
      'openssl',
      ...['crl', '-inform', 'DER', '-in', list, '-CAfile', ca, '-noout', '-text'],
    );
    rmSync(directory, { recursive: true });
    expect(output).toContain('verify OK');
    expect(output).toMatch(new RegExp(`Delta CRL Indicator: critical\\n +${full().number! - 1n}\\n`));
    expect(output).toContain(`Serial Number: ${serialNumber.replace(/^00/, '')}`);
  });
});
