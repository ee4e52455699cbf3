import { OFFERS } from '../../data/offers.ts';
import type { Order } from '../../schemas/orders.ts';
import { success, warnings } from '../components/alert.ts';
import { environment, facts, state, table } from '../components/table.ts';
import type { Page, Visit } from '../context.ts';
import { type Html, html, type Part } from '../html.ts';
import { moment, say } from '../words.ts';

/** What a certificate names and what for, on one line. */
export const productName = ({ offer, usage, commonName }: Order): Html =>
  html`<strong>${commonName}</strong><br><span class="soft">${offer} ${usage}</span>`;

/** What can be done next with an order, as links. */
export function nextActs({ id, state: now, commonName }: Order): Part {
  const link = (page: string, text: string) =>
    html`<a href="${page}?commande=${id}">${text}<span class="hidden"> ${commonName}</span></a> `;
  if (now === 'requested' || now === 'withdrawing') return link('retrait.xhtml', 'Retirer');
  if (now !== 'withdrawn') return '—';
  return [
    link('telechargement.xhtml', 'Télécharger'),
    link('renouvellement.xhtml', 'Renouveler'),
    link('revocation.xhtml', 'Révoquer'),
  ];
}

const NEWS: Readonly<Record<string, string>> = {
  nouvelle: 'La demande est enregistrée. Un message avec le lien de retrait est dans la boîte aux lettres.',
  retiree: 'Le certificat est délivré. Un message de confirmation est dans la boîte aux lettres.',
  revoquee: 'Le certificat est révoqué : c’est définitif, et la prochaine CRL le dit.',
};

export const order: Page = {
  path: 'commande.xhtml',
  title: 'Commande',
  tab: 'suivi.xhtml',
  wantsCard: true,
  show(visit) {
    const { pfcng, actor, values } = visit;
    const one = pfcng.orders.get(actor, values.get('id'));
    const news = Object.keys(NEWS).find((name) => values.has(name));
    return html`${news !== undefined && success(NEWS[news]!)}
${warnings(one.warnings)}
${facts([
  ['Commande', html`<code>${one.id}</code>`],
  ['État', state(one.state)],
  ['Produit', `${OFFERS[one.offer].title.fr}, usage ${one.usage}`],
  ['CN', one.commonName],
  ...productFacts(one),
  ['Structure', one.structure],
  ['Environnement', environment(one.environment)],
  ['Clé', say(one.keySource)],
  ['Administrateur technique', html`carte ${one.administrator}`],
  ['Demandée le', moment(one.requestedAt)],
  ['Retirée le', moment(one.withdrawnAt)],
  ['Numéro de série', one.serialNumber === null ? '—' : html`<code>${one.serialNumber}</code>`],
  ['Valide jusqu’au', moment(one.notAfter)],
  ...(one.revokedAt === null
    ? []
    : ([['Révoquée le', `${moment(one.revokedAt)}, motif : ${say(one.revocationGround ?? '')}`]] as const)),
  ...(one.renews === null
    ? []
    : ([['Renouvelle', html`<a href="commande.xhtml?id=${one.renews}">${one.renews}</a>`]] as const)),
])}
<p class="actions">${nextActs(one)}</p>
${mails(visit, one)}`;
  },
};

function productFacts({ product }: Order): readonly (readonly [string, Part])[] {
  if (product.offer === 'SERV' && 'alternativeNames' in product && product.alternativeNames.length > 0)
    return [['Autres FQDN', product.alternativeNames.join(', ')]];
  if (product.offer === 'PRO') return [['Bénéficiaire', html`carte ${product.beneficiary}`]];
  return [];
}

const mails = ({ pfcng, actor }: Visit, { id }: Order): Html =>
  table(
    'Messages de cette commande',
    [
      { title: 'Objet', cell: (mail) => html`<a href="message.xhtml?id=${mail.id}">${mail.subject}</a>` },
      { title: 'Reçu', cell: ({ at }) => moment(at) },
      { title: 'À', cell: ({ recipients }) => recipients.join(', ') },
    ],
    pfcng.mailbox.list(actor, { about: id }),
    'Aucun message.',
  );
