import { isDeepStrictEqual } from 'node:util';
import type { Authorities, KitFolder, KitMaterial } from '@banc-gap/mock-igc-sante';
import {
  KIT_USAGE_TEXT,
  type Order,
  type Pfcng,
  PfcngProblem,
  SCENARIO_ESTABLISHMENT,
  SERVICE_CLIENT,
  schemas,
  seedScenario,
  USES,
} from '@banc-gap/mock-pfcng';
import { type Credential, readPkcs12 } from '@banc-gap/pki';
import { refusedError } from './session.ts';

const STRUCTURE = SCENARIO_ESTABLISHMENT;

/** Test cards: of the administrateur technique who orders, and of those whom the certificates for the DP name. */
const HOLDERS = {
  administrator: { type: 'CPE', givenName: 'Alix', familyName: 'ADMINISTRATEUR BANC GAP' },
  pharmacist: {
    ...{ type: 'CPS', givenName: 'CAMILLE', familyName: 'PHARMACIEN BANC GAP' },
    ...{ profession: 'Pharmacien', rpps: '99700000013' },
  },
  doctor: {
    ...{ type: 'CPS', givenName: 'DOMINIQUE', familyName: 'MEDECIN BANC GAP' },
    ...{ profession: 'Médecin', rpps: '99700000021' },
  },
  agent: { type: 'CPE', givenName: 'CLAUDE', familyName: 'AGENT BANC GAP' },
} as const;
type Cards = Readonly<Record<keyof typeof HOLDERS, string>>;

const organisation = (usage: string, serviceApplicatif: string) => ({
  offer: 'ORG',
  usage,
  serviceApplicatif,
});
const person = (usage: string, beneficiary: string) => ({ offer: 'PRO', usage, beneficiary });

/** What an editor orders for a GAP, by folder of the kit. */
const productsOf = (fqdn: string, cards: Cards): Readonly<Record<KitFolder, object>> => ({
  'diapason-tpe-server': { offer: 'SERV', usage: 'SSL_SERVEUR', fqdn },
  'diapason-psp-client': organisation('AUTH_CLI', 'Client_Diapason_PSP'),
  'roc-annuaire-client': organisation('AUTH_CLI', 'Client_ROC_Annuaire_AMC'),
  'roc-amc-sign': organisation('SIGN', 'Client_ROC_WebServices_AMC'),
  'dp-pharmacien-auth': person('AUTH', cards.pharmacist),
  'dp-medecin-auth': person('AUTH', cards.doctor),
  'dp-agent-admission-auth': person('AUTH', cards.agent),
  'dp-pharmacien-sign': person('SIGN', cards.pharmacist),
});

/**
 * The certificates of a kit as an editor gets them: habilitated by an F414, ordered at PFCNG, and withdrawn. What was
 * withdrawn before and is not revoked is downloaded again.
 *
 * @throws BancError CLI_PFCNG_REFUSED, such as for a name that is no FQDN
 */
export async function orderedKit(pfcng: Pfcng, authorities: Authorities, fqdn: string): Promise<KitMaterial> {
  return refusedInEnglish(async () => {
    seedScenario(pfcng);
    const cards = testCards(pfcng);
    habilitate(pfcng, cards.administrator, fqdn);
    const obtained = Object.entries(productsOf(fqdn, cards)).map(async ([folder, product]) => [
      folder,
      await obtain(pfcng, authorities, cards.administrator, product),
    ]);
    return Object.fromEntries(await Promise.all(obtained)) as KitMaterial;
  });
}

function testCards({ cards }: Pfcng): Cards {
  const known = cards.list(SERVICE_CLIENT, { structure: STRUCTURE });
  const numbers = Object.entries(HOLDERS).map(([who, { type, ...person }]) => {
    const holder = { ...person, email: `${who}@test.ch-test.fr` };
    const card =
      known.find((one) => one.state === 'active' && one.holder?.email === holder.email) ??
      cards.issue(SERVICE_CLIENT, { type, environment: 'test', structure: STRUCTURE, holder });
    return [who, card.number];
  });
  return Object.fromEntries(numbers) as Cards;
}

