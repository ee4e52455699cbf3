import { Certificate, readPkcs12 } from '@banc-gap/pki';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { SERVICE_CLIENT } from '../actors.ts';
import { CSR } from '../testing/csr.ts';
import { EDITOR, f414, PASSWORD } from '../testing/scenario.ts';
import { type ServedBench, servedBench } from '../testing/service.ts';
import { accepted, mailed, nextStep, subjects, withPassword } from '../testing/story.ts';

const EDITH = 'edith@editeur.fr';
let bed: ServedBench;
beforeEach(async () => {
  bed = await servedBench();
});
afterEach(() => bed[Symbol.asyncDispose]());

const client = { offer: 'ORG', usage: 'AUTH_CLI', serviceApplicatif: 'Client_Diapason_PSP' } as const;
const server = { offer: 'SERV', usage: 'SSL_SERVEUR', fqdn: 'gap.editeur.fr' } as const;
const order = { structure: EDITOR, environment: 'test', key: { source: 'on-line' } } as const;

it('S2, case A: an editor without a card orders the kit, habilitates one of its cards, and gets both test certificates', async () => {
  // Sections 3 and 4 of one F414: "Non, les cartes commandées dans la partie 3".
  const form = await mailed(bed, EDITH, f414({}, { cards: { answer: 'non', cardOfKit: 4 } }));
  expect(form.outcome?.cards).toHaveLength(5);
  expect(form.warnings).toEqual([]);
  expect(await subjects(bed, EDITH, form.id)).toEqual([
    expect.stringMatching(/^Réception/),
    expect.stringMatching(/^Validation/),
  ]);

  const technician = form.outcome!.cards![3]!;
  const as = bed.as(technician);
  expect(await as.ownCard()).toMatchObject({ type: 'CPA', environment: 'test', state: 'active' });
  expect((await as.offers()).map(({ habilitation: { offer, usages } }) => [offer, usages])).toEqual([
    ['ORG', ['AUTH_CLI']],
    ['SERV', ['SSL_SERVEUR']],
  ]);
  const question = { structure: EDITOR, use: 'diapason-psp-client', environment: 'test' } as const;
  expect(await nextStep(bed, technician, question)).toBe('order');

  for (const product of [client, server]) {
    const { id, warnings } = await as.request({ ...order, product });
    expect(warnings).toEqual([]);
    const file = await as.withdraw({ order: id, ...withPassword });
    const { certificates, keys } = await readPkcs12(Buffer.from(file.content, 'base64'), PASSWORD);
    expect(certificates.map(({ certificate }) => certificate.commonName)).toEqual([
      'fqdn' in product ? product.fqdn : product.serviceApplicatif,
      'TEST AC IGC-SANTE ELEMENTAIRE ORGANISATIONS',
      'TEST AC RACINE IGC-SANTE ELEMENTAIRE',
    ]);
    expect(keys).toHaveLength(1);
    expect(file.fileName).toMatch(/^asip-p12-EL-TEST-/);
  }
  expect(await nextStep(bed, technician, question)).toBeNull();
});

it('S2, case B: an editor with cards looks at what they are habilitated for, and habilitates one of them', async () => {
  const kit = await mailed(bed, EDITH, f414({ habilitation: null }));
  const [card, another] = kit.outcome!.cards! as [string, string];
  expect(await bed.as(card).habilitations({ card })).toEqual([]);
  await expect(bed.as(card).request({ ...order, product: client })).rejects.toMatchObject({
    slug: 'not-habilitated',
    problem: { forms: [{ form: 'F414' }] },
  });

  // Section 4 alone: "Oui", and the numbers of the cards.
  const habilitation = { cards: { answer: 'oui', numbers: [card] } };
  await mailed(bed, EDITH, f414({ kit: null }, { ...habilitation, domain: '*editeur.fr' }));
  const { id } = await bed.as(card).request({ ...order, product: server });
  expect(await bed.as(another).habilitations({ card: another })).toEqual([]);

  // Another domain: F414 §4.2, sent again.
  const elsewhere = { ...server, fqdn: 'gap.demo-editeur.fr' };
  await expect(bed.as(card).request({ ...order, product: elsewhere })).rejects.toMatchObject({
    slug: 'domain-not-habilitated',
    problem: { forms: [{ form: 'F414' }] },
  });
  await mailed(bed, EDITH, f414({ kit: null }, { ...habilitation, domain: '*demo-editeur.fr' }));
  expect(await bed.as(card).request({ ...order, product: elsewhere })).toMatchObject({ state: 'requested' });

  // The key may be one's own: then the certificate comes alone, and the ACI is to be added by hand.
  const own = await bed.as(card).request({ ...order, product: client, key: { source: 'csr', csr: CSR } });
  expect(own.warnings.map((warning) => warning.id)).toContain('test-intermediate');
  const file = await bed.as(card).withdraw({ order: own.id, ...accepted });
  expect(Certificate.parse(Buffer.from(file.content, 'base64')).commonName).toBe('Client_Diapason_PSP');
  expect(file.intermediate).toMatchObject({ fileName: 'ACI-EL-ORG-TEST.cer' });
  expect(await bed.as(card).order(id)).toMatchObject({ state: 'requested', commonName: 'gap.editeur.fr' });
});

it('S2: an opposed card of the kit of 2024 is refused, and every card after three years', async () => {
  const form = await mailed(bed, EDITH, f414({ edition: '2024-03', habilitation: null }));
  const [doctor, , , opposed] = form.outcome!.cards! as [string, string, string, string];
  const { pin } = bed.pfcng.cards.letter(SERVICE_CLIENT, opposed);
  await expect(bed.service.reader.login({ cardNumber: opposed, pin })).rejects.toMatchObject({
    slug: 'card-opposed',
  });

  await bed.as(doctor).ownCard();
  const put = { method: 'PUT', path: '/clock', body: { now: '2029-11-22T08:00:00Z' } };
  expect(await bed.ask('service-client', put)).toMatchObject({ status: 200 });
  const { body } = await bed.ask('service-client', { path: `/api/v1/cards/${doctor}` });
  expect(body).toMatchObject({ state: 'opposed', oppositionGround: 'fin de vie des cartes de test' });
});
