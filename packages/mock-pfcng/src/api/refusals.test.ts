import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SERVICE_CLIENT } from '../actors.ts';
import { PROBLEMS, type ProblemSlug } from '../problems/catalogue.ts';
import { CSR } from '../testing/csr.ts';
import {
  beneficiary,
  CODE,
  clientOrder,
  EDITOR,
  EJ,
  type Establishment,
  establish,
  f413,
  f414,
  PASSWORD,
  person,
  serverOrder,
  signedByHand,
  signedWith,
  withdrawal,
} from '../testing/scenario.ts';
import { type Answer, type Ask, type ServedBench, servedBench } from '../testing/service.ts';

let bed: ServedBench;
let staff: Establishment;
beforeEach(async () => {
  bed = await servedBench({ domainExists: (domain) => domain !== 'ch-village.fr' });
  staff = establish(bed.pfcng);
});
afterEach(() => bed[Symbol.asyncDispose]());

const API = '/api/v1';
const post = (path: string, body?: unknown, headers: Record<string, string> = {}): Ask => ({
  method: 'POST',
  path: API + path,
  headers,
  ...(body !== undefined && { body }),
});
const get = (path: string): Ask => ({ path: API + path });

/** Mailed by the secretariat; with no card one has no API. */
const mail = (form: object): Promise<Answer> =>
  bed.ask('service-client', {
    method: 'POST',
    path: '/mailed-forms',
    body: { from: 'dsi@ch-ville.fr', form },
  });
const byAdministrator = (request: Ask) => bed.ask(staff.administrator, request);
const byServiceClient = (request: Ask) => bed.ask('service-client', request);
const byCde = (request: Ask) => bed.ask(staff.cde, request);

const issue = (type: string, rest: Record<string, unknown> = {}) =>
  bed.pfcng.cards.issue(SERVICE_CLIENT, {
    ...{ type, environment: 'production', structure: EJ, holder: person('Theo') },
    ...rest,
  }).number;
const oppose = (cardNumber: string) => bed.pfcng.cards.oppose(SERVICE_CLIENT, { cardNumber, ground: 'vol' });
const f301 = (signer: string, rest: object = {}) => ({
  ...{ form: 'F301', structure: EJ, holder: person('Bruno'), cardType: 'CPE', signature: signedWith(signer) },
  ...rest,
});
const f502 = (signer: string, rest: object) => ({
  form: 'F502',
  structure: EJ,
  signature: signedWith(signer),
  ...rest,
});
const f503 = (rest: object) => ({
  ...{ form: 'F503', structure: EJ, signature: signedWith(staff.cde), administrators: [staff.administrator] },
  ...rest,
});
const naming = (cardNumber: string, rest: object = {}) =>
  mail(f413(staff.cde, staff.administrator, { administrators: [{ cardNumber }], ...rest }));
const ordered = async (order: unknown = clientOrder): Promise<string> =>
  (await byAdministrator(post('/orders', order))).body.id;
const withdrawn = async (): Promise<string> => {
  const id = await ordered();
  await withdraw(id);
  return id;
};
const withdraw = (id: string, rest: Record<string, unknown> = {}) => {
  const { order, ...body } = withdrawal(id, rest);
  return byAdministrator(post(`/orders/${order}/withdrawals`, body));
};
const dp = { offers: [{ offer: 'PRO', usages: ['AUTH'] }], mailDomain: 'ch-ville.fr' };
/** Orders a PRO certificate, once the administrator may. */
const pro = async (usage: string, product: object) => {
  await mail(f413(staff.cde, staff.administrator, dp));
  const order = { ...clientOrder, product: { offer: 'PRO', usage, ...product } };
  return byAdministrator(post('/orders', order));
};
const enterPin = (card: string, wrong = true) => {
  const { pin } = bed.pfcng.cards.letter(SERVICE_CLIENT, card);
  const body = { pin: wrong ? (pin === '0000' ? '0001' : '0000') : pin };
  return byServiceClient({ method: 'POST', path: `/cards/${card}/credentials`, body });
};
const newDirector = { structure: EJ, representative: person('Nadia'), signature: signedByHand };

