import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Credential } from '@banc-gap/pki';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { foreignTool } from '../../../../scripts/foreign-tool.ts';
import { SERVICE_CLIENT } from '../actors.ts';
import { EJ, type Establishment, establish, person, START } from '../testing/scenario.ts';
import { type ServedBench, servedBench } from '../testing/service.ts';

const run = promisify(execFile);
let bed: ServedBench;
let staff: Establishment;
let directory: string;

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'banc-access-'));
  bed = await servedBench();
  staff = establish(bed.pfcng);
  await filesOf('card', await credentialOf(staff.administrator));
  writeFileSync(join(directory, 'roots.pem'), bed.issuer.roots.map(({ pem }) => pem).join(''));
});
afterAll(async () => {
  await bed[Symbol.asyncDispose]();
  rmSync(directory, { recursive: true });
});

const credentialOf = (cardNumber: string) =>
  bed.pfcng.cards.credential({ cardNumber, pin: bed.pfcng.cards.letter(SERVICE_CLIENT, cardNumber).pin });

/** What a person has on disk to use a certificate with a client of his own. */
async function filesOf(name: string, { certificate, chain, privateKey }: Credential): Promise<void> {
  const pem = [certificate, ...chain.slice(0, -1)].map((one) => one.pem).join('');
  writeFileSync(join(directory, `${name}.pem`), pem);
  writeFileSync(join(directory, `${name}.key`), privateKey!.export({ format: 'pem', type: 'pkcs8' }));
}

const path = (name: string) => join(directory, name);
const certificateArguments = (name: string | null) =>
  name === null ? [] : ['--cert', path(`${name}.pem`), '--key', path(`${name}.key`)];

/** Status and body, or how curl says that the handshake failed. */
async function curl(name: string | null, url: string, ...more: string[]): Promise<string> {
  const { port } = new URL(url);
  const where = [
    '--resolve',
    `pfc-auth.localhost:${port}:127.0.0.1`,
    '--resolve',
    `pfc.localhost:${port}:127.0.0.1`,
  ];
  const common = ['--silent', '--show-error', '--cacert', path('roots.pem'), '--write-out', '\n%{http_code}'];
  try {
    const { stdout } = await run('curl', [...where, ...common, ...certificateArguments(name), ...more, url]);
    return stdout;
  } catch (error) {
    return (error as { stderr: string }).stderr;
  }
}
const mine = () => `${bed.service.authUrl}/api/v1/cards/mine`;

