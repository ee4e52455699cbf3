import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ManualClock, seededRandom } from '@banc-gap/simkit';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SERVICE_CLIENT } from '../actors.ts';
import { openPfcng, type Pfcng } from '../pfcng.ts';
import { slugOf } from '../testing/refusal.ts';
import {
  actorOf,
  bench,
  CODE,
  clientOrder,
  type Establishment,
  establish,
  PASSWORD,
  START,
  TestIssuer,
  withdrawal,
} from '../testing/scenario.ts';

let directory: string;
let issuer: TestIssuer;
let pfcng: Pfcng;
let staff: Establishment;
let id: string;
const clock = new ManualClock(START);

/** The platform as another process finds it: the same store, the same issuer. */
async function reopen(): Promise<void> {
  pfcng.close();
  issuer.interrupt = () => {};
  clock.advance(3_600_000);
  pfcng = await openPfcng({
    file: join(directory, 'pfcng.sqlite'),
    issuer,
    clock,
    random: seededRandom('reopened'),
  });
}

beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), 'banc-pfcng-'));
  issuer = new TestIssuer();
  ({ pfcng } = await bench({ file: join(directory, 'pfcng.sqlite'), issuer, clock }));
  staff = establish(pfcng);
  id = (await pfcng.orders.request(actorOf(staff.administrator), clientOrder)).id;
});
afterEach(() => {
  pfcng.close();
  rmSync(directory, { recursive: true });
});

const at = () => actorOf(staff.administrator);
const dieAt = (moment: string) => {
  issuer.interrupt = (now) => {
    if (now === moment) throw new Error('died');
  };
};
const events = () => pfcng.changes.list(SERVICE_CLIENT, { about: id }).map(({ event }) => event);

describe.each(['issuing', 'issued'])('a platform that dies %s', (moment) => {
  beforeEach(async () => {
    dieAt(moment);
    await expect(pfcng.orders.withdraw(at(), withdrawal(id))).rejects.toThrow('died');
    expect(pfcng.orders.get(at(), id).state).toBe('withdrawing');
  });

  it('completes the withdrawal when it is opened again: one order, one certificate, of the moment of withdrawal', async () => {
    const withdrawnAt = pfcng.orders.get(at(), id).withdrawnAt!;
    await reopen();
    expect(pfcng.orders.get(at(), id)).toMatchObject({ state: 'withdrawn', notBefore: withdrawnAt });
    expect(issuer.issued.map(({ orderId }) => orderId)).toEqual([id]);
    expect(events()).toEqual(['order-requested', 'withdrawal-begun', 'certificate-withdrawn']);
    const file = await pfcng.orders.download(at(), { order: id, keyPassword: PASSWORD });
    expect(file.content.length).toBeGreaterThan(0);
    expect(pfcng.mailbox.list(SERVICE_CLIENT, { purpose: 'order-withdrawn' })).toHaveLength(1);
  });

  it('lets the same person go on with the same code and password, and nobody else', async () => {
    issuer.interrupt = () => {};
    const another = withdrawal(id, { revocationCode: 'other', revocationCodeAgain: 'other' });
    expect(await slugOf(() => pfcng.orders.withdraw(at(), another))).toBe('revocation-code-wrong');
    expect(
      await slugOf(() => pfcng.orders.withdraw(at(), withdrawal(id, { keyPassword: 'mot-de-passe-2' }))),
    ).toBe('key-password-wrong');
    expect((await pfcng.orders.withdraw(at(), withdrawal(id))).order.state).toBe('withdrawn');
    expect(issuer.issued).toHaveLength(1);
  });
});

describe.each(['revoking', 'revoked'])('a platform that dies %s', (moment) => {
  it('completes the revocation when it is opened again, once', async () => {
    await pfcng.orders.withdraw(at(), withdrawal(id));
    dieAt(moment);
    const revocation = { order: id, ground: 'vol', revocationCode: CODE };
    await expect(pfcng.orders.revoke(at(), revocation)).rejects.toThrow('died');
    await reopen();
    expect(pfcng.orders.get(at(), id)).toMatchObject({ state: 'revoked', revocationGround: 'vol' });
    expect(issuer.revoked).toHaveLength(1);
    expect(events().slice(-2)).toEqual(['revocation-begun', 'certificate-revoked']);
    expect(await slugOf(() => pfcng.orders.revoke(at(), revocation))).toBe('order-not-active');
  });
});

it('an issuer that refuses one order does not keep the platform closed', async () => {
  dieAt('issuing');
  await expect(pfcng.orders.withdraw(at(), withdrawal(id))).rejects.toThrow('died');
  pfcng.close();
  pfcng = await openPfcng({ file: join(directory, 'pfcng.sqlite'), issuer, clock });
  expect(pfcng.orders.get(at(), id).state).toBe('withdrawing');
  expect(pfcng.changes.list(SERVICE_CLIENT, { about: id }).at(-1)).toMatchObject({
    event: 'resumption-failed',
    why: 'died',
  });
  issuer.interrupt = () => {};
  expect((await pfcng.orders.withdraw(at(), withdrawal(id))).order.state).toBe('withdrawn');
});

it('what was acknowledged is there when it is opened again', async () => {
  const before = pfcng.changes.list(SERVICE_CLIENT);
  await reopen();
  expect(pfcng.changes.list(SERVICE_CLIENT)).toEqual(before);
  expect(pfcng.orders.offers(at())).toHaveLength(2);
  expect(pfcng.mailbox.list(SERVICE_CLIENT)).toHaveLength(11);
});
