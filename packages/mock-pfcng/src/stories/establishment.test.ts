import { Certificate } from '@banc-gap/pki';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { USES } from '../data/uses.ts';
import { CSR } from '../testing/csr.ts';
import { beneficiary, CODE, EG, EJ, f413, person, signedByHand, signedWith } from '../testing/scenario.ts';
import { type ServedBench, servedBench } from '../testing/service.ts';
import { accepted, mailed, nextStep, subjects, withPassword } from '../testing/story.ts';

const OFFICE = 'secretariat@ch-ville.fr';
const director = person('Denise');
let bed: ServedBench;
beforeEach(async () => {
  bed = await servedBench();
});
afterEach(() => bed[Symbol.asyncDispose]());

const mail = (form: object) => mailed(bed, OFFICE, form);
const cardOf = async (form: object) => (await mail(form)).outcome!.cards![0]!;
const order = { structure: EJ, environment: 'production', key: { source: 'on-line' } } as const;

/** Contract and CDE: both forms go to cartes@. */
async function represented(): Promise<string> {
  const forms = { structure: EJ, representative: director, signature: signedByHand };
  await mail({ form: 'contrat', ...forms });
  return cardOf({ form: 'F101', ...forms });
}
const employee = (signer: string, givenName: string, rest: object = {}) =>
  cardOf({
    ...{ form: 'F301', structure: EJ, holder: person(givenName), cardType: 'CPE' },
    signature: signedWith(signer),
    ...rest,
  });

it('S1: an establishment goes the whole way to the two certificates of Diapason, and lives with them', async () => {
  const ask = async (use: 'diapason-psp-client' | 'diapason-tpe-server') => {
    const { body } = await bed.ask('service-client', {
      path: `/api/v1/structures/${EJ}/whereabouts?use=${use}`,
    });
    return body.next?.forms[0]?.form ?? body.next?.step ?? null;
  };
  expect(await ask('diapason-psp-client')).toBe('contrat');
  const advice = await bed.ask('service-client', { path: `/api/v1/structures/${EJ}/contract` });
  expect(advice.body).toMatchObject({ contract: null, advice: { leaf: 'one-eg' } });

  const cde = await represented();
  expect(await ask('diapason-psp-client')).toBe('F301');
  const mandataire = await employee(cde, 'Marc');
  await bed.as(cde).sendForm({
    form: 'F502',
    structure: EJ,
    designations: [mandataire],
    signature: signedWith(cde) as never,
  });
  const administrator = await employee(mandataire, 'Alice');
  const second = await employee(mandataire, 'Basile');
  expect(await ask('diapason-psp-client')).toBe('F413');
  const form = f413(mandataire, administrator, {
    administrators: [administrator, second].map((cardNumber) => ({ cardNumber })),
  });
  const { id } = await mail(form);
  expect(await subjects(bed, OFFICE, id)).toHaveLength(2);

  const as = bed.as(administrator);
  const client = { offer: 'ORG', usage: 'AUTH_CLI', serviceApplicatif: 'Client_Diapason_PSP' } as const;
  const server = { offer: 'SERV', usage: 'SSL_SERVEUR', fqdn: 'gap.dmz.ch-ville.fr' } as const;
  const orders = [
    await as.request({ ...order, product: client }),
    await as.request({ ...order, product: server }),
  ];
  for (const one of orders) await as.withdraw({ order: one.id, ...withPassword });
  expect(await ask('diapason-psp-client')).toBeNull();
  expect(await ask('diapason-tpe-server')).toBeNull();
  const withdrawn = await as.order(orders[1]!.id);
  expect(withdrawn).toMatchObject({
    notBefore: '2026-11-22T08:00:00.000Z',
    notAfter: '2029-11-22T08:00:00.000Z',
  });

  // Lost: the administrator has the code of revocation, the mandataire needs none.
  expect((await as.revoke({ order: orders[0]!.id, ground: 'perte', revocationCode: CODE })).state).toBe(
    'revoked',
  );
  expect(await subjects(bed, 'alice@ch-ville.fr', orders[0]!.id)).toHaveLength(3);

  // One month before the end every administrator is told, and the certificate is renewed while it is active.
  await bed.ask('service-client', { method: 'PUT', path: '/clock', body: { now: '2029-10-22T08:00:00Z' } });
  for (const address of ['alice@ch-ville.fr', 'basile@ch-ville.fr'])
    expect((await subjects(bed, address, withdrawn.id)).at(-1)).toMatch(/échéance/);
  const renewed = await as.renew({ order: withdrawn.id, key: { source: 'on-line' } });
  expect(renewed).toMatchObject({ renews: withdrawn.id, commonName: 'gap.dmz.ch-ville.fr' });
});

it('S1: the habilitation of an administrator ends at once, by the mandataire', async () => {
  const cde = await represented();
  const mandataire = await employee(cde, 'Marc', { mandat: true });
  const administrator = await employee(cde, 'Alice');
  await mail(f413(mandataire, administrator));
  const product = { offer: 'SERV', usage: 'SSL_SERVEUR', fqdn: 'gap.ch-ville.fr' } as const;
  const { id } = await bed.as(administrator).request({ ...order, product });
  const habilitations = await bed.as(mandataire).habilitations({ card: administrator });
  for (const habilitation of habilitations)
    await bed.as(mandataire).removeHabilitation(habilitation.id, 'départ');
  expect(await bed.as(administrator).offers()).toEqual([]);
  await expect(bed.as(administrator).withdraw({ order: id, ...withPassword })).rejects.toMatchObject({
    slug: 'not-habilitated',
  });
});

