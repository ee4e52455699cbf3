import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Certificate, readPkcs12 } from '@banc-gap/pki';
import { beforeEach, describe, expect, it } from 'vitest';
import { foreignTool } from '../../../../scripts/foreign-tool.ts';
import { SERVICE_CLIENT } from '../actors.ts';
import { refusal, slugOf } from '../testing/refusal.ts';
import {
  actorOf,
  type Bench,
  bench,
  CODE,
  clientOrder,
  EJ,
  type Establishment,
  establish,
  f413,
  f414,
  PASSWORD,
  serverOrder,
  WRITER,
  withdrawal,
} from '../testing/scenario.ts';

let b: Bench;
let staff: Establishment;
let at: ReturnType<typeof actorOf>;
beforeEach(async () => {
  b = await bench();
  staff = establish(b.pfcng);
  at = actorOf(staff.administrator);
});

const requested = async (order: unknown = clientOrder) => (await b.pfcng.orders.request(at, order)).id;
const withdraw = async (id: string, rest: Record<string, unknown> = {}) =>
  b.pfcng.orders.withdraw(at, withdrawal(id, rest));
const withdrawn = async () => {
  const id = await requested();
  await withdraw(id);
  return id;
};

describe('a withdrawal', () => {
  it('is the moment of issue: three years from then, in a PKCS#12 with ACI and ACR', async () => {
    const id = await requested();
    expect(b.issuer.issued).toEqual([]);
    b.clock.advance(86_400_000);
    const { order, fileName, mediaType, content } = await withdraw(id);
    expect(order).toMatchObject({
      state: 'withdrawn',
      notBefore: '2026-11-23T08:00:00.000Z',
      notAfter: '2029-11-23T08:00:00.000Z',
    });
    expect({ fileName, mediaType }).toEqual({
      fileName: 'asip-p12-EL-ORG-AUTH_CLI-20261123-090000.p12',
      mediaType: 'application/x-pkcs12',
    });
    const { certificates, keys } = await readPkcs12(content, PASSWORD);
    expect(keys).toHaveLength(1);
    expect(certificates.map(({ certificate }) => certificate.commonName)).toEqual([
      'Client_Diapason_PSP',
      'AC IGC-SANTE ELEMENTAIRE ORGANISATIONS',
      'AC RACINE IGC-SANTE ELEMENTAIRE',
    ]);
    expect(b.issuer.issued.map(({ orderId }) => orderId)).toEqual([id]);
  });

  it('takes the revocation code twice, the terms, and a password for a key made on line', async () => {
    const id = await requested();
    expect(
      (await refusal(() => withdraw(id, { revocationCodeAgain: 'other' }))).extras.errors?.[0]?.field,
    ).toBe('revocationCodeAgain');
    expect(
      (await refusal(() => withdraw(id, { revocationCode: 'abc', revocationCodeAgain: 'abc' }))).extras
        .errors?.[0]?.field,
    ).toBe('revocationCode');
    expect(await slugOf(() => withdraw(id, { acceptTerms: false }))).toBe('terms-not-accepted');
    expect(await slugOf(() => withdraw(id, { keyPassword: undefined }))).toBe('key-password-missing');
    expect(
      (await refusal(() => withdraw(id, { keyPassword: 'mot de pässe' }))).extras.errors?.[0]?.field,
    ).toBe('keyPassword');
    expect(b.pfcng.orders.get(at, id).state).toBe('requested');
    expect((await withdraw(id)).order.state).toBe('withdrawn');
  });

  it('is for those who are habilitated, once', async () => {
    const id = await requested();
    expect(await slugOf(() => b.pfcng.orders.withdraw(actorOf(staff.cde), withdrawal(id)))).toBe(
      'not-habilitated',
    );
    await withdraw(id);
    expect(await slugOf(() => withdraw(id))).toBe('order-not-requested');
    expect(await slugOf(() => withdraw('pfcng-none'))).toBe('not-found');
    expect(b.issuer.issued).toHaveLength(1);
  });

  it('given twice at once is one certificate', async () => {
    const id = await requested();
    const files = await Promise.all([withdraw(id), withdraw(id)]);
    const [one, other] = files.map(({ order }) => order.serialNumber);
    expect(one).toBe(other);
    expect(b.issuer.issued).toHaveLength(1);
  });

  it('may be downloaded again with its password, by those who are habilitated', async () => {
    const id = await requested();
    const download = (keyPassword?: string, card = staff.administrator) =>
      b.pfcng.orders.download(actorOf(card), { order: id, keyPassword });
    expect(await slugOf(() => download(PASSWORD))).toBe('order-not-withdrawn');
    await withdraw(id);
    expect((await readPkcs12((await download(PASSWORD)).content, PASSWORD)).keys).toHaveLength(1);
    expect(await slugOf(() => download('mot-de-passe-2'))).toBe('key-password-wrong');
    expect(await slugOf(() => download())).toBe('key-password-missing');
    expect(await slugOf(() => download(PASSWORD, staff.cde))).toBe('not-habilitated');
  });

  it('leaves neither code nor password in journal, mail or views', async () => {
    const id = await withdrawn();
    const seen = JSON.stringify([
      b.journal(),
      b.pfcng.mailbox.list(SERVICE_CLIENT),
      b.pfcng.orders.get(at, id),
    ]);
    expect(seen).not.toContain(CODE);
    expect(seen).not.toContain(PASSWORD);
    expect(seen).not.toMatch(/PRIVATE KEY|revocationSeal|passwordSeal/);
  });
});

