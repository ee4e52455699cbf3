import { OFFERS } from '../../data/offers.ts';
import type { HabilitatedOffer } from '../../orders/offers.ts';
import { input, select } from '../components/field.ts';
import { search } from '../components/form.ts';
import { environment, table } from '../components/table.ts';
import type { Page } from '../context.ts';
import { html } from '../html.ts';

/** Only what the card is habilitated for. */
export const demander: Page = {
  path: 'demande.xhtml',
  title: 'Demander',
  wantsCard: true,
  show(visit) {
    const { pfcng, actor, values } = visit;
    const all = pfcng.orders.offers(actor);
    const found = all.filter(
      (one) =>
        suits(one, values.get('texte')) &&
        (!values.get('offre') || one.habilitation.offer === values.get('offre')),
    );
    return html`<p>Choisissez l’offre et la structure pour lesquelles votre carte est habilitée.</p>
${
  all.length > 0 &&
  search(
    visit,
    { submit: 'Rechercher' },
    html`${input(visit, { name: 'texte', label: 'Structure', hint: 'Raison sociale ou identifiant national', type: 'search' })}
${select(visit, {
  name: 'offre',
  label: 'Offre',
  choices: [['', 'Toutes'], ...Object.entries(OFFERS).map(([name, { title }]) => [name, title.fr] as const)],
})}`,
  )
}
${table(
  `${found.length} offre(s) habilitée(s)`,
  [
    {
      title: 'Offre',
      cell: ({ habilitation: { offer, usages } }) =>
        html`${OFFERS[offer].title.fr}<br><span class="soft">${usages.join(', ')}</span>`,
    },
    {
      title: 'Structure',
      cell: ({ structure }) => html`${structure.name}<br><span class="soft">${structure.id}</span>`,
    },
    {
      title: 'Dans le certificat',
      cell: ({ certifiedAs: { name, nationalId, departement } }) =>
        html`<span class="soft">O</span> ${name}<br><span class="soft">OU</span> ${nationalId}<br><span class="soft">ST</span> ${departement}`,
    },
    {
      title: 'Domaine',
      cell: ({ habilitation: { domain, mailDomain } }) =>
        [domain, mailDomain].filter(Boolean).join(', ') || '—',
    },
    { title: 'Environnement', cell: ({ habilitation }) => environment(habilitation.environment) },
    {
      title: 'Action',
      cell: ({
        habilitation: { id, offer, structure, environment: where },
      }) => html`<a class="button" href="produit.xhtml?habilitation=${id}">Demander un nouveau produit<span class="hidden"> ${offer}, ${structure}</span></a>
<a href="demande-groupee.xhtml?structure=${structure}&amp;environment=${where}">Commande groupée<span class="hidden"> ${offer}, ${structure}</span></a>`,
    },
  ],
  found,
  all.length === 0
    ? 'Votre carte n’est habilitée à aucune offre : un F413 (production) ou un F414 (test) l’habilite. La page « Où en suis-je ? » dit ce qui manque.'
    : 'Aucune offre habilitée ne répond à cette recherche.',
)}`;
  },
};

const suits = ({ structure: { id, name } }: HabilitatedOffer, text: string): boolean =>
  `${id} ${name}`.toLowerCase().includes(text.trim().toLowerCase());