/** For each refusal of the catalogue, a request that gets it. */
const REQUESTS: Readonly<Record<ProblemSlug, () => Promise<Answer>>> = {
  'invalid-request': () => byAdministrator(post('/orders', { ...clientOrder, structure: 'EJ' })),
  'not-found': () => byAdministrator(get('/orders/commande-0')),
  'creation-key-reused': async () => {
    const key = { 'idempotency-key': 'one' };
    await byAdministrator(post('/orders', clientOrder, key));
    return byAdministrator(post('/orders', serverOrder('gap.ch-ville.fr'), key));
  },
  'card-required': () => bed.ask('nobody', get('/offers')),
  'pin-wrong': () => enterPin(staff.administrator),
  'card-blocked': async () => {
    for (let attempt = 0; attempt < 2; attempt += 1) await enterPin(staff.administrator);
    return enterPin(staff.administrator);
  },
  'card-opposed': async () => {
    await byAdministrator(get('/offers'));
    await byCde(post(`/cards/${staff.administrator}/oppositions`, { ground: 'vol' }));
    return byAdministrator(get('/offers'));
  },
  'card-expired': () => {
    bed.clock.set(new Date('2029-11-23T00:00:00Z'));
    return enterPin(staff.administrator, false);
  },
  'service-client-only': () => byCde(post(`/structures/${EJ}/directors`, { director: person('Nadia') })),
  'structure-exists': () => {
    const structure = { id: EJ, kind: 'EJ', name: 'Bis', postcode: '75010', town: 'Paris' };
    return byServiceClient(post('/structures', structure));
  },
  'structure-mismatch': () =>
    mail(f413(staff.cde, staff.administrator, { beneficiary: { ...beneficiary, siret: '00000000088888' } })),
  'contract-missing': () => mail(f301(staff.cde, { structure: EDITOR })),
  'representative-changed': async () => {
    await byServiceClient(post(`/structures/${EJ}/directors`, { director: person('Nadia') }));
    return mail(f413(staff.cde, staff.administrator));
  },
  'representative-card-missing': async () => {
    await mail({ form: 'contrat', ...newDirector });
    return mail(f301(staff.mandataire));
  },
  'signer-not-entitled': () => byAdministrator(post('/forms', f301(staff.administrator))),
  'signer-card-invalid': async () => {
    oppose(staff.mandataire);
    return mail(f301(staff.mandataire));
  },
  'only-representative-names': () =>
    bed.ask(staff.mandataire, post('/forms', f301(staff.mandataire, { mandat: true }))),
  'mandataire-without-card': () => byCde(post('/forms', f502(staff.cde, { designations: ['2800000000'] }))),
  'mandate-exists': () => byCde(post('/forms', f502(staff.cde, { designations: [staff.mandataire] }))),
  'mandate-unknown': () => byCde(post('/forms', f502(staff.cde, { removals: [staff.administrator] }))),
  'administrator-card-invalid': () => {
    const card = issue('CPE');
    oppose(card);
    return naming(card);
  },
  'administrator-card-of-service': () => naming(issue('CPE', { holder: null })),
  'administrator-card-type': () =>
    naming(issue('CPF', { holder: person('Ines', { profession: 'Médecin' }) })),
  'card-of-other-environment': () => naming(issue('CPA', { environment: 'test' })),
  'form-empty': () => mail(f503({})),
  'form-decided': async () => {
    const { body } = await mail(f301(staff.cde));
    return byServiceClient(post(`/forms/${body.id}/decisions`));
  },
  'kit-not-ordered': () => mail(f414({ kit: null })),
  'mandat-by-F502': () => mail(f301(staff.cde, { mandat: true, edition: 'S1' })),
  'domain-missing': () => mail(f413(staff.cde, staff.administrator, { domain: null })),
  'mail-domain-missing': () => mail(f413(staff.cde, staff.administrator, { ...dp, mailDomain: null })),
  'domain-unknown': () => mail(f413(staff.cde, staff.administrator, { domain: '*ch-village.fr' })),
  'habilitation-missing': () => mail(f503({ administrators: [staff.mandataire], domain: '*ch-ville.fr' })),
  'not-habilitated': () => bed.ask(staff.mandataire, post('/orders', clientOrder)),
  'domain-not-habilitated': () => byAdministrator(post('/orders', serverOrder('gap.evilch-ville.fr'))),
  'fqdn-invalid': () => byAdministrator(post('/orders', serverOrder('*.ch-ville.fr'))),
  'beneficiary-card-invalid': () => pro('AUTH', { beneficiary: '2800000000' }),
  'beneficiary-card-type': () => pro('AUTH', { beneficiary: issue('CPA') }),
  'email-outside-domain': () => pro('SIGN', { beneficiary: staff.cde, email: 'anne@evilch-ville.fr' }),
  'csr-refused': () =>
    byAdministrator(post('/orders', { ...clientOrder, key: { source: 'csr', csr: 'no CSR' } })),
  'terms-not-accepted': async () => withdraw(await ordered(), { acceptTerms: false }),
  'key-password-missing': async () => withdraw(await ordered(), { keyPassword: undefined }),
  'key-password-unexpected': async () =>
    withdraw(await ordered({ ...clientOrder, key: { source: 'csr', csr: CSR } })),
  'key-password-wrong': async () =>
    byAdministrator(post(`/orders/${await withdrawn()}/downloads`, { keyPassword: `${PASSWORD}-other` })),
  'order-not-requested': async () => withdraw(await withdrawn()),
  'order-not-withdrawn': async () =>
    byAdministrator(
      post(`/orders/${await ordered()}/revocations`, { ground: 'perte', revocationCode: CODE }),
    ),
  'order-not-active': async () => {
    const revocations = `/orders/${await withdrawn()}/revocations`;
    await byCde(post(revocations, { ground: 'perte' }));
    return byCde(post(revocations, { ground: 'perte' }));
  },
  'revocation-code-wrong': async () =>
    byAdministrator(
      post(`/orders/${await withdrawn()}/revocations`, { ground: 'vol', revocationCode: 'other' }),
    ),
  'upn-not-for-usage': () => pro('AUTH', { beneficiary: staff.cde, email: 'anne@ch-ville.fr' }),
  'batch-line-repeated': async () => {
    const { body, ...answer } = await batch('ORG;AUTH_CLI;Client_X', 'ORG;AUTH_CLI;Client_X');
    return { ...answer, status: body.lines[0].problem.status, body: body.lines[0].problem };
  },
  'batch-invalid': () => batch('ORG;SIGN;Client_X', 'SERV;SSL_SERVEUR;'),
  'card-already-opposed': async () => {
    oppose(staff.administrator);
    return byCde(post(`/cards/${staff.administrator}/oppositions`, { ground: 'perte' }));
  },
  'certificate-in-use': async () => {
    await byAdministrator(get('/cards/mine'));
    const { certificate } = bed.pfcng.cards.get(SERVICE_CLIENT, staff.administrator);
    return byServiceClient(post(`/cards/${staff.cde}/certificates`, { fingerprint: certificate }));
  },
  'malformed-body': () => byAdministrator(post('/orders', '{"structure":')),
  'malformed-request': () => byAdministrator(get('/orders/%zz')),
  'resource-unknown': () => byAdministrator(get('/ordres')),
  'method-not-allowed': () => byAdministrator({ method: 'DELETE', path: `${API}/orders` }),
  'body-too-large': () =>
    byAdministrator(post('/orders', { ...clientOrder, notify: ['x'.repeat(2_000_000)] })),
  'media-type-unsupported': () =>
    byAdministrator(post('/orders', '<order/>', { 'content-type': 'application/xml' })),
  'internal-error': async () => {
    const id = await ordered();
    bed.issuer.interrupt = () => {
      throw new Error('no more keys');
    };
    return withdraw(id);
  },
};

