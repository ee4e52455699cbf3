import { OFFERS, USAGES } from '../../data/offers.ts';
import type { Order } from '../../schemas/orders.ts';
import type { Visit } from '../context.ts';
import { type Html, html, type Part } from '../html.ts';
import { nextActs, productName } from '../pages/order.ts';
import { moment, say } from '../words.ts';
import { input, select } from './field.ts';
import { search } from './form.ts';
import { environment, state, table } from './table.ts';

const STATES = ['requested', 'withdrawn', 'revoked', 'expired'] as const;

interface OrderList {
  /** Only orders in these states. */
  readonly states?: readonly Order['state'][];
  readonly empty: string;
  /** Default what can be done next. */
  readonly action?: (order: Order) => Part;
}

/** Search by offer, structure and usage, and what it found, newest first. */
export function orderList(visit: Visit, { states, empty, action = nextActs }: OrderList): Html {
  const { pfcng, actor, values } = visit;
  const wanted = (name: string) => values.get(name) || undefined;
  const text = values.get('structure').trim().toLowerCase();
  const found = pfcng.orders
    .list(actor, {
      offer: wanted('offre'),
      usage: wanted('usage'),
      state: states ? undefined : wanted('etat'),
    })
    .filter((one) => states === undefined || states.includes(one.state))
    .filter(({ structure }) =>
      `${structure} ${pfcng.structures.get(actor, structure).name}`.toLowerCase().includes(text),
    )
    .reverse();
  return html`${search(
    visit,
    { submit: 'Rechercher' },
    html`${select(visit, { name: 'offre', label: 'Offre', choices: [['', 'Toutes'], ...Object.keys(OFFERS).map((name) => [name, name] as const)] })}
${input(visit, { name: 'structure', label: 'Structure bénéficiaire', type: 'search' })}
${select(visit, { name: 'usage', label: 'Usage', choices: [['', 'Tous'], ...USAGES.map((name) => [name, name] as const)] })}
${states === undefined && select(visit, { name: 'etat', label: 'État', choices: [['', 'Tous'], ...STATES.map((name) => [name, say(name)] as const)] })}`,
  )}
${table(
  `${found.length} commande(s)`,
  [
    { title: 'Produit', cell: (one) => html`<a href="commande.xhtml?id=${one.id}">${productName(one)}</a>` },
    { title: 'Structure', cell: ({ structure }) => html`<span class="id">${structure}</span>` },
    { title: 'Environnement', cell: (one) => environment(one.environment) },
    { title: 'Demandée', cell: ({ requestedAt }) => moment(requestedAt) },
    { title: 'Fin de validité', cell: ({ notAfter }) => moment(notAfter) },
    { title: 'État', cell: (one) => state(one.state) },
    { title: 'Action', cell: action },
  ],
  found,
  empty,
)}`;
}
