import { REVOCATION_GROUNDS } from '../../schemas/orders.ts';
import { refusal } from '../components/alert.ts';
import { secret, select } from '../components/field.ts';
import { form } from '../components/form.ts';
import { orderList } from '../components/orders.ts';
import { facts } from '../components/table.ts';
import type { Page } from '../context.ts';
import { html } from '../html.ts';
import { moment, say } from '../words.ts';
import { productName } from './order.ts';

export const revoke: Page = {
  path: 'revocation.xhtml',
  title: 'Révoquer',
  wantsCard: true,
  show(visit) {
    const { pfcng, actor, values } = visit;
    if (!values.has('commande')) {
      return html`<p>Une erreur dans le certificat, une perte ou un vol obligent à révoquer. C’est définitif.</p>
${orderList(visit, { states: ['withdrawn', 'revoking'], empty: 'Aucun certificat actif.', action: ({ id, commonName }) => html`<a class="button" href="revocation.xhtml?commande=${id}">Révoquer<span class="hidden"> ${commonName}</span></a>` })}`;
    }
    const order = pfcng.orders.get(actor, values.get('commande'));
    return html`${refusal(visit, { ground: 'Motif', revocationCode: 'Code de révocation' })}
${facts([
  ['Produit', productName(order)],
  ['Numéro de série', html`<code>${order.serialNumber ?? '—'}</code>`],
  ['Valide jusqu’au', moment(order.notAfter)],
])}
${form(
  visit,
  { submit: 'Révoquer définitivement', tone: 'danger', values: { commande: order.id } },
  html`${select(visit, { name: 'ground', label: 'Motif', choices: REVOCATION_GROUNDS.map((ground) => [ground, say(ground)] as const) })}
${secret(visit, { name: 'revocationCode', label: 'Code de révocation', hint: 'Celui du retrait. Le représentant légal et les mandataires laissent ce champ vide.' })}`,
)}
<p><a href="revocation.xhtml">Ne pas révoquer</a></p>`;
  },
  async act({ pfcng, actor, values }) {
    const { id } = await pfcng.orders.revoke(actor, {
      order: values.get('commande'),
      ground: values.get('ground'),
      ...(values.get('revocationCode') !== '' && { revocationCode: values.get('revocationCode') }),
    });
    return { redirect: `commande.xhtml?id=${id}&revoquee=oui` };
  },
};