/** By an F414, sent again for each further domain. */
function habilitate(pfcng: Pfcng, card: string, fqdn: string): void {
  const [, ...above] = fqdn.split('.');
  const domain = above.length > 1 ? `*${above.join('.')}` : fqdn;
  const known = pfcng.habilitations.list(SERVICE_CLIENT, { card });
  if (known.some((one) => one.domain === domain)) return;
  const requester = { givenName: 'Edith', familyName: 'EDITRICE', email: 'edith@editeur-test.fr' };
  const form = {
    ...{ form: 'F414', edition: '2024-03', structure: STRUCTURE, requester },
    habilitation: {
      usageText: `${KIT_USAGE_TEXT}. ${USES['diapason-psp-client'].usageText.F414}`,
      offers: [
        { offer: 'ORG', usages: ['AUTH_CLI', 'SIGN'] },
        { offer: 'SERV', usages: ['SSL_SERVEUR'] },
        { offer: 'PRO', usages: ['AUTH', 'SIGN'] },
      ],
      domain,
      mailDomain: 'ch-test.fr',
      cards: { answer: 'oui', numbers: [card] },
    },
  };
  pfcng.forms.submit({ kind: 'correspondent', email: requester.email }, form);
}

/**
 * A certificate of a GAP, ordered again: the old one stays valid.
 *
 * @throws BancError CLI_PFCNG_REFUSED
 */
export async function renewedCertificate(
  pfcng: Pfcng,
  authorities: Authorities,
  folder: KitFolder,
  fqdn: string,
): Promise<Credential> {
  return refusedInEnglish(async () => {
    seedScenario(pfcng);
    const cards = testCards(pfcng);
    habilitate(pfcng, cards.administrator, fqdn);
    const actor = { kind: 'card', cardNumber: cards.administrator } as const;
    const product = schemas.product.parse(productsOf(fqdn, cards)[folder]);
    const key = { source: 'on-line' } as const;
    const before = pfcng.orders
      .list(actor)
      .findLast(({ state, ...order }) => state === 'withdrawn' && isDeepStrictEqual(order.product, product));
    const order = before
      ? await pfcng.orders.renew(actor, { order: before.id, key })
      : await pfcng.orders.request(actor, { structure: STRUCTURE, environment: 'test', product, key });
    return withdraw(pfcng, actor, order, authorities.kitPassword);
  });
}

async function refusedInEnglish<Result>(order: () => Promise<Result>): Promise<Result> {
  try {
    return await order();
  } catch (error) {
    if (error instanceof PfcngProblem) throw refusedError(error.details('en'));
    throw error;
  }
}

type CardActor = { readonly kind: 'card'; readonly cardNumber: string };

async function obtain(
  pfcng: Pfcng,
  authorities: Authorities,
  card: string,
  product: object,
): Promise<Credential> {
  const actor: CardActor = { kind: 'card', cardNumber: card };
  const wanted = schemas.product.parse(product);
  const usable = ({ state, id, ...order }: Order) =>
    isDeepStrictEqual(order.product, wanted) &&
    ['requested', 'withdrawing', 'withdrawn'].includes(state) &&
    !authorities.isRevoked(id);
  const order =
    pfcng.orders.list(actor).find(usable) ??
    (await pfcng.orders.request(actor, {
      ...{ structure: STRUCTURE, environment: 'test', product, key: { source: 'on-line' } },
    }));
  return withdraw(pfcng, actor, order, authorities.kitPassword);
}

/** What was withdrawn before is downloaded again. */
async function withdraw(pfcng: Pfcng, actor: CardActor, order: Order, password: string): Promise<Credential> {
  const keyPassword = password;
  const { content } =
    order.state === 'withdrawn'
      ? await pfcng.orders.download(actor, { order: order.id, keyPassword })
      : await pfcng.orders.withdraw(actor, {
          ...{ order: order.id, keyPassword, acceptTerms: true },
          ...{ revocationCode: password, revocationCodeAgain: password },
        });
  const { certificates, keys } = await readPkcs12(content, password);
  const [certificate, ...chain] = certificates.map((bag) => bag.certificate);
  return { certificate: certificate!, chain, privateKey: keys[0]!.privateKey };
}
