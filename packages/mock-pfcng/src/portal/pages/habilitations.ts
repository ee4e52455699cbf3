import type { Habilitation } from '../../schemas/habilitations.ts';
import { refusal, success } from '../components/alert.ts';
import { input } from '../components/field.ts';
import { form } from '../components/form.ts';
import { environment, facts, table } from '../components/table.ts';
import type { Page, Visit } from '../context.ts';
import { html } from '../html.ts';
import { fullName, moment } from '../words.ts';
import { chosenStructure, structureSearch } from './cards.ts';

export const habilitations: Page = {
  path: 'habilitations.xhtml',
  title: 'Habilitations',
  show(visit) {
    const { pfcng, actor, values } = visit;
    return html`${values.has('retiree') && success('L’habilitation est retirée, avec effet immédiat.')}
${structureSearch(visit)}
${table(
  'Administrateurs techniques',
  [
    {
      title: 'Porteur',
      cell: ({ cardNumber }) =>
        html`${fullName(pfcng.cards.get(actor, cardNumber).holder)}<br><a href="carte.xhtml?numero=${cardNumber}">${cardNumber}</a>`,
    },
    {
      title: 'Offre',
      cell: ({ offer, usages }) => html`${offer}<br><span class="soft">${usages.join(', ')}</span>`,
    },
    { title: 'Structure', cell: ({ structure }) => html`<span class="id">${structure}</span>` },
    {
      title: 'Domaine',
      cell: ({ domain, mailDomain }) => [domain, mailDomain].filter(Boolean).join(', ') || '—',
    },
    { title: 'Environnement', cell: (one) => environment(one.environment) },
    { title: 'Depuis', cell: ({ grantedAt }) => moment(grantedAt) },
    {
      title: 'Action',
      cell: ({ id, cardNumber, offer }) =>
        visit.card === undefined
          ? '—'
          : html`<a href="habilitation.xhtml?id=${id}">Supprimer<span class="hidden"> ${offer} de la carte ${cardNumber}</span></a>`,
    },
  ],
  shown(visit),
  'Aucune habilitation : le F413 (production) et le F414 (test) les donnent.',
)}`;
  },
};

function shown(visit: Visit): Habilitation[] {
  const { pfcng, actor, values } = visit;
  if (values.has('carte')) return pfcng.habilitations.list(actor, { card: values.get('carte') });
  const chosen = chosenStructure(visit);
  const structures = chosen === '' ? pfcng.structures.search(actor).map(({ id }) => id) : [chosen];
  return structures.flatMap((structure) => pfcng.habilitations.list(actor, { structure }));
}

export const removal: Page = {
  path: 'habilitation.xhtml',
  title: 'Supprimer une habilitation',
  tab: 'habilitations.xhtml',
  wantsCard: true,
  show(visit) {
    const { pfcng, actor, values } = visit;
    const one = pfcng.structures
      .search(actor)
      .flatMap(({ id }) => pfcng.habilitations.list(actor, { structure: id }))
      .find(({ id }) => id === values.get('id'));
    return html`${refusal(visit, { why: 'Motif' })}
${
  one &&
  facts([
    ['Carte', one.cardNumber],
    ['Offre', `${one.offer} ${one.usages.join(', ')}`],
    ['Structure', one.structure],
    ['Environnement', environment(one.environment)],
  ])
}
${form(
  visit,
  { submit: 'Supprimer l’habilitation', tone: 'danger', values: { id: values.get('id') } },
  input(visit, { name: 'why', label: 'Motif', hint: 'Gardé dans le journal. L’effet est immédiat.' }),
)}`;
  },
  act({ pfcng, actor, values }) {
    pfcng.habilitations.remove(actor, { id: values.get('id'), why: values.get('why') });
    return { redirect: 'habilitations.xhtml?retiree=oui' };
  },
};
