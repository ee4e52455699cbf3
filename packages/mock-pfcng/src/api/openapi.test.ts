import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import type { FastifyInstance, InjectOptions } from 'fastify';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Actor, SERVICE_CLIENT } from '../actors.ts';
import { MemoryIssuer } from '../msw/memory-issuer.ts';
import { openPfcng, type Pfcng } from '../pfcng.ts';
import { cardsOnDesk, SCENARIO_ESTABLISHMENT, seedScenario } from '../scenario.ts';
import { pfcngApp } from './app.ts';

interface Operation {
  readonly summary: string;
  readonly tags: readonly string[];
  readonly responses: Record<string, { readonly content?: Record<string, object> }>;
}
interface Document {
  readonly openapi: string;
  readonly paths: Record<string, Record<string, Operation>>;
}

let pfcng: Pfcng;
let app: FastifyInstance;
let actor: Actor;
let document: Document;
let ajv: Ajv2020;

beforeAll(async () => {
  pfcng = await openPfcng({ file: ':memory:', issuer: new MemoryIssuer() });
  seedScenario(pfcng);
  app = await pfcngApp({ pfcng, actorOf: () => actor });
  actor = SERVICE_CLIENT;
  document = (await app.inject('/api/v1/openapi.json')).json();
  ajv = new Ajv2020({ strict: false, allErrors: true });
  formats.default(ajv);
  ajv.addFormat('base64', /^[A-Za-z0-9+/]*={0,2}$/);
  ajv.addFormat('binary', true);
  ajv.addSchema(document, 'openapi');
});
afterAll(async () => {
  await app.close();
  pfcng.close();
});

/** The schema by which the description has the answer of an operation. */
function validatorOf(method: string, path: string, status: number, mediaType: string): ValidateFunction {
  const operation = document.paths[path]?.[method.toLowerCase()];
  if (!operation) throw new Error(`${method} ${path} is not described`);
  const answer = operation.responses[status] ? String(status) : 'default';
  const pointer = ['paths', path, method.toLowerCase(), 'responses', answer, 'content', mediaType, 'schema'];
  const fragment = pointer.map((part) =>
    encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1')),
  );
  return ajv.compile({ $ref: `openapi#/${fragment.join('/')}` });
}

const asked = new Set<string>();

/** Asks, and checks that the answer is one that the description has. */
async function ask(
  method: 'GET' | 'POST' | 'PATCH',
  path: string,
  parameters: Record<string, string> = {},
  options: InjectOptions = {},
) {
  asked.add(`${method} ${path}`);
  const url = `/api/v1${path.replace(/\{(\w+)\}/g, (_, name: string) => parameters[name] ?? 'unknown')}`;
  const answer = await app.inject({ ...options, method, url });
  const mediaType = (answer.headers['content-type'] ?? '').toString().split(';')[0]!;
  if (answer.statusCode !== 204) {
    const validate = validatorOf(method, `/api/v1${path}`, answer.statusCode, mediaType);
    const body = mediaType.includes('json') ? answer.json() : answer.body;
    if (!validate(body))
      throw new Error(`${method} ${url}: ${ajv.errorsText(validate.errors)}\n${answer.body}`);
  }
  return answer;
}

const cardOf = (familyName: string) =>
  cardsOnDesk(pfcng).find(({ card }) => card.holder?.familyName === familyName)!.card.number;
const as = (who: Actor | string) => {
  actor = typeof who === 'string' ? { kind: 'card', cardNumber: cardOf(who) } : who;
};

const structure = SCENARIO_ESTABLISHMENT;
const place = { postcode: '75010', town: 'Paris' };
const holder = { givenName: 'Anne', familyName: 'ESSAI', email: 'anne@ch-test.fr' };
const signature = { cardNumber: '', visa: true, stamp: true };
const order = {
  structure,
  environment: 'production',
  product: { offer: 'SERV', usage: 'SSL_SERVEUR', fqdn: 'gap.ch-test.fr' },
  key: { source: 'on-line' },
};
const code = { revocationCode: 'code-1234', revocationCodeAgain: 'code-1234', acceptTerms: true };
const keyPassword = 'mot-de-passe';

