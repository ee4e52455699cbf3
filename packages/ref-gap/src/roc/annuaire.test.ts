import { once } from 'node:events';
import { createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { AnnuaireClient } from './annuaire.ts';

const SEARCH = { numeroAmc: '99900011', typeConvention: 'MU', norme: 'IDB', version: 'V1.0' };
const DAY = 86_400_000;

const found = (url: string) => `<?xml version="1.0"?>
<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/"><e:Body>
<b:searchResponse xmlns:b="urn:banc-gap:roc:annuaire:1.0.0"><return>
<code_retour>00</code_retour><libelle/><amc><numero_amc>99900011</numero_amc><libelle/></amc>
<adresses><adresse><valeur>${url}</valeur><date_debut>2026-01-01</date_debut></adresse></adresses>
</return></b:searchResponse></e:Body></e:Envelope>`;

let reply: string;
let asked: number;
let now: number;
const server = createServer((request, response) => {
  asked += 1;
  request.resume();
  response.writeHead(200, { 'content-type': 'text/xml' }).end(reply);
});
beforeAll(async () => {
  await once(server.listen(0, '127.0.0.1'), 'listening');
});
afterAll(() => void server.close());
beforeEach(() => {
  reply = found('https://amc.banc.test/roc/idb');
  asked = 0;
  now = Date.parse('2026-11-22T10:00:00Z');
});

/** Over plain HTTP: the connection is tested elsewhere. */
function client(): AnnuaireClient {
  const { port } = server.address() as AddressInfo;
  const peer = { host: 'annuaire.banc.test', connect: async () => connect(port, '127.0.0.1') };
  return new AnnuaireClient(peer, { now: () => new Date(now) });
}

test('an answer is remembered for a day, and not a moment longer', async () => {
  const annuaire = client();
  const first = await annuaire.find(SEARCH);
  expect(first.address).toEqual({ url: 'https://amc.banc.test/roc/idb' });
  reply = found('https://moved.banc.test/roc/idb');
  now += DAY - 1;
  expect(await annuaire.find(SEARCH)).toEqual(first);
  expect(asked).toBe(1);
  now += 1;
  expect((await annuaire.find(SEARCH)).address?.url).toBe('https://moved.banc.test/roc/idb');
});

test('an address that turns out wrong is asked for at once, and the new one remembered', async () => {
  const annuaire = client();
  await annuaire.find(SEARCH);
  reply = found('https://moved.banc.test/roc/idb');
  await annuaire.find(SEARCH, true);
  expect((await annuaire.find(SEARCH)).address?.url).toBe('https://moved.banc.test/roc/idb');
  expect(asked).toBe(2);
});

test('what is no answer to rely on has no address, and is not remembered', async () => {
  const annuaire = client();
  reply = reply.replace('>00<', '>90<');
  expect(await annuaire.find(SEARCH)).toEqual({ detail: expect.stringMatching(/^code: HTTP 200, 90/) });
  await annuaire.find(SEARCH);
  expect(asked).toBe(2);
});
