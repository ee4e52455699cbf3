import { OFFERS } from '../../data/offers.ts';
import type { HabilitatedOffer } from '../../orders/offers.ts';
import { PfcngProblem } from '../../problems/problem.ts';
import { refusal } from '../components/alert.ts';
import { choices, textarea } from '../components/field.ts';
import { creationKey, form } from '../components/form.ts';
import { KEY_FIELDS, keyFields, keyOf } from '../components/key.ts';
import { environment, facts } from '../components/table.ts';
import type { Page, Visit } from '../context.ts';
import { listOf, PRODUCT_FIELDS, prescribedNames, productFields, readProduct } from '../forms/product.ts';
import { html } from '../html.ts';

const NOTIFY = { name: 'notify', label: 'Adresses à prévenir' };

export const product: Page = {
  path: 'produit.xhtml',
  title: 'Demander un nouveau produit',
  tab: 'demande.xhtml',
  wantsCard: true,
  show(visit) {
    const offered = offerOf(visit);
    const { habilitation, structure, certifiedAs } = offered;
    const filled = prefilled(visit, offered);
    return html`${refusal(visit, { ...PRODUCT_FIELDS, ...KEY_FIELDS, [NOTIFY.name]: NOTIFY.label })}
${facts([
  ['Offre', OFFERS[habilitation.offer].title.fr],
  ['Structure', html`${structure.name} <span class="soft">${structure.id}</span>`],
  ['Dans le certificat', `${certifiedAs.name}, ${certifiedAs.nationalId}, ${certifiedAs.departement}`],
  ['Environnement', environment(habilitation.environment)],
])}
${form(filled, { submit: 'Demander', values: { habilitation: habilitation.id }, upload: true, once: true }, [
  choices(filled, {
    name: 'product.usage',
    label: PRODUCT_FIELDS['product.usage'],
    choices: habilitation.usages.map((usage) => [usage, usage] as const),
  }),
  productFields(filled, offered),
  keyFields(filled),
  textarea(filled, {
    ...NOTIFY,
    optional: true,
    rows: 2,
    hint: 'En plus de la vôtre : plusieurs adresses durables, séparées par des espaces ou des retours à la ligne.',
  }),
])}`;
  },
  async act(visit) {
    const { pfcng, actor, values } = visit;
    const { offer, structure, environment: where } = offerOf(visit).habilitation;
    const input = {
      structure,
      environment: where,
      product: readProduct(offer, values),
      key: keyOf(values),
      notify: listOf(values.get(NOTIFY.name)),
    };
    const { id } = await pfcng.orders.request(actor, input, creationKey(values));
    return { redirect: `commande.xhtml?id=${id}&nouvelle=oui` };
  },
};

function offerOf({ pfcng, actor, values }: Visit): HabilitatedOffer {
  const id = values.get('habilitation');
  const found = pfcng.orders.offers(actor).find(({ habilitation }) => habilitation.id === id);
  if (found === undefined) throw new PfcngProblem('not-found', { what: 'habilitation', id });
  return found;
}

/** With the only usage, and the only name that the documents prescribe. */
function prefilled(visit: Visit, { habilitation }: HabilitatedOffer): Visit {
  const { values } = visit;
  const [usage, otherUsage] = habilitation.usages;
  const [name, otherName] = prescribedNames(habilitation);
  const usual: Readonly<Record<string, string>> = {
    'key.source': 'on-line',
    ...(usage !== undefined && otherUsage === undefined && { 'product.usage': usage }),
    ...(name !== undefined && otherName === undefined && { 'product.serviceApplicatif': name }),
  };
  const missing = Object.entries(usual).filter(([field]) => !values.has(field));
  return { ...visit, values: values.with(Object.fromEntries(missing)) };
}
