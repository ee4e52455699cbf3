import { type Card, OPPOSITION_GROUNDS } from '../../schemas/cards.ts';
import { refusal, success } from '../components/alert.ts';
import { select } from '../components/field.ts';
import { form, search } from '../components/form.ts';
import { environment, facts, state, table } from '../components/table.ts';
import type { Page, Visit } from '../context.ts';
import { type Html, html } from '../html.ts';
import { CARD_NAMES, fullName, moment, say } from '../words.ts';

/** The structure that was asked for, or that of the card which is logged in. */
export const chosenStructure = ({ values, card }: Visit): string =>
  values.has('structure') ? values.get('structure') : (card?.structure ?? '');

export function structureSearch(visit: Visit): Html {
  const { pfcng, actor } = visit;
  const filled = { ...visit, values: visit.values.with({ structure: chosenStructure(visit) }) };
  const all = pfcng.structures
    .search(actor)
    .map(({ id, name, kind }) => [id, `${name} — ${kind} ${id}`] as const);
  return search(
    filled,
    { submit: 'Voir' },
    select(filled, { name: 'structure', label: 'Structure', choices: [['', 'Toutes'], ...all] }),
  );
}

const cardState = ({ state: now, blocked }: Card): Html =>
  blocked && now === 'active' ? html`<span class="state bad">bloquée</span>` : state(now);

export const cards: Page = {
  path: 'cartes.xhtml',
  title: 'Cartes',
  show(visit) {
    const { pfcng, actor } = visit;
    const structure = chosenStructure(visit);
    const structures = structure === '' ? pfcng.structures.search(actor).map(({ id }) => id) : [structure];
    return html`${structureSearch(visit)}
${table(
  'Cartes délivrées',
  [
    {
      title: 'Carte',
      cell: ({ number, type }) => html`<a href="carte.xhtml?numero=${number}">${type} ${number}</a>`,
    },
    { title: 'Porteur', cell: ({ holder }) => fullName(holder) },
    { title: 'Structure', cell: (card) => html`<span class="id">${card.structure}</span>` },
    { title: 'Environnement', cell: (card) => environment(card.environment) },
    { title: 'Fin', cell: ({ expiresAt }) => moment(expiresAt) },
    { title: 'État', cell: cardState },
  ],
  structures.flatMap((id) => pfcng.cards.list(actor, { structure: id })),
  'Aucune carte : F101, F301, TOM ou F414 en commandent.',
)}`;
  },
};

export const card: Page = {
  path: 'carte.xhtml',
  title: 'Carte',
  tab: 'cartes.xhtml',
  show(visit) {
    const { pfcng, actor, values } = visit;
    const one = pfcng.cards.get(actor, values.get('numero'));
    const { number, type, holder } = one;
    const mayAct = visit.card !== undefined;
    return html`${refusal(visit, { ground: 'Motif' })}
${values.get('fait') === 'opposition' && success('La carte est en opposition : elle est refusée dès maintenant.')}
${values.get('fait') === 'refection' && success('Le code est refait : un nouveau pli est arrivé.')}
${facts([
  ['Carte', `${CARD_NAMES[type]} (${type})${one.responsable ? ', CPS responsable' : ''}`],
  ['Numéro', html`<code>${number}</code>`],
  ['Porteur', fullName(holder)],
  ['Adresse', holder?.email ?? '—'],
  ['Profession', holder?.profession ?? '—'],
  ['Structure', one.structure],
  ['Environnement', environment(one.environment)],
  ['État', cardState(one)],
  ...(one.opposedAt === null
    ? []
    : ([['En opposition', `${moment(one.opposedAt)}, motif : ${say(one.oppositionGround ?? '')}`]] as const)),
  ['Délivrée', moment(one.issuedAt)],
  ['Fin', moment(one.expiresAt)],
  [
    'Certificat AUTH (SHA-256)',
    one.certificate === null
      ? 'délivré à la première authentification'
      : html`<code>${one.certificate}</code>`,
  ],
])}
<p><a href="habilitations.xhtml?carte=${number}">Ses habilitations</a></p>
${
  mayAct
    ? html`<section><h2>Mise en opposition</h2>
${form(
  visit,
  { submit: 'Mettre en opposition', tone: 'danger', values: { numero: number, acte: 'opposition' } },
  select(visit, {
    name: 'ground',
    label: 'Motif',
    choices: OPPOSITION_GROUNDS.map((ground) => [ground, say(ground)] as const),
    hint: 'L’opposition est définitive, et agit aussitôt.',
  }),
)}</section>
<section><h2>Réfection du code porteur</h2>
<p>Un nouveau code, dans un nouveau pli ; une carte bloquée est débloquée.</p>
${form(visit, { submit: 'Demander la réfection', tone: 'quiet', values: { numero: number, acte: 'refection' } })}</section>`
    : html`<p class="soft">Le représentant légal ou un mandataire, authentifié, peut la mettre en opposition ou demander la réfection de son code.</p>`
}`;
  },
  act({ pfcng, actor, values }) {
    const number = values.get('numero');
    const opposition = values.get('acte') === 'opposition';
    if (opposition) pfcng.cards.oppose(actor, { cardNumber: number, ground: values.get('ground') });
    else pfcng.cards.renewPin(actor, number);
    return { redirect: `carte.xhtml?numero=${number}&fait=${opposition ? 'opposition' : 'refection'}` };
  },
};
