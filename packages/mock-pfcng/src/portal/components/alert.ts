import type { PfcngProblem } from '../../problems/problem.ts';
import type { Warning } from '../../schemas/warnings.ts';
import type { Visit } from '../context.ts';
import { type Html, html } from '../html.ts';
import { fieldId, fieldOf, wording } from './field-errors.ts';

/** Names of the fields of a page, with their labels. */
export type FieldLabels = Readonly<Record<string, string>>;

/** The refusal at the head of a page: what, why, which right is missing, and the form that gives it. */
export function refusal(visit: Visit, fields: FieldLabels = {}): Html | false {
  return visit.problem !== undefined && problemAlert(visit, visit.problem, fields);
}

/** An error about a field of this page links to it. It has the focus: whoever sent the form should hear of it first. */
export function problemAlert(visit: Visit, problem: PfcngProblem, fields: FieldLabels = {}): Html {
  const {
    title,
    detail,
    missingRight,
    forms = [],
    errors = [],
    lines = [],
    requirements,
  } = problem.details('fr');
  return html`<section class="alert bad" role="alert" aria-labelledby="refus" tabindex="-1" autofocus>
<h2 id="refus">${title}</h2>
${errors.length > 0 ? html`<ul>${errors.map((error) => html`<li>${fieldError(visit, error, fields)}</li>`)}</ul>` : html`<p>${detail}</p>`}
${lines.length > 0 && html`<ol class="lines">${lines.map(badLine)}</ol>`}
${missingRight !== undefined && html`<p>Il manque : <strong>${missingRight}</strong>.</p>`}
${
  forms.length > 0 &&
  html`<p>Ce qui le donne :</p>
<ul>${forms.map(({ form, title: name }) => html`<li><a href="formulaire.xhtml?${filledIn(visit, problem, form)}">${form} — ${name}</a></li>`)}</ul>`
}
${requirements.length > 0 && html`<p class="soft">Règles : ${requirements.join(', ')}</p>`}
</section>`;
}

type Details = ReturnType<PfcngProblem['details']>;

function fieldError(
  { values }: Visit,
  { field, message }: NonNullable<Details['errors']>[number],
  labels: FieldLabels,
): Html {
  const known = fieldOf(field, Object.keys(labels));
  if (known === undefined) return html`<code>${field || 'formulaire'}</code> : ${message}`;
  return html`<a href="#${fieldId(known)}">${labels[known]}</a> : ${wording(message, values.get(known))}`;
}

const badLine = ({ line, problem: { title, detail, errors } }: NonNullable<Details['lines']>[number]): Html =>
  html`<li><strong>Ligne ${line}</strong> : ${title}. ${errors ? errors.map(({ field, message }) => html`<code>${field}</code> ${message}. `) : detail}</li>`;

/** The next form, with what is known already. */
function filledIn({ card }: Visit, { parameters: { structure } }: PfcngProblem, form: string): string {
  return new URLSearchParams({
    formulaire: form,
    ...(structure !== undefined && { structure: String(structure) }),
    ...(card && (form === 'F413' || form === 'F503') && { administrators: card.number }),
  }).toString();
}

export function warnings(all: readonly Warning[]): Html | false {
  return (
    all.length > 0 &&
    html`<section class="alert due" aria-label="Avertissements"><ul>${all.map(
      ({ text, requirements }) => html`<li>${text.fr}
${requirements.length > 0 && html`<span class="soft">(${requirements.join(', ')})</span>`}</li>`,
    )}</ul></section>`
  );
}

/** Something went well. */
export const success = (text: Html | string): Html => html`<p class="alert good" role="status">${text}</p>`;
