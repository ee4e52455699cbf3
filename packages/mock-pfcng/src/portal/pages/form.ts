import { FORM_EDITIONS, REFERRED_EDITION } from '../../data/forms.ts';
import { MAILBOXES } from '../../data/mailboxes.ts';
import { PfcngProblem } from '../../problems/problem.ts';
import type { FormNumber } from '../../schemas/forms.ts';
import { refusal } from '../components/alert.ts';
import { input } from '../components/field.ts';
import { creationKey, form } from '../components/form.ts';
import { facts } from '../components/table.ts';
import type { Page, Visit } from '../context.ts';
import { prefilled } from '../forms/prefill.ts';
import { readForm } from '../forms/read.ts';
import { renderForm, withTemplate } from '../forms/render.ts';
import { fieldLabels } from '../forms/sections.ts';
import { type Html, html } from '../html.ts';
import type { Values } from '../values.ts';

interface Chosen {
  readonly number: FormNumber;
  readonly edition: string;
}

export function chosenForm(values: Values): Chosen {
  const number = values.get('formulaire') as FormNumber;
  if (!Object.hasOwn(FORM_EDITIONS, number))
    throw new PfcngProblem('not-found', { what: 'form', id: number });
  const edition = values.get('edition');
  return {
    number,
    edition: Object.hasOwn(FORM_EDITIONS[number], edition) ? edition : REFERRED_EDITION[number],
  };
}

export const formPage: Page = {
  path: 'formulaire.xhtml',
  title: ({ values }) => `Formulaire ${chosenForm(values).number}`,
  tab: 'formulaires.xhtml',
  show,
  act(visit) {
    const { pfcng, values, card } = visit;
    const { number, edition } = chosenForm(values);
    const template = withTemplate(visit, number);
    if (template) return { page: show(template) };
    const submission = readForm(number, edition, values);
    const actor = card ? visit.actor : correspondent(values);
    const { id } = pfcng.forms.submit(actor, submission, creationKey(values));
    return { redirect: `formulaire-recu.xhtml?id=${id}` };
  },
};

function show(visit: Visit): Html {
  const { number, edition } = chosenForm(visit.values);
  return html`${refusal(visit, fieldLabels(number))}
${about(visit, number, edition)}
${
  number === 'TOM' && visit.card === undefined
    ? html`<p class="alert due">TOM est un service en ligne : il demande une carte. <a href="authentication.xhtml?suite=%2Fpfcng-ihm%2Fformulaire.xhtml%3Fformulaire%3DTOM">S’authentifier</a></p>`
    : fillIn(visit, number, edition)
}`;
}

/** Whoever sends a form without a card is told by mail what becomes of it. */
function correspondent(values: Values) {
  return {
    kind: 'correspondent',
    email: values.get('expediteur').trim() || 'secretariat@banc-gap.invalid',
  } as const;
}

function about(visit: Visit, number: FormNumber, edition: string): Html {
  const editions = FORM_EDITIONS[number];
  const { title, url, mailbox, path } = editions[edition]!;
  return html`<p class="lead">${title}</p>
${facts([
  [
    'Édition',
    html`${Object.keys(editions).map((one, index) => html`${index > 0 && ' · '}${one === edition ? html`<strong>${one}</strong>` : html`<a href="formulaire.xhtml?formulaire=${number}&amp;edition=${one}&amp;${visit.values.with({ formulaire: '', edition: '' }).toQuery()}">${one}</a>`}`)}`,
  ],
  [
    'En vrai',
    html`<a href="${url}" rel="external noreferrer">${url}</a><br><span class="soft">${path}</span>`,
  ],
  ['À envoyer à', mailbox === null ? 'service en ligne' : MAILBOXES[mailbox]],
])}`;
}

function fillIn(visit: Visit, number: FormNumber, edition: string): Html {
  const filled = prefilled(visit, number);
  return form(
    filled,
    { submit: 'Envoyer le formulaire', values: { formulaire: number, edition }, once: true },
    html`${renderForm(filled, number, edition)}
${
  visit.card === undefined &&
  html`<fieldset class="section"><legend>Envoi</legend>${input(filled, { name: 'expediteur', label: 'Adresse de l’expéditeur', type: 'email', optional: true, hint: 'Sans carte, le formulaire part par courriel ; la réception et la décision y sont annoncées.' })}</fieldset>`
}`,
  );
}
