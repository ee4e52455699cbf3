import { Certificate, encodeOcspError } from '@banc-gap/pki';
import { Admission, ManualClock } from '@banc-gap/simkit';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { PspServiceOptions } from './service.ts';
import { type Bench, bench } from './testing/bench.ts';
import { alertFor, send } from './testing/client.ts';
import { GAP, TestPki } from './testing/pki.ts';
import { type Responder, startResponder } from './testing/responder.ts';

const PATH = '/diapason/v1/self/settlements';
const HOUR_MS = 3_600_000;
const ACI = 'igc-sante-test/aci-el-org';

let stack: AsyncDisposableStack;
let clock: ManualClock;
let responder: Responder;
beforeEach(async () => {
  stack = new AsyncDisposableStack();
  clock = new ManualClock(new Date());
  responder = stack.use(await startResponder(await TestPki.create(), clock));
});
afterEach(() => stack.disposeAsync());

const provider = async (options: Partial<PspServiceOptions> = {}): Promise<Bench> =>
  stack.use(await bench({ revocation: 'ocsp', clock, ...options }));

/** A right client, whose certificate names the responder. */
const client = ({ pki }: Bench, url = responder.url) =>
  pki.identity('igc-sante-test/org-auth-cli', GAP, {
    extensions: { authorityInfoAccess: { value: [{ method: 'ocsp', url }] } },
  });
const serialOf = ({ chain }: { readonly chain: readonly Uint8Array[] }) =>
  Certificate.parse(chain[0]!).serialNumber;
const reason = ({ psp }: Bench) =>
  psp.journal.entries().findLast(({ event }) => event === 'client-refused')?.details.reason;

describe('the OCSP responder that the certificate names', () => {
  test('is asked; what it says of the certificate is what the client gets', async () => {
    const here = await provider();
    expect((await here.ask('GET', 'self/settlements', {}, client(here))).status).toBe(200);
    responder.status = { revokedAt: clock.now() };
    expect(await alertFor(here.running.port, client(here))).toBe('certificate_revoked');
    responder.status = 'unknown';
    expect(await alertFor(here.running.port, client(here))).toBe('certificate_unknown');
    expect(reason(here)).toMatch(/is unknown to the OCSP responder$/);
  });

  test.each([
    ['answers with an HTTP error', { status: 503, body: Buffer.alloc(0) }, /HTTP status 503/],
    ['answers with a web page', { status: 200, body: Buffer.from('<!doctype html>') }, /is no OCSP response/],
    ['asks to come back later', { status: 200, body: encodeOcspError('tryLater') }, /is an error: tryLater/],
    ['sends too much', { status: 200, body: Buffer.alloc(100_000) }, /more than 65536 octets/],
  ])('where it %s, nobody is let in', async (_how, instead, why) => {
    const here = await provider();
    responder.instead = instead;
    expect(await alertFor(here.running.port, client(here))).toBe('certificate_unknown');
    expect(reason(here)).toMatch(why);
  });

  test('where it is silent or gone, nobody is let in, before the handshake is over time', async () => {
    const here = await provider({ ocsp: { timeoutMs: 50 } });
    const { promise, resolve } = Promise.withResolvers<void>();
    responder.wait = promise;
    expect(await alertFor(here.running.port, client(here))).toBe('certificate_unknown');
    expect(reason(here)).toMatch(/none came within 50 ms/);
    resolve();
    await responder[Symbol.asyncDispose]();
    expect(await alertFor(here.running.port, client(here))).toBe('certificate_unknown');
    expect(reason(here)).toMatch(/ECONNREFUSED/);
  });

  test('is never one of the real services', async () => {
    const here = await provider({ ocsp: { timeoutMs: 1000 } });
    expect(await alertFor(here.running.port, here.pki.gap)).toBe('certificate_unknown');
    expect(reason(here)).toMatch(/ocsp\.esante\.gouv\.fr/);
    expect(await alertFor(here.running.port, client(here, 'http://1.1.1.1/'))).toBe('certificate_unknown');
    expect(reason(here)).toMatch(/1\.1\.1\.1 is a public address/);
  });
});

describe('an answer', () => {
  test('is kept until its nextUpdate, and no longer: then a kept connection ends, too', async () => {
    const here = await provider();
    const identity = client(here);
    const connection = await here.connect(identity);
    expect((await send(connection, 'GET', PATH)).status).toBe(200);
    responder.status = { revokedAt: clock.now() };
    clock.advance(HOUR_MS - 1000);
    expect((await send(connection, 'GET', PATH)).status).toBe(200);
    expect(responder.asked).toBe(1);
    clock.advance(1001);
    expect((await send(connection, 'GET', PATH)).status).toBe(401);
    expect(responder.asked).toBe(2);
    expect(await alertFor(here.running.port, identity)).toBe('certificate_revoked');
  });

  test('serves all who wait for it', async () => {
    const here = await provider();
    const admission = new Admission({
      kinds: ['org-auth-cli'],
      revocation: 'ocsp',
      trust: { trustAnchors: () => [here.pki.root(ACI)], crls: here.crls },
      clock,
      journal: here.psp.journal,
    });
    const { chain } = client(here);
    const judgements = await Promise.all([admission.judge(chain), admission.judge(chain)]);
    expect(judgements.map(({ accepted }) => accepted)).toEqual([true, true]);
    expect(responder.asked).toBe(1);
  });
});

describe('CRL and OCSP', () => {
  test('by CRL, nobody is asked; by OCSP, the CRL is for those who name no responder', async () => {
    const byList = await provider({ revocation: 'crl' });
    await (await byList.connect(client(byList))).end();
    expect(responder.asked).toBe(0);
    const byAnswer = await provider();
    const identity = client(byAnswer);
    byAnswer.pki.revoke(serialOf(identity), ACI);
    await (await byAnswer.connect(identity)).end();
    byAnswer.crls = () => [];
    expect(await alertFor(byAnswer.running.port, identity)).toBe('certificate_unknown');
  });

  test('by both, either says that it is revoked', async () => {
    const here = await provider({ revocation: 'both' });
    const identity = client(here);
    await (await here.connect(identity)).end();
    here.pki.revoke(serialOf(identity), ACI);
    expect(await alertFor(here.running.port, identity)).toBe('certificate_revoked');
    responder.status = { revokedAt: clock.now() };
    expect(await alertFor(here.running.port, client(here))).toBe('certificate_revoked');
  });

  test('off, a revoked certificate is let in', async () => {
    const here = await provider({ revocation: 'off' });
    here.crls = () => {
      throw new Error('nobody should ask');
    };
    expect((await here.ask('GET', 'self/settlements', {}, client(here))).status).toBe(200);
    expect(responder.asked).toBe(0);
  });
});