it('every operation answers as the description has it', async () => {
  as(SERVICE_CLIENT);
  const eg = { id: '10B0999998', kind: 'EG', ej: structure, name: 'Site nord', ...place };
  const inStructure = { structure: eg.id };
  await ask('POST', '/structures', {}, { payload: eg });
  await ask('POST', '/structures', {}, { payload: {} });
  await ask('GET', '/structures');
  await ask('GET', '/structures/{structure}', inStructure);
  await ask('GET', '/structures/{structure}/contract', inStructure);
  await ask('GET', '/structures/{structure}/whereabouts', inStructure, { query: { use: 'dp' } });
  await ask('POST', '/structures/{structure}/directors', inStructure, { payload: { director: holder } });
  const members = [structure, eg.id];
  const group = (await ask('POST', '/groups', {}, { payload: { kind: 'ght', name: 'GHT', members } })).json();
  await ask('GET', '/groups');
  await ask('GET', '/groups/{group}', { group: group.id });
  await ask(
    'GET',
    '/groups/{group}/whereabouts',
    { group: group.id },
    { query: { use: 'diapason-tpe-server' } },
  );
  const newCard = { type: 'CPE', environment: 'production', structure, holder };
  const { number: card } = (await ask('POST', '/cards', {}, { payload: newCard })).json();
  await ask('GET', '/cards', {}, { query: { structure } });
  await ask('GET', '/cards/{card}', { card });
  await ask('GET', '/cards/{card}/letter', { card });
  await ask('POST', '/cards/{card}/certificates', { card }, { payload: { fingerprint: 'a'.repeat(64) } });
  await ask('PATCH', '/cards/{card}', { card }, { payload: { holder: { phone: '01 00 00 00 00' } } });
  await ask('POST', '/cards/{card}/pin-renewals', { card });
  await ask('POST', '/cards/{card}/oppositions', { card }, { payload: { ground: 'perte' } });
  await ask('GET', '/problems');
  await ask('GET', '/form-editions');

  as('DIRECTRICE');
  const signer = { ...signature, cardNumber: cardOf('DIRECTRICE') };
  const form = {
    form: 'F301',
    structure,
    cardType: 'CPE',
    holder: { ...holder, email: 'b@ch-test.fr' },
    signature: signer,
  };
  const sent = (await ask('POST', '/forms', {}, { payload: form })).json();
  await ask('POST', '/forms', {}, { payload: { ...form, structure: '2000000009' } });
  await ask('GET', '/forms');
  await ask('GET', '/forms/{form}', { form: sent.id });
  await ask('POST', '/forms/{form}/decisions', { form: sent.id });
  await ask('GET', '/cards/mine');

  as('ADMINISTRATRICE');
  await ask('GET', '/offers');
  const { id } = (await ask('POST', '/orders', {}, { payload: order })).json();
  await ask('POST', '/orders/{order}/withdrawals', { order: id }, { payload: { ...code, keyPassword } });
  const accept = { accept: 'application/x-pkcs12' };
  const file = await ask(
    'POST',
    '/orders/{order}/downloads',
    { order: id },
    { payload: { keyPassword }, headers: accept },
  );
  expect(file.headers['content-disposition']).toMatch(
    /^attachment; filename="asip-p12-EL-SERV-SSL_SERV-\d{8}-\d{6}\.p12"$/,
  );
  expect(file.rawPayload[0]).toBe(0x30);
  await ask('POST', '/orders/{order}/renewals', { order: id }, { payload: { key: order.key } });
  const csv = 'offer;usage;serviceApplicatif\nORG;AUTH_CLI;Client_Diapason_PSP';
  await ask('POST', '/batches', {}, { payload: { structure, environment: 'production', csv } });
  await ask(
    'POST',
    '/batches',
    {},
    { payload: { structure, environment: 'production', csv: `${csv}\nORG;CONF;` } },
  );
  await ask('GET', '/orders');
  await ask('GET', '/orders/{order}', { order: id });
  await ask(
    'POST',
    '/orders/{order}/revocations',
    { order: id },
    { payload: { ground: 'vol', revocationCode: 'code-1234' } },
  );
  const messages = (await ask('GET', '/messages', {}, { query: { about: id } })).json();
  const message = messages.items[0].id;
  await ask('GET', '/messages/{message}', { message });
  await ask('GET', '/messages/{message}/source', { message });
  await ask('GET', '/changes');
  const habilitations = (await ask('GET', '/habilitations', {}, { query: { structure } })).json();
  as('DIRECTRICE');
  const removal = { habilitation: habilitations.items[0].id };
  await ask('POST', '/habilitations/{habilitation}/removals', removal, { payload: { why: 'départ' } });

  const described = Object.entries(document.paths).flatMap(([path, operations]) =>
    Object.keys(operations).map((method) => `${method.toUpperCase()} ${path.replace('/api/v1', '')}`),
  );
  expect([...asked].sort()).toEqual(described.sort());
});

