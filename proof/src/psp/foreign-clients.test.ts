import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { foreignTool } from '../../../scripts/foreign-tool.ts';
import { runCurl, runJava, runSClient } from './clients.ts';
import { ACCOUNT, type Provider, startProvider } from './provider.ts';

let provider: Provider;
beforeAll(async () => {
  provider = await startProvider();
});
afterAll(() => provider[Symbol.asyncDispose]());

const client = () => join(provider.kit, 'diapason-psp-client');
const target = () => ({ provider, port: provider.running.port });

/** A token, as a terminal gets it. */
async function newToken(): Promise<string> {
  const answer = await fetch(`${provider.running.controlUrl}/acquirer/tokens`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      account: ACCOUNT,
      card: { scheme: 'CB', lastDigits: '0042', expires: '2030-04' },
      terminal: '0000BANC00000001',
    }),
  });
  return ((await answer.json()) as { token: string }).token;
}

describe.skipIf(!foreignTool('curl') || !foreignTool('openssl'))('curl as the PSP client of a GAP', () => {
  const post = (path: string, key: string, body: object) =>
    runCurl(
      target(),
      client(),
      path,
      ...['--header', 'Content-Type: application/json', '--header', `Idempotency-Key: ${key}`],
      ...['--data', JSON.stringify(body)],
    );

  test('goes through the day with the kit, and a retry is no second debit', async () => {
    const consent = {
      token: await newToken(),
      ceiling: 50_00,
      currency: 'EUR',
      patientRef: 'P-CURL',
      episodeRef: 'S-CURL',
      contact: 'email',
    };
    const { id } = JSON.parse(
      (await post('/mandates', '0c0ffee0-0000-4000-8000-000000000001', consent)).stdout,
    );
    const order = { mandate: id, amount: 17_00, currency: 'EUR', merchantReference: 'F-CURL' };
    const key = '0c0ffee0-0000-4000-8000-000000000002';
    const first = JSON.parse((await post('/payments', key, order)).stdout);
    const again = JSON.parse((await post('/payments', key, order)).stdout);
    expect(first).toMatchObject({ state: 'AUTHORISED', amount: 17_00 });
    expect(again).toEqual(first);
    const other = await post('/payments', key, { ...order, amount: 18_00 });
    expect(JSON.parse(other.stdout).type).toBe('urn:banc-gap:psp:problem:idempotency-conflict');
    provider.psp.settlements.close({ including: 'today' });
    expect(JSON.parse((await runCurl(target(), client(), '/settlements')).stdout).items[0]).toMatchObject({
      net: 17_00,
    });
  });

  test('finds a debit whose answer was lost by its key', async () => {
    const consent = {
      token: await newToken(),
      ceiling: 150_00,
      currency: 'EUR',
      patientRef: 'P-LOST',
      episodeRef: 'S-LOST',
      contact: 'none',
    };
    const { id } = JSON.parse(
      (await post('/mandates', '0c0ffee0-0000-4000-8000-000000000003', consent)).stdout,
    );
    const order = { mandate: id, amount: 97_02, currency: 'EUR', merchantReference: 'F-LOST' };
    const key = '0c0ffee0-0000-4000-8000-000000000004';
    const lost = await post('/payments', key, order);
    expect([lost.status, lost.stdout]).not.toContain(0);
    const found = await runCurl(target(), client(), `/payments?idempotencyKey=${key}`);
    expect(JSON.parse(found.stdout).items).toMatchObject([{ state: 'AUTHORISED', amount: 97_02 }]);
  });

  test('is offered the prescribed suite, as s_client sees it, and checks the chain of the provider', async () => {
    const { stdout } = await runSClient(target(), client());
    expect(stdout).toMatch(/Cipher is ECDHE-RSA-AES256-SHA384/);
    expect(stdout).toMatch(/Verify return code: 0 \(ok\)/);
  });
});

describe.skipIf(!foreignTool('java'))('the HTTP client of Java as the PSP client of a GAP', () => {
  test('debits once with the kit', async () => {
    expect(await runJava(target(), await newToken())).toBe('AUTHORISED true');
  });
});

describe.skipIf(!foreignTool('curl'))('a certificate that is revoked while the GAP is running', () => {
  test('is refused at its next request', async () => {
    const ask = () => runCurl(target(), client(), '/settlements');
    expect((await ask()).status).toBe(0);
    await provider.revokeKit();
    expect((await ask()).stderr).toMatch(/alert certificate revoked/);
  });
});