describe.skipIf(!foreignTool('openssl'))('a CSR', () => {
  const openssl = (...parameters: string[]) => {
    const { status, stderr } = spawnSync('openssl', parameters, { encoding: 'utf8' });
    expect(stderr && status).not.toBe(1);
  };
  const newCsr = (bits = 2048) => {
    const directory = mkdtempSync(join(tmpdir(), 'banc-csr-'));
    try {
      const file = join(directory, 'csr.pem');
      openssl(
        'req',
        '-new',
        '-newkey',
        `rsa:${bits}`,
        '-nodes',
        '-keyout',
        join(directory, 'key.pem'),
        '-subj',
        '/CN=whatever',
        '-out',
        file,
      );
      return readFileSync(file, 'utf8');
    } finally {
      rmSync(directory, { recursive: true });
    }
  };
  const withCsr = (csr: string) => ({ ...clientOrder, key: { source: 'csr', csr } });

  it('gets the certificate alone, with the issuing CA beside it', async () => {
    const id = await requested(withCsr(newCsr()));
    expect(b.pfcng.orders.get(at, id).warnings.map(({ id: warning }) => warning)).toEqual([
      'csr-subject-overridden',
    ]);
    expect(await slugOf(() => withdraw(id))).toBe('key-password-unexpected');
    const { mediaType, fileName, content, intermediate } = await withdraw(id, { keyPassword: undefined });
    expect({ mediaType, fileName }).toEqual({
      mediaType: 'application/pkix-cert',
      fileName: 'asip-p12-EL-ORG-AUTH_CLI-20261122-090000.cer',
    });
    expect(Certificate.parse(content).commonName).toBe('Client_Diapason_PSP');
    expect(intermediate).toMatchObject({ fileName: 'ACI-EL-ORG.cer', path: '/AC/ACI-EL-ORG.cer' });
  });

  it('of a test certificate is warned of the intermediate that S1 and S2 name', async () => {
    const [card] = b.pfcng.forms.submit(
      WRITER,
      f414({ structure: EJ }, { domain: '*ch-ville.fr', cards: { answer: 'non', cardOfKit: 1 } }),
    ).outcome!.cards!;
    const order = await b.pfcng.orders.request(actorOf(card!), { ...withCsr(newCsr()), environment: 'test' });
    expect(order.warnings.map(({ id }) => id)).toContain('test-intermediate');
    const file = await b.pfcng.orders.withdraw(
      actorOf(card!),
      withdrawal(order.id, { keyPassword: undefined }),
    );
    expect(file.intermediate).toMatchObject({ path: '/AC%20TEST/ACI-EL-ORG-TEST.cer' });
  });

  it('is refused for its faults, and its key is taken once', async () => {
    const csr = newCsr();
    await requested(withCsr(csr));
    expect((await refusal(() => requested(withCsr(csr)))).slug).toBe('csr-refused');
    expect(await slugOf(() => requested(withCsr(newCsr(1024))))).toBe('csr-refused');
    expect(await slugOf(() => requested(withCsr('no CSR')))).toBe('csr-refused');
    expect((await refusal(() => requested(withCsr('x'.repeat(20_000))))).extras.errors?.[0]?.field).toBe(
      'key.csr',
    );
  });

  it('is not even read for whoever is not habilitated', async () => {
    expect(await slugOf(() => b.pfcng.orders.request(actorOf(staff.cde), withCsr('no CSR')))).toBe(
      'not-habilitated',
    );
  });
});

