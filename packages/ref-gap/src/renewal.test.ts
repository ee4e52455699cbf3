import { beforeAll, describe, expect, test } from 'vitest';
import type { ServedCertificate } from './material.ts';
import { CertificateRenewal } from './renewal.ts';
import { Terminals } from './testing/terminals.ts';

let terminals: Terminals;
beforeAll(async () => {
  terminals = await Terminals.create();
});
const certificate = () => terminals.served('igc-sante-test/ssl-serveur', 'gap.ch-test.fr');
const DAY = 86_400_000;

/** A renewal on a day so many days before the end of the certificate. */
function setting(daysLeft: number) {
  const served = certificate();
  const used: ServedCertificate[] = [];
  const kept: ServedCertificate[] = [];
  const issued: ServedCertificate[] = [];
  let broken = false;
  const renewal = new CertificateRenewal({
    served,
    use: (given) => void used.push(given),
    file: { write: (given) => void kept.push(given) },
    platform: {
      async renew() {
        if (broken) throw new Error('PFCNG is closed');
        issued.push(certificate());
        return issued.at(-1)!;
      },
    },
    clock: { now: () => new Date(end - daysLeft * DAY) },
  });
  const end = Date.parse(renewal.certificate.validTo);
  return {
    renewal,
    used,
    kept,
    issued,
    served,
    breaks: () => {
      broken = true;
    },
  };
}

describe('a certificate', () => {
  test.each([
    [31, 0],
    [30, 1],
    [-1, 1],
  ])('that has %i days left is renewed %i times', async (daysLeft, times) => {
    const { renewal, used, kept, issued } = setting(daysLeft);
    expect(await renewal.renewIfDue()).toBe(times === 1);
    expect(used).toEqual(issued);
    expect(kept).toEqual(issued);
    expect(used).toHaveLength(times);
  });

  test('that is asked for twice at once is ordered once', async () => {
    const { renewal, issued } = setting(10);
    const [one, other] = await Promise.all([renewal.renew(), renewal.renew()]);
    expect(one).toBe(other);
    expect(issued).toHaveLength(1);
  });

  test('that the platform does not issue: the GAP goes on with what it has, and asks again later', async () => {
    const { renewal, used, breaks, served } = setting(10);
    breaks();
    await expect(renewal.renewIfDue()).rejects.toThrow('PFCNG is closed');
    expect(used).toEqual([]);
    expect(served.certificateChain).toContain(renewal.certificate.toString());
    await expect(renewal.renewIfDue()).rejects.toThrow('PFCNG is closed');
  });
});