function batch(...lines: string[]): Promise<Answer> {
  const csv = ['offer;usage;serviceApplicatif', ...lines].join('\n');
  return byAdministrator(post('/batches', { structure: EJ, environment: 'production', csv }));
}

it('a fault of the platform is in its journal, with where it happened', async () => {
  await REQUESTS['internal-error']();
  const [entry] = bed.pfcng.journal.entries().filter(({ event }) => event === 'platform-failed');
  expect(entry?.details).toMatchObject({ method: 'POST', stack: expect.stringContaining('no more keys') });
});

describe('each refusal of the catalogue is one of HTTP', () => {
  it.each(Object.keys(PROBLEMS) as ProblemSlug[])('%s', async (slug) => {
    const { status, headers, body } = await REQUESTS[slug]();
    const {
      title,
      requirements,
      forms = [],
    } = PROBLEMS[slug] as (typeof PROBLEMS)['csr-refused'] & {
      forms?: readonly string[];
    };
    expect(body).toMatchObject({
      type: `urn:banc-gap:pfcng:problem:${slug}`,
      title: title.fr,
      status: PROBLEMS[slug].status,
      requirements,
    });
    expect(status).toBe(body.status);
    expect(headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
    expect(headers.get('content-language')).toBe('fr');
    expect(body.detail).not.toMatch(/[{}]|undefined/);
    for (const { form, url } of body.forms ?? []) {
      expect(forms).toContain(form);
      expect(url).toMatch(/^https:\/\//);
    }
  });
});