describe('a revocation', () => {
  const revoke = (card: string, order: string, rest: Record<string, unknown> = {}) =>
    b.pfcng.orders.revoke(actorOf(card), { order, ground: 'perte', ...rest });

  it('by the administrator takes the code', async () => {
    const id = await withdrawn();
    expect(await slugOf(() => revoke(staff.administrator, id))).toBe('revocation-code-wrong');
    expect(await slugOf(() => revoke(staff.administrator, id, { revocationCode: 'other' }))).toBe(
      'revocation-code-wrong',
    );
    expect(b.issuer.revoked).toEqual([]);
    expect(await revoke(staff.administrator, id, { revocationCode: CODE })).toMatchObject({
      state: 'revoked',
      revocationGround: 'perte',
    });
    expect(b.issuer.revoked).toEqual([
      { serialNumber: b.issuer.issued[0]!.certificate.serialNumber, issuer: 'igc-sante/aci-el-org' },
    ]);
  });

  it.each(['cde', 'mandataire'] as const)('by the holder of the %s takes none', async (signer) => {
    expect((await revoke(staff[signer], await withdrawn())).state).toBe('revoked');
  });

  it('is not for strangers, nor for those who have lost their right', async () => {
    const id = await withdrawn();
    const other = b.pfcng.forms.submit(WRITER, f414()).outcome!.cards![0]!;
    expect(await slugOf(() => revoke(other, id, { revocationCode: CODE }))).toBe('not-habilitated');
    for (const habilitation of b.pfcng.habilitations.list(SERVICE_CLIENT, { card: staff.administrator })) {
      b.pfcng.habilitations.remove(SERVICE_CLIENT, { id: habilitation.id, why: 'départ' });
    }
    expect(await slugOf(() => revoke(staff.administrator, id, { revocationCode: CODE }))).toBe(
      'not-habilitated',
    );
  });

  it('wants a ground of the list, and happens once', async () => {
    const id = await withdrawn();
    expect((await refusal(() => revoke(staff.cde, id, { ground: 'ennui' }))).extras.errors?.[0]?.field).toBe(
      'ground',
    );
    expect(await slugOf(async () => revoke(staff.cde, await requested()))).toBe('order-not-withdrawn');
    await revoke(staff.cde, id);
    expect(await slugOf(() => revoke(staff.cde, id))).toBe('order-not-active');
  });
});

describe('a renewal', () => {
  const renew = (order: string) => b.pfcng.orders.renew(at, { order, key: { source: 'on-line' } });

  it('orders the same product while the certificate is active', async () => {
    const id = await withdrawn();
    const renewed = await renew(id);
    expect(renewed).toMatchObject({ renews: id, product: clientOrder.product, state: 'requested' });
    expect((await withdraw(renewed.id)).order.serialNumber).not.toBe(b.pfcng.orders.get(at, id).serialNumber);
  });

  it('is refused before the withdrawal, after a revocation, and after the end', async () => {
    expect(await slugOf(async () => renew(await requested()))).toBe('order-not-active');
    const revoked = await withdrawn();
    await b.pfcng.orders.revoke(at, { order: revoked, ground: 'vol', revocationCode: CODE });
    expect(await slugOf(() => renew(revoked))).toBe('order-not-active');
    const id = await withdrawn();
    b.clock.set(new Date('2029-11-22T08:00:00Z'));
    expect(b.pfcng.orders.list(SERVICE_CLIENT, { state: 'expired' }).map((order) => order.id)).toEqual([id]);
    const { number } = b.pfcng.cards.issue(SERVICE_CLIENT, {
      type: 'CDE',
      environment: 'production',
      structure: EJ,
      holder: { familyName: 'ESSAI', givenName: 'Denise', email: 'denise@ch-ville.fr' },
    });
    b.pfcng.forms.submit(WRITER, f413(number, number));
    expect(
      await slugOf(() => b.pfcng.orders.renew(actorOf(number), { order: id, key: { source: 'on-line' } })),
    ).toBe('order-not-active');
  });
});

it('the alert of expiry goes to every administrator one month before the end, once', async () => {
  b.pfcng.forms.submit(WRITER, f413(staff.cde, staff.mandataire));
  const id = await requested(serverOrder('gap.ch-ville.fr'));
  await withdraw(id);
  b.clock.set(new Date('2029-10-22T07:59:59Z'));
  expect((await b.pfcng.runDue()).alertedOrders).toEqual([]);
  b.clock.advance(1000);
  expect((await b.pfcng.runDue()).alertedOrders).toEqual([id]);
  expect((await b.pfcng.runDue()).alertedOrders).toEqual([]);
  const [mail] = b.pfcng.mailbox.list(SERVICE_CLIENT, { purpose: 'certificate-expires' });
  expect(mail).toMatchObject({
    recipients: ['alice@ch-ville.fr', 'marc@ch-ville.fr'],
    at: '2029-10-22T08:00:00.000Z',
  });
  expect(mail?.subject).toContain('22 novembre 2029');
});