it('S3: an establishment gets its two certificates for ROC, from keys of its own', async () => {
  const cde = await represented();
  const administrator = await employee(cde, 'Alice');
  const usageText = `${USES['roc-annuaire'].usageText.F413} ${USES['roc-web-services'].usageText.F413}`;
  // In the edition of S3 the right is given by group: AUTH_CLI, SIGN and CONF at once.
  await mail(
    f413(cde, administrator, { usageText, offers: [{ offer: 'ORG', usages: ['AUTH_CLI'] }], domain: null }),
  );
  const as = bed.as(administrator);
  expect((await as.offers()).map(({ habilitation }) => habilitation.usages)).toEqual([
    ['AUTH_CLI', 'SIGN', 'CONF'],
  ]);

  const annuaire = { offer: 'ORG', usage: 'AUTH_CLI', serviceApplicatif: 'Client_ROC_Annuaire_AMC' } as const;
  const services = { offer: 'ORG', usage: 'SIGN', serviceApplicatif: 'Client_ROC_WebServices_AMC' } as const;
  const first = await as.request({ ...order, product: annuaire, key: { source: 'csr', csr: CSR } });
  const file = await as.withdraw({ order: first.id, ...accepted });
  const certificate = Certificate.parse(Buffer.from(file.content, 'base64'));
  expect(certificate.commonName).toBe('Client_ROC_Annuaire_AMC');
  expect(file.intermediate).toMatchObject({ path: '/AC/ACI-EL-ORG.cer' });
  const aci = Certificate.parse(Buffer.from(file.intermediate!.content, 'base64'));
  expect(certificate.issuer).toEqual(aci.subject);

  const second = await as.request({ ...order, product: services });
  await as.withdraw({ order: second.id, ...withPassword });
  for (const use of ['roc-annuaire', 'roc-web-services'] as const)
    expect(await nextStep(bed, administrator, { structure: EJ, use })).toBeNull();
  const named = await as.request({ ...order, product: { ...annuaire, serviceApplicatif: 'Client_Autre' } });
  expect(named.warnings).toHaveLength(1);
});

it('S4: a group takes stock, and one of its members gets a certificate for each user of the DP', async () => {
  const cde = await represented();
  const group = { kind: 'ght', name: 'GHT de Ville', members: [EJ, EG] };
  const { body } = await bed.ask('service-client', { method: 'POST', path: '/api/v1/groups', body: group });
  const stock = await bed.as(cde).whereIsGroup({ group: body.id, use: 'dp' });
  expect(stock.contracts).toEqual({ signed: 2, of: 2 });

  // The box "mandat" of the F301 gives card and mandate at once.
  const mandataire = await employee(cde, 'Marc', { mandat: true });
  const tom = await bed.as(mandataire).sendForm({
    ...{ form: 'TOM', structure: EJ, cardType: 'CPS' },
    holder: person('Camille', { profession: 'Pharmacien' }),
  } as never);
  const pharmacist = tom.outcome!.cards![0]!;
  const agent = await employee(mandataire, 'Claude');
  const administrator = await employee(mandataire, 'Alice');
  await mail(
    f413(mandataire, administrator, {
      ...{
        edition: 'S4',
        beneficiary,
        usageText: USES.dp.usageText.F413,
        domain: null,
        mailDomain: '*ch-ville.fr',
      },
      offers: [{ offer: 'PRO', usages: ['AUTH', 'SIGN'] }],
    }),
  );

  const as = bed.as(administrator);
  const csv = `offer;usage;beneficiary\nPRO;AUTH;${pharmacist}\nPRO;AUTH;${agent}\nPRO;SIGN;${pharmacist}\n`;
  const orders = await as.requestBatch({ structure: EJ, environment: 'production', csv });
  expect(orders.map(({ usage, commonName }) => [usage, commonName.slice(0, 11)])).toEqual([
    ['AUTH', expect.stringMatching(/^8\d{10}/)],
    ['AUTH', '30B0999999/'],
    ['SIGN', expect.stringMatching(/^8\d{10}/)],
  ]);
  for (const { id, warnings } of orders) {
    expect(warnings).toEqual([]);
    await as.withdraw({ order: id, ...withPassword });
  }
  // "Ne rien indiquer": filled fields are allowed, and warned of.
  const product = { offer: 'PRO', usage: 'AUTH', beneficiary: agent, upn: 'claude@ch-ville.fr' } as const;
  expect((await as.request({ ...order, product })).warnings).toHaveLength(1);

  // A card that is opposed is no beneficiary's any more.
  await bed.as(mandataire).opposeCard(agent, 'vol');
  await expect(as.request({ ...order, product: { ...product, upn: null } })).rejects.toMatchObject({
    slug: 'beneficiary-card-invalid',
  });
});
