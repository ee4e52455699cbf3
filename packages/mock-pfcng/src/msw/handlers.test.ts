import { readPkcs12 } from '@banc-gap/pki';
import { type SetupServer, setupServer } from 'msw/node';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { openPfcng, type Pfcng } from '../index.ts';
import { cardsOnDesk, SCENARIO_ESTABLISHMENT, seedScenario } from '../scenario.ts';
import { MemoryIssuer, pfcngHandlers } from './index.ts';

/** What an editor writes: its own code that orders and withdraws, which knows `fetch` and nothing of the bench. */
async function obtainCertificate(platform: string, fqdn: string, password: string): Promise<Buffer> {
  const send = async (path: string, body: object, headers: Record<string, string> = {}) => {
    const response = await fetch(`${platform}/api/v1${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    });
    const answer = (await response.json()) as Record<'id' | 'content' | 'detail', string>;
    if (!response.ok) throw new Error(answer.detail);
    return answer;
  };
  const order = await send(
    '/orders',
    {
      structure: SCENARIO_ESTABLISHMENT,
      environment: 'production',
      product: { offer: 'SERV', usage: 'SSL_SERVEUR', fqdn },
      key: { source: 'on-line' },
    },
    { 'idempotency-key': fqdn },
  );
  const code = 'code-1234';
  const file = await send(`/orders/${order.id}/withdrawals`, {
    ...{ revocationCode: code, revocationCodeAgain: code, acceptTerms: true, keyPassword: password },
  });
  return Buffer.from(file.content, 'base64');
}

const PLATFORM = 'https://pfc-auth.example.test';
let pfcng: Pfcng;
let server: SetupServer;
let card: string;

beforeAll(async () => {
  pfcng = await openPfcng({ file: ':memory:', issuer: new MemoryIssuer() });
  seedScenario(pfcng);
  server = setupServer(...(await pfcngHandlers({ pfcng, baseUrl: PLATFORM, card: () => card })));
  server.listen({ onUnhandledFrame: 'error' });
});
afterEach(() => server.resetHandlers());
afterAll(() => {
  server.close();
  pfcng.close();
});

const cardOf = (familyName: string) =>
  cardsOnDesk(pfcng).find((one) => one.card.holder?.familyName === familyName)!.card.number;

const firstOf = async (list: string) => {
  const response = await fetch(`${PLATFORM}/api/v1/${list}`);
  return ((await response.json()) as { items: { id: string }[] }).items[0]!.id;
};

it('an editor’s unit test: its code orders and withdraws a certificate', async () => {
  card = cardOf('ADMINISTRATRICE');
  const file = await obtainCertificate(PLATFORM, 'gap.ch-test.fr', 'mot-de-passe');
  const { certificates, keys } = await readPkcs12(file, 'mot-de-passe');
  expect(certificates[0]?.certificate.commonName).toBe('gap.ch-test.fr');
  expect(keys).toHaveLength(1);
});

it('and one of its refusals', async () => {
  card = cardOf('MANDATAIRE');
  await expect(obtainCertificate(PLATFORM, 'gap.ch-test.fr', 'mot-de-passe')).rejects.toThrow(
    /n'est pas habilitée à l'offre SERV usage SSL_SERVEUR/,
  );
  card = cardOf('ADMINISTRATRICE');
  await expect(obtainCertificate(PLATFORM, 'gap.evil-ch-test.fr', 'mot-de-passe')).rejects.toThrow(
    "« gap.evil-ch-test.fr » n'est pas couvert par *ch-test.fr.",
  );
});

it('is asked like the network: other methods, other paths, files', async () => {
  const unknown = await fetch(`${PLATFORM}/api/v1/nothing?x=1`, { headers: { 'accept-language': 'en' } });
  expect(unknown.status).toBe(404);
  expect(await unknown.json()).toMatchObject({ title: 'Unknown resource' });
  const message = await firstOf('messages');
  const source = await fetch(`${PLATFORM}/api/v1/messages/${message}/source`);
  expect(await source.text()).toMatch(/^From: monserviceclient/m);
  const habilitation = await firstOf(`habilitations?card=${card}`);
  const removal = await fetch(`${PLATFORM}/api/v1/habilitations/${habilitation}/removals`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ why: 'départ' }),
  });
  expect(removal.status).toBe(403);
});
