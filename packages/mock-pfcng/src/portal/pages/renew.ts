import { refusal } from '../components/alert.ts';
import { creationKey, form } from '../components/form.ts';
import { KEY_FIELDS, keyFields, keyOf } from '../components/key.ts';
import { facts } from '../components/table.ts';
import type { Page } from '../context.ts';
import { html } from '../html.ts';
import { moment } from '../words.ts';
import { productName } from './order.ts';

export const renew: Page = {
  path: 'renouvellement.xhtml',
  title: 'Renouveler',
  tab: 'suivi.xhtml',
  wantsCard: true,
  show(visit) {
    const { pfcng, actor, values } = visit;
    const order = pfcng.orders.get(actor, values.get('commande'));
    const filled = {
      ...visit,
      values: values.with({ 'key.source': values.get('key.source') || order.keySource }),
    };
    return html`${refusal(visit, KEY_FIELDS)}
<p>Le renouvellement demande le même produit, tant que le certificat en cours est actif. Celui-ci reste valide jusqu’à son terme.</p>
${facts([
  ['Produit', productName(order)],
  ['Structure', order.structure],
  ['Valide jusqu’au', moment(order.notAfter)],
])}
${form(filled, { submit: 'Renouveler', values: { commande: order.id }, upload: true, once: true }, keyFields(filled))}`;
  },
  async act({ pfcng, actor, values }) {
    const input = { order: values.get('commande'), key: keyOf(values) };
    const { id } = await pfcng.orders.renew(actor, input, creationKey(values));
    return { redirect: `commande.xhtml?id=${id}&nouvelle=oui` };
  },
};
