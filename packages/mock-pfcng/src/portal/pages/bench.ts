import { SERVICE_CLIENT } from '../../actors.ts';
import { PfcngProblem } from '../../problems/problem.ts';
import { refusal, success } from '../components/alert.ts';
import { input, select } from '../components/field.ts';
import { form } from '../components/form.ts';
import { table } from '../components/table.ts';
import type { Page, Visit } from '../context.ts';
import { type Html, html } from '../html.ts';
import { moment } from '../words.ts';
import { ACTS, DIRECTOR_FIELDS, STRUCTURE_FIELDS, settable } from './bench-acts.ts';
import { letters } from './letters.ts';

const FIELDS = {
  ...STRUCTURE_FIELDS,
  ...Object.fromEntries(DIRECTOR_FIELDS.map(({ name, label }) => [name, label])),
};

const NEWS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    horloge:
      'L’horloge a avancé, et ce qui était dû est fait : alertes, oppositions, expirations. Une session de plus d’une demi-heure est terminée.',
    structure: 'La structure est enregistrée.',
    directeur: 'Le directeur a changé : il lui faut un contrat et un F101.',
  }),
);

const named = (name: keyof typeof STRUCTURE_FIELDS) => ({ name, label: STRUCTURE_FIELDS[name] });

export const bench: Page = {
  path: 'banc.xhtml',
  title: 'Le banc',
  show(visit) {
    const { pfcng, values } = visit;
    const news = NEWS.get(values.get('fait'));
    if (!visit.context.bench) {
      return html`<p>Cette plateforme est jointe d’ailleurs que de cette machine : ce que seul le service client peut faire passe par son port de commande.</p>`;
    }
    const structures = pfcng.structures.search(SERVICE_CLIENT);
    return html`<p class="alert plain">Rien de cette page n’existe en vrai : elle joue le temps qui passe, la poste et le service client de l’ANS.</p>
${news !== undefined && success(news)}
${refusal(visit, FIELDS)}
${clock(visit)}
<section class="bench" id="plis"><h2>Plis sécurisés</h2>
<p>Ouvrir un pli montre le code porteur de la carte.</p>
${letters(visit)}</section>
<section class="bench"><h2>Formulaires en attente</h2>
${table(
  'Formulaires à instruire',
  [
    {
      title: 'Formulaire',
      cell: ({ id, number }) => html`<a href="formulaire-recu.xhtml?id=${id}">${number}</a>`,
    },
    { title: 'Structure', cell: ({ structure }) => structure },
    { title: 'Reçu', cell: ({ receivedAt }) => moment(receivedAt) },
    {
      title: 'Décision',
      cell: ({ id, number }) =>
        form(visit, { submit: 'Instruire', about: number, values: { acte: 'decision', formulaire: id } }),
    },
  ],
  pfcng.forms.list(SERVICE_CLIENT, { state: 'received' }),
  'Aucun : les formulaires sont instruits à leur réception, sauf si le banc est réglé autrement.',
)}</section>
<section class="bench"><h2>Enregistrer une structure</h2>
<details${visit.problem && values.get('acte') === 'structure' && html` open`}><summary>Structure connue de l’ANS</summary>
${form(
  visit,
  { submit: 'Enregistrer la structure', values: { acte: 'structure' } },
  html`${input(visit, { ...named('id'), hint: '1 et un FINESS, 2 et un SIREN, 3 et un SIRET.' })}
${input(visit, { ...named('name') })}
${select(visit, {
  ...named('kind'),
  choices: [
    ['EJ', 'EJ : entité juridique'],
    ['EG', 'EG : entité géographique'],
  ],
})}
${input(visit, { ...named('ej'), optional: true, hint: 'Pour une EG.' })}
${select(visit, {
  ...named('activity'),
  choices: [
    ['etablissement', 'établissement de santé'],
    ['editeur', 'éditeur'],
  ],
})}
${input(visit, { ...named('siret'), optional: true })}
${input(visit, { ...named('postcode') })}
${input(visit, { ...named('town') })}`,
)}</details></section>
<section class="bench"><h2>Déclarer un nouveau directeur</h2>
<details${visit.problem && values.get('acte') === 'directeur' && html` open`}><summary>Le directeur d’une structure change</summary>
${form(
  visit,
  { submit: 'Déclarer le directeur', values: { acte: 'directeur' } },
  html`${select(visit, { name: 'structure', label: 'Structure', choices: structures.map(({ id, name }) => [id, `${name} — ${id}`] as const) })}
${DIRECTOR_FIELDS.map(({ name, label }) => input(visit, { name, label }))}`,
)}</details></section>`;
  },
  act(visit) {
    if (!visit.context.bench) throw new PfcngProblem('service-client-only');
    const act = ACTS.get(visit.values.get('acte'));
    if (act === undefined) throw new PfcngProblem('malformed-request', { reason: 'acte' });
    return act(visit);
  },
};

function clock(visit: Visit): Html {
  const { clock: running } = visit.pfcng;
  return html`<section class="bench"><h2>Horloge</h2>
<p>Il est <time>${moment(running.now().toISOString())}</time>.</p>
${
  settable(running)
    ? form(
        visit,
        { submit: 'Avancer', values: { acte: 'horloge' } },
        select(visit, {
          name: 'jours',
          label: 'Avancer de',
          choices: [
            ['1', 'un jour'],
            ['30', '30 jours'],
            ['365', 'un an'],
            ['1066', 'trois ans moins un mois'],
            ['1096', 'trois ans et un jour'],
          ],
        }),
      )
    : html`<p class="soft">L’horloge est celle de la machine : on ne l’avance pas.</p>
${form(visit, { submit: 'Faire ce qui est dû', tone: 'quiet', values: { acte: 'horloge', jours: '0' } })}`
}</section>`;
}
