import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Client, Journal, ManualClock, seededRandom } from '@banc-gap/simkit';
import { expect, test } from 'vitest';
import { searchRequest } from '../testing/search-request.ts';
import { annuaireApp } from './app.ts';
import { Directory } from './directory.ts';
import { type AnnuaireFault, AnnuaireFaults } from './faults.ts';
import { ANNUAIRE_TEMPLATES, AnnuaireReplies } from './replies.ts';
import { readDirectory } from './seed.ts';

const CLIENT: Client = {
  kind: 'org-auth-cli',
  subject: 'CN=Client_ROC_Annuaire_AMC',
  issuer: 'CN=TEST AC IGC-SANTE ELEMENTAIRE ORGANISATIONS',
  serialNumber: '01',
  fingerprint: 'ab',
  commonName: 'Client_ROC_Annuaire_AMC',
  structure: '10B0152872',
  warnings: [],
};

/** The annuaire over plain HTTP. */
async function serve({ templates, slowMs = 0 }: { templates?: string; slowMs?: number } = {}) {
  const clock = new ManualClock(new Date('2026-11-22T12:00:00Z'));
  const journal = new Journal(clock);
  const faults = new AnnuaireFaults(journal, seededRandom('annuaire'));
  const app = annuaireApp({
    directory: new Directory(readDirectory()),
    replies: new AnnuaireReplies(templates),
    faults,
    journal,
    clock,
    clientOf: async () => CLIENT,
    slowMs,
  });
  await app.listen({ host: '127.0.0.1', port: 0 });
  const { port } = app.server.address() as AddressInfo;
  return {
    journal,
    faults,
    ask: (body = searchRequest(), init: RequestInit = {}, path = '/') =>
      fetch(`http://127.0.0.1:${port}${path}`, {
        method: 'POST',
        headers: { 'content-type': 'text/xml; charset=utf-8', soapaction: '""' },
        body,
        ...init,
      }),
    [Symbol.asyncDispose]: () => app.close(),
  };
}

test('an answer is SOAP 1.1, and the journal has who asked for what', async () => {
  await using here = await serve();
  const answer = await here.ask();
  expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'text/xml; charset=utf-8']);
  expect(await answer.text()).toContain('<code_retour>00</code_retour>');
  const { event, details } = here.journal.entries().at(-1)!;
  expect(event).toBe('answered');
  expect(details).toMatchObject({
    code: '00',
    soapAction: '""',
    client: CLIENT,
    search: { numero_amc: '99900011' },
  });
});

test.each([
  ['is no XML', 'bonjour', {}, 500, 'not well-formed at line 1'],
  [
    'has another content type',
    searchRequest(),
    { headers: { 'content-type': 'application/soap+xml' } },
    415,
    'wants Content-Type text/xml',
  ],
  ['is larger than any search', ' '.repeat(70_000), {}, 413, '65536 octets at most'],
])('what %s is a fault of the client', async (_what, body, init, status, reason) => {
  await using here = await serve();
  const answer = await here.ask(body, init);
  const text = await answer.text();
  expect([answer.status, text]).toEqual([
    status,
    expect.stringContaining('<faultcode>soap:Client</faultcode>'),
  ]);
  expect(text).toContain(reason);
});

test('the contract is there, with the schemas that it imports', async () => {
  await using here = await serve();
  const get = async (path: string) => (await here.ask(undefined, { method: 'GET', body: null }, path)).text();
  const schemas = [...(await get('/annuaire.wsdl')).matchAll(/schemaLocation="([^"]+)"/g)].map(
    ([, file]) => file,
  );
  expect(schemas).toEqual(['annuaire-search.xsd', 'annuaire-reply.xsd']);
  for (const file of schemas) expect(await get(`/${file}`)).toContain('targetNamespace=');
});

test('any other GET is a fault of the client', async () => {
  await using here = await serve();
  const answer = await here.ask(undefined, { method: 'GET', body: null });
  expect([answer.status, await answer.text()]).toEqual([405, expect.stringContaining('by POST')]);
});

test('an editor replaces the reply by a file', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'banc-annuaire-'));
  try {
    cpSync(ANNUAIRE_TEMPLATES, folder, { recursive: true });
    const file = join(folder, 'reply.xml');
    writeFileSync(file, '<r code="{{code_retour}}">{{#adresses}}{{valeur}}{{/adresses}}</r>');
    await using here = await serve({ templates: folder });
    expect(await (await here.ask()).text()).toBe('<r code="00">{amc}/roc/idb</r>');
  } finally {
    rmSync(folder, { recursive: true });
  }
});

const failing = async (fault: AnnuaireFault, slowMs?: number) => {
  const here = await serve(slowMs === undefined ? {} : { slowMs });
  here.faults.set({ 'search:99900011': fault }, 1);
  return here;
};

test.each<[AnnuaireFault, number, string, string]>([
  ['unavailable', 200, 'text/xml; charset=utf-8', '<code_retour>90</code_retour>'],
  ['soap-fault', 500, 'text/xml; charset=utf-8', '<faultcode>soap:Server</faultcode>'],
  ['html', 200, 'text/html; charset=utf-8', '<html>'],
  ['slow', 200, 'text/xml; charset=utf-8', '<code_retour>00</code_retour>'],
])('fault %s of one AMC, and of no other', async (fault, status, type, text) => {
  await using here = await failing(fault);
  const answer = await here.ask();
  expect([answer.status, answer.headers.get('content-type')]).toEqual([status, type]);
  expect(await answer.text()).toContain(text);
  expect(await (await here.ask(searchRequest({ amc: '99900037' }))).text()).toContain('>00<');
});

test.each<AnnuaireFault>(['cut', 'truncated'])('fault %s ends the connection', async (fault) => {
  await using here = await failing(fault);
  await expect(here.ask().then((answer) => answer.text())).rejects.toThrow();
  expect(here.journal.entries().at(-1)?.details).toMatchObject({ failure: fault });
});

test.each<[AnnuaireFault, number]>([
  ['silent', 0],
  ['slow', 60_000],
])('fault %s ends when the annuaire does, and not before', async (fault, slowMs) => {
  const here = await failing(fault, slowMs);
  const answer = here.ask().then(
    ({ status }) => status,
    () => 'ended',
  );
  const { promise, resolve } = Promise.withResolvers<void>();
  here.journal.subscribe(({ event }) => event === 'answered' && resolve());
  await promise;
  await here[Symbol.asyncDispose]();
  expect(await answer).toBe(fault === 'slow' ? 200 : 'ended');
});

test('a fault or an operation that there is not is refused', async () => {
  await using here = await serve();
  expect(() => here.faults.set({ search: 'asleep' })).toThrow(
    expect.objectContaining({ code: 'AMC_ANNUAIRE_FAULT_UNKNOWN' }),
  );
  expect(() => here.faults.set({ delete: 'slow' })).toThrow(
    expect.objectContaining({ code: 'AMC_ANNUAIRE_FAULT_TARGET_UNKNOWN' }),
  );
});