describe.skipIf(!foreignTool('curl'))('curl, on the listener that wants a card', () => {
  it('is let in with the AUTH certificate of a card', async () => {
    const answer = await curl('card', mine());
    expect(answer).toMatch(/\n200$/);
    expect(JSON.parse(answer.slice(0, -4))).toMatchObject({
      number: staff.administrator,
      holder: { givenName: 'Alice' },
    });
  });

  it('gets the problem in the language that it asks for', async () => {
    const url = `${bed.service.authUrl}/api/v1/orders/none`;
    expect(await curl('card', url)).toContain("Il n'y a pas de commande none.");
    expect(await curl('card', url, '--header', 'accept-language: de, en;q=0.8, fr;q=0.5')).toContain(
      'There is no order none.',
    );
  });

  it('without a certificate fails in the handshake', async () => {
    expect(await curl(null, mine())).toMatch(/alert handshake failure/);
  });

  it('with the software certificate of a legal person is known as no card', async () => {
    const structure = { departement: 'Paris (75)', name: 'CH', nationalId: EJ };
    const subject = { structure, serviceApplicatif: 'Client_Diapason_PSP' };
    for (const profile of ['igc-sante/org-auth-cli', 'igc-sante-test/org-auth-cli'] as const) {
      await filesOf('org', await bed.issuer.issue({ orderId: profile, profile, subject, notBefore: START }));
      const answer = await curl('org', mine());
      expect(answer).toContain('urn:banc-gap:pfcng:problem:card-required');
      expect(answer).toMatch(/\n401$/);
    }
  });

  it('with the SIGN certificate of the card fails in the handshake', async () => {
    const employee = {
      givenName: 'Alice',
      surname: 'ESSAI',
      nationalId: `30B0999999/CPE${staff.administrator}`,
    };
    const structure = { departement: 'Paris (75)', name: 'CH', nationalId: EJ };
    const credential = await bed.issuer.issue({
      orderId: 'sign',
      profile: 'igc-sante/cpe-sign',
      notBefore: START,
      subject: { employee, structure, cardNumber: staff.administrator },
    });
    await filesOf('sign', credential);
    expect(await curl('sign', mine())).toMatch(/alert unsupported certificate|alert bad certificate/);
  });

  it.skipIf(!foreignTool('openssl'))('with a certificate of another PKI fails in the handshake', async () => {
    const names = ['-subj', '/CN=28', '-keyout', path('other.key'), '-out', path('other.pem')];
    await run('openssl', ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', ...names]);
    expect(await curl('other', mine())).toMatch(/alert unknown ca/);
  });

  it('may download the file itself', async () => {
    const order = await bed.as(staff.administrator).request({
      structure: EJ,
      environment: 'production',
      product: { offer: 'SERV', usage: 'SSL_SERVEUR', fqdn: 'gap.ch-ville.fr' },
      key: { source: 'on-line' },
    });
    const body = JSON.stringify({
      ...{ revocationCode: 'code-1234', revocationCodeAgain: 'code-1234', acceptTerms: true },
      keyPassword: 'mot-de-passe',
    });
    const url = `${bed.service.authUrl}/api/v1/orders/${order.id}/withdrawals`;
    const headers = [
      '--header',
      'content-type: application/json',
      '--header',
      'accept: application/x-pkcs12',
    ];
    await curl('card', url, '--output', path('gap.p12'), '--data', body, ...headers);
    const opened = await run('openssl', [
      'pkcs12',
      '-in',
      path('gap.p12'),
      '-passin',
      'pass:mot-de-passe',
      '-nodes',
      '-legacy',
    ]);
    expect(opened.stdout).toMatch(/CN = gap\.ch-ville\.fr/);
    expect(opened.stdout).toMatch(/BEGIN PRIVATE KEY/);
  });
});

describe.skipIf(!foreignTool('curl'))('a card', () => {
  const issued = () =>
    bed.pfcng.cards.issue(SERVICE_CLIENT, {
      type: 'CPE',
      environment: 'production',
      structure: EJ,
      holder: person('Theo'),
    }).number;

  it('opposed five minutes ago is refused now, on the connection that it has, too', async () => {
    const card = issued();
    await filesOf('theo', await credentialOf(card));
    const client = bed.as(card);
    expect((await client.ownCard()).state).toBe('active');
    await bed.as(staff.mandataire).opposeCard(card, 'vol');
    await expect(client.ownCard()).rejects.toMatchObject({ slug: 'card-opposed' });
    bed.clock.advance(5 * 60_000);
    const answer = await curl('theo', mine());
    expect(answer).toContain('urn:banc-gap:pfcng:problem:card-opposed');
    expect(answer).toContain(`La carte ${card} est en opposition depuis le `);
    expect(answer).toMatch(/\n403$/);
  });

  it('blocked by three wrong PINs is refused until its PIN is renewed', async () => {
    const card = issued();
    const client = bed.as(card);
    await client.ownCard();
    const { pin } = bed.pfcng.cards.letter(SERVICE_CLIENT, card);
    const wrong = { cardNumber: card, pin: pin === '0000' ? '0001' : '0000' };
    for (const left of ['pin-wrong', 'pin-wrong', 'card-blocked'])
      await expect(bed.service.reader.login(wrong)).rejects.toMatchObject({ slug: left });
    await expect(client.ownCard()).rejects.toMatchObject({ slug: 'card-blocked' });
    await bed.as(staff.cde).renewPin(card);
    expect((await client.ownCard()).blocked).toBe(false);
  });

  it('logs in by the reader, whose ticket opens one session', async () => {
    const { pin } = bed.pfcng.cards.letter(SERVICE_CLIENT, staff.cde);
    expect(await bed.service.reader.login({ cardNumber: staff.cde, pin })).toMatch(/^[\w-]{32}$/);
  });
});

describe.skipIf(!foreignTool('curl'))('the listener of the portal', () => {
  it('wants no certificate, and has the API for whoever has none: what anybody may read', async () => {
    const { origin } = new URL(bed.service.url);
    expect(await curl(null, `${origin}/api/v1/problems`)).toMatch(/\n200$/);
    expect(await curl(null, `${origin}/api/v1/openapi.json`)).toMatch(/\n200$/);
    expect(await curl(null, `${origin}/api/v1/orders`)).toMatch(/card-required[\s\S]*\n401$/);
    expect(await curl(null, `${origin}/pfcng-ihm/login`, '--request', 'POST')).toMatch(
      /card-required[\s\S]*\n401$/,
    );
  });
});

describe.skipIf(!foreignTool('curl'))('in faithful mode', () => {
  it('both listeners have the names and paths of the real platform', async () => {
    await using faithful = await servedBench({}, 'faithful');
    expect(faithful.service.url).toMatch(
      /^https:\/\/pfc\.eservices\.esante\.gouv\.fr:\d+\/pfcng-ihm\/authentication\.xhtml$/,
    );
    expect(faithful.service.authUrl).toMatch(/^https:\/\/pfc-auth\.eservices\.esante\.gouv\.fr:\d+$/);
    const roots = join(directory, 'faithful.pem');
    writeFileSync(roots, faithful.issuer.roots.map(({ pem }) => pem).join(''));
    const { origin, host } = new URL(faithful.service.url);
    const here = ['--resolve', `${host}:127.0.0.1`, '--cacert', roots];
    expect(await curl(null, `${origin}/api/v1/problems`, ...here)).toMatch(/\n200$/);
  });
});

describe.skipIf(!foreignTool('openssl'))('openssl s_client', () => {
  async function handshake(url: string, ...more: string[]): Promise<string> {
    const { hostname, port } = new URL(url);
    const child = run('openssl', [
      's_client',
      ...['-connect', `127.0.0.1:${port}`, '-servername', hostname, '-verify_hostname', hostname],
      ...['-CAfile', path('roots.pem'), '-verify_return_error', '-tls1_2', ...more],
    ]);
    child.child.stdin?.end();
    const { stdout, stderr } = await child.catch((error: { stdout: string; stderr: string }) => error);
    return stdout + stderr;
  }
  const withCard = (name: string) => [
    '-cert',
    path(`${name}.pem`),
    '-key',
    path(`${name}.key`),
    '-cert_chain',
    path(`${name}.pem`),
  ];

  it.each(['ECDHE-RSA-AES128-GCM-SHA256', 'ECDHE-RSA-AES256-SHA384'])(
    'speaks %s, which browsers or GAP have',
    async (cipher) => {
      const answer = await handshake(bed.service.url, '-cipher', cipher);
      expect(answer).toMatch(new RegExp(`Cipher is ${cipher}`));
      expect(answer).toMatch(/Verify return code: 0 \(ok\)/);
    },
  );

  it('is told that the certificate of a card has ended', async () => {
    const now = bed.clock.now();
    expect(await handshake(bed.service.authUrl, ...withCard('card'))).not.toMatch(/alert/);
    bed.clock.set(new Date('2029-11-23T00:00:00Z'));
    expect(await handshake(bed.service.authUrl, ...withCard('card'))).toMatch(/alert certificate expired/);
    bed.clock.set(now);
  });
});
