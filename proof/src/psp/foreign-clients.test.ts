import { execFile } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ALERTS } from '@banc-gap/pki';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { foreignTool } from '../../../scripts/foreign-tool.ts';
import { ACCOUNT, type Provider, PSP_NAME, STRANGERS, startProvider } from './provider.ts';

let provider: Provider;
beforeAll(async () => {
  provider = await startProvider();
});
afterAll(() => provider[Symbol.asyncDispose]());

const base = () => `${provider.running.url}/diapason/v1/self`;
const client = () => join(provider.kit, 'diapason-psp-client');
const root = () => join(provider.kit, 'trust/psp.pem');

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

interface Ran {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

function runTool(tool: string, parameters: readonly string[]): Promise<Ran> {
  return new Promise((resolve) => {
    const child = execFile(tool, parameters, { timeout: 60_000 }, (error, stdout, stderr) => {
      resolve({ status: typeof error?.code === 'number' ? error.code : error ? -1 : 0, stdout, stderr });
    });
    child.stdin?.end();
  });
}

describe.skipIf(!foreignTool('curl') || !foreignTool('openssl'))('curl as the PSP client of a GAP', () => {
  const curl = (identity: string | null, path: string, ...options: string[]) =>
    runTool('curl', [
      '--silent',
      '--show-error',
      ...['--cacert', root(), '--resolve', `${PSP_NAME}:${provider.running.port}:127.0.0.1`],
      ...(identity === null
        ? []
        : ['--cert', join(identity, 'fullchain.pem'), '--key', join(identity, 'key.pem')]),
      ...options,
      `${base()}${path}`,
    ]);
  const sClient = (identity: string) =>
    runTool('openssl', [
      ...['s_client', '-connect', `127.0.0.1:${provider.running.port}`, '-servername', PSP_NAME, '-tls1_2'],
      ...['-CAfile', root(), '-verify_return_error', '-verify_hostname', PSP_NAME],
      ...['-cert', join(identity, 'cert.pem'), '-key', join(identity, 'key.pem')],
      ...['-cert_chain', join(identity, 'chain.pem')],
    ]);
  const post = (path: string, key: string, body: object) =>
    curl(
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
    expect(JSON.parse((await curl(client(), '/settlements')).stdout).items[0]).toMatchObject({ net: 17_00 });
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
    const found = await curl(client(), `/payments?idempotencyKey=${key}`);
    expect(JSON.parse(found.stdout).items).toMatchObject([{ state: 'AUTHORISED', amount: 97_02 }]);
  });

  test('without a certificate is refused in the handshake', async () => {
    const { status, stdout, stderr } = await curl(null, '/settlements');
    expect([status, stdout]).not.toContain(0);
    expect(stderr).toMatch(/alert handshake failure/);
  });

  test.each(Object.entries(STRANGERS))('as %s is refused in the handshake', async (name, { alert }) => {
    const { status, stdout } = await curl(provider.stranger(name), '/settlements');
    expect(status).not.toBe(0);
    expect(stdout).toBe('');
    // curl has words of its own for some alerts.
    const { stderr } = await sClient(provider.stranger(name));
    expect(stderr).toMatch(new RegExp(`SSL alert number ${ALERTS[alert]}\\b`));
  });

  test('is offered the prescribed suite, as s_client sees it, and checks the chain of the provider', async () => {
    const { stdout } = await sClient(client());
    expect(stdout).toMatch(/Cipher is ECDHE-RSA-AES256-SHA384/);
    expect(stdout).toMatch(/Verify return code: 0 \(ok\)/);
  });
});

describe.skipIf(!foreignTool('java'))('the HTTP client of Java as the PSP client of a GAP', () => {
  test('debits once with the kit; every other certificate is refused with the right alert', async () => {
    const hosts = join(provider.directory, 'hosts');
    writeFileSync(hosts, `127.0.0.1 ${PSP_NAME}\n`);
    const password = readFileSync(join(client(), 'password.txt'), 'utf8').trim();
    const bundle = (folder: string) => join(folder, 'bundle.p12');
    const { stdout, stderr } = await runTool('java', [
      '-XX:TieredStopAtLevel=1',
      `-Djdk.net.hosts.file=${hosts}`,
      fileURLToPath(new URL('PspClient.java', import.meta.url)),
      ...[base(), root(), await newToken(), password, bundle(client())],
      ...Object.keys(STRANGERS).map((name) => bundle(provider.stranger(name))),
    ]);
    expect(stderr).toBe('');
    const [debit, ...refusals] = stdout.trim().split('\n');
    expect(debit).toBe('AUTHORISED true');
    const alerts = refusals.map((line) => /fatal alert: (\w+)/.exec(line)?.[1] ?? line);
    expect(Object.fromEntries(Object.keys(STRANGERS).map((name, index) => [name, alerts[index]]))).toEqual(
      Object.fromEntries(Object.entries(STRANGERS).map(([name, { alert }]) => [name, alert])),
    );
  });
});

describe.skipIf(!foreignTool('curl'))('a certificate that is revoked while the GAP is running', () => {
  test('is refused at its next request', async () => {
    const ask = () =>
      runTool('curl', [
        ...['--silent', '--show-error', '--cacert', root()],
        ...['--resolve', `${PSP_NAME}:${provider.running.port}:127.0.0.1`],
        ...['--cert', join(client(), 'fullchain.pem'), '--key', join(client(), 'key.pem')],
        `${base()}/settlements`,
      ]);
    expect((await ask()).status).toBe(0);
    await provider.revokeKit();
    expect((await ask()).stderr).toMatch(/alert certificate revoked/);
  });
});
