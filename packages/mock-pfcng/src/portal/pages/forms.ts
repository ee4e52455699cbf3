import { FORM_EDITIONS, REFERRED_EDITION } from '../../data/forms.ts';
import { PfcngProblem } from '../../problems/problem.ts';
import type { FormNumber, SubmittedForm } from '../../schemas/forms.ts';
import { problemAlert, success, warnings } from '../components/alert.ts';
import { facts, state, table } from '../components/table.ts';
import type { Page, Visit } from '../context.ts';
import { type Html, html, type Part } from '../html.ts';
import { moment } from '../words.ts';

const PURPOSES: Readonly<Record<FormNumber, string>> = {
  contrat: 'Contractualiser avec l’ANS, à l’EJ ou à l’EG',
  F101: 'Carte CDE du représentant légal',
  F301: 'Carte d’un employé, et mandat',
  TOM: 'Carte d’un employé, en ligne',
  F502: 'Désigner ou révoquer un mandataire',
  F413: 'Habiliter un administrateur technique (production)',
  F414: 'Cartes et certificats de test',
  F503: 'Changer les domaines d’une habilitation',
};

export const forms: Page = {
  path: 'formulaires.xhtml',
  title: 'Formulaires',
  show(visit) {
    const { pfcng, actor } = visit;
    return html`<p>Sur papier, n’importe qui les envoie ; ils sont jugés sur leur contenu et leur signataire. Ce qu’un formulaire validé donne, il le donne aussitôt.</p>
<ul class="tiles">${(Object.keys(FORM_EDITIONS) as FormNumber[]).map(
      (
        number,
      ) => html`<li><a href="formulaire.xhtml?formulaire=${number}"><strong>${number === 'contrat' ? 'Contrat' : number}</strong> ${PURPOSES[number]}</a>
<span class="soft">éditions ${Object.keys(FORM_EDITIONS[number]).join(', ')} ; proposée : ${REFERRED_EDITION[number]}</span></li>`,
    )}</ul>
${table(
  'Formulaires envoyés',
  [
    {
      title: 'Référence',
      cell: ({ id, number, edition }) =>
        html`<a href="formulaire-recu.xhtml?id=${id}">${number}</a> <span class="soft">${edition}</span>`,
    },
    { title: 'Structure', cell: ({ structure }) => html`<span class="id">${structure}</span>` },
    { title: 'Reçu le', cell: ({ receivedAt }) => moment(receivedAt) },
    { title: 'État', cell: ({ state: now }) => state(now) },
  ],
  pfcng.forms.list(actor).toReversed(),
  'Aucun formulaire envoyé.',
)}`;
  },
};

export const receivedForm: Page = {
  path: 'formulaire-recu.xhtml',
  title: ({ pfcng, actor, values }) => `Formulaire ${pfcng.forms.get(actor, values.get('id')).number} envoyé`,
  tab: 'formulaires.xhtml',
  show(visit) {
    const { pfcng, actor, values } = visit;
    const one = pfcng.forms.get(actor, values.get('id'));
    const problem = pfcng.forms.refusal(one);
    return html`${one.state === 'received' && success('Le formulaire est reçu. Il attend la décision du service client.')}
${one.state === 'validated' && success('Le formulaire est validé.')}
${problem instanceof PfcngProblem && problemAlert(visit, problem)}
${warnings(one.warnings)}
${facts([
  ['Référence', html`<code>${one.id}</code>`],
  ['Formulaire', `${one.number}, édition ${one.edition}`],
  ['État', state(one.state)],
  ['Structure', one.structure],
  ['Reçu le', moment(one.receivedAt)],
  ['Décidé le', moment(one.decidedAt)],
  ['Prévenus', one.notify.join(', ') || '—'],
  ...outcome(visit, one),
])}
<details><summary>Ce qui a été envoyé</summary><pre>${JSON.stringify(one.fields, null, 2)}</pre></details>`;
  },
};

/** What a validated form gave. */
function outcome(
  { pfcng, actor }: Visit,
  { outcome: given }: SubmittedForm,
): readonly (readonly [string, Part])[] {
  const { cards = [], habilitations = [], mandates = [], removedMandates = [], contract } = given ?? {};
  const card = (number: string): Html => {
    const { type, holder } = pfcng.cards.get(actor, number);
    return html`<li><a href="carte.xhtml?numero=${number}">${type} ${number}</a> ${holder?.givenName} ${holder?.familyName}</li>`;
  };
  return [
    ...(contract === undefined ? [] : ([['Contrat', html`<code>${contract}</code>`]] as const)),
    ...(cards.length === 0 ? [] : ([['Cartes délivrées', html`<ul>${cards.map(card)}</ul>`]] as const)),
    ...(mandates.length === 0 ? [] : ([['Mandats donnés', mandates.length]] as const)),
    ...(removedMandates.length === 0 ? [] : ([['Mandats retirés', removedMandates.length]] as const)),
    ...(habilitations.length === 0
      ? []
      : ([
          ['Habilitations', html`<a href="habilitations.xhtml">${habilitations.length} offre(s)</a>`],
        ] as const)),
  ];
}