it('every other method is refused, and Allow names those that are described', async () => {
  as(SERVICE_CLIENT);
  for (const [path, operations] of Object.entries(document.paths)) {
    const answer = await app.inject({ method: 'PUT', url: path.replace(/\{\w+\}/g, 'x') });
    expect(answer.statusCode, path).toBe(405);
    const allowed = String(answer.headers['allow'])
      .split(', ')
      .filter((method) => method !== 'HEAD');
    expect(allowed.sort(), path).toEqual(
      Object.keys(operations)
        .map((method) => method.toUpperCase())
        .sort(),
    );
  }
});

it('the description is OpenAPI 3.1, with a summary and a tag for each operation and no schema that nothing uses', () => {
  expect(document.openapi).toBe('3.1.0');
  for (const operation of Object.values(document.paths).flatMap((path) => Object.values(path))) {
    expect(operation.summary).toMatch(/^[A-ZÉÈÀ]/);
    expect(operation.tags).toHaveLength(1);
    expect(Object.keys(operation.responses)).toContain('default');
  }
  const text = JSON.stringify(document);
  const { schemas } = (document as unknown as { components: { schemas: object } }).components;
  for (const name of Object.keys(schemas)) expect(text).toContain(`"#/components/schemas/${name}"`);
});

it('lists come by pages that lead to each other', async () => {
  as(SERVICE_CLIENT);
  const all = (await ask('GET', '/changes', {}, { query: { limit: '200' } })).json();
  const seen: number[] = [];
  let next: string | null = '/api/v1/changes?limit=7&after=2';
  while (next !== null) {
    const page: { items: { sequence: number }[]; total: number; next: string | null } = (
      await app.inject(next)
    ).json();
    expect(page.items.length).toBeLessThanOrEqual(7);
    expect(page.total).toBe(all.total - 2);
    seen.push(...page.items.map(({ sequence }) => sequence));
    next = page.next;
  }
  expect(seen).toEqual(all.items.map(({ sequence }: { sequence: number }) => sequence).slice(2));
});

it.each([
  ['limit=0', 'limit'],
  ['limit=201', 'limit'],
  ['limit=many', 'limit'],
  ['offset=-1', 'offset'],
  ['page=2', 'page'],
  ['state=lost', 'state'],
])('a list refuses ?%s, and names the field', async (query, field) => {
  as(SERVICE_CLIENT);
  const answer = await app.inject(`/api/v1/orders?${query}`);
  expect(answer.statusCode).toBe(400);
  expect(answer.json().errors.map((error: { field: string }) => error.field)).toEqual([field]);
});
