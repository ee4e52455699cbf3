import { formEdition } from '../../data/forms.ts';
import { KITS } from '../../data/kits.ts';
import { OFFERS, type OfferName } from '../../data/offers.ts';
import { KIT_USAGE_TEXT, USES, type Use } from '../../data/uses.ts';
import type { FormNumber } from '../../schemas/forms.ts';
import { type Choice, checkbox, choices, input, select, textarea } from '../components/field.ts';
import type { Visit } from '../context.ts';
import { type Html, html } from '../html.ts';
import type { Field } from './field.ts';
import { SECTIONS } from './sections.ts';

/** The fields of a form in that edition, with what was typed and what is wrong with it. */
export function renderForm(visit: Visit, form: FormNumber, edition: string): Html {
  return html`${SECTIONS[form].map(
    ({ legend, box, fields }) => html`<fieldset class="section"><legend>${legend}</legend>
${box && checkbox(visit, { ...box, opens: true })}
${fields.map((field) => control(visit, form, edition, field))}
</fieldset>`,
  )}`;
}

function control(visit: Visit, form: FormNumber, edition: string, field: Field): Html {
  switch (field.control) {
    case 'tick':
      return checkbox(visit, field);
    case 'select':
      return select(visit, { ...field, choices: field.choices ?? [] });
    case 'integer':
      return select(visit, {
        ...field,
        choices: field.name.endsWith('cardOfKit') ? kitCards(edition) : (field.choices ?? []),
      });
    case 'radio':
      return choices(visit, { ...field, choices: field.choices ?? [] });
    case 'structure':
      return select(visit, { ...field, choices: structures(visit) });
    case 'offers':
      return choices(visit, { ...field, several: true, choices: boxes(form, edition) });
    case 'usage-text':
      return usageText(visit, form, edition, field);
    case 'email':
    case 'tel':
      return input(visit, { ...field, type: field.control });
    case 'text':
    case 'card':
    case 'cards':
    case 'administrators':
      return input(visit, field);
  }
}

const structures = ({ pfcng, actor }: Visit): Choice[] => [
  ['', 'Choisir'],
  ...pfcng.structures.search(actor).map(({ id, name, kind }) => [id, `${name} — ${kind} ${id}`] as const),
];

const kitCards = (edition: string): Choice[] =>
  KITS[edition === 'S2' ? 'S2' : '2024-03'].map(
    ({ label }, index) => [String(index + 1), `n° ${index + 1} : ${label}`] as const,
  );

/** Boxes that this edition has: one for each usage, or one for each group. */
function boxes(form: FormNumber, edition: string): Choice[] {
  const groups: Readonly<Record<OfferName, readonly (readonly string[])[]>> = {
    ORG: [OFFERS.ORG.usages],
    SERV: [['SSL_SERVEUR'], ['SMIME', 'SIGN', 'CONF']],
    PRO: [OFFERS.PRO.usages],
  };
  const perUsage = formEdition(form, edition).rights === 'per-usage';
  return (Object.keys(OFFERS) as OfferName[]).flatMap((offer) => {
    const ticked = perUsage ? OFFERS[offer].usages.map((usage) => [usage]) : groups[offer];
    return ticked.map(
      (usages) =>
        [`${offer}:${usages.join(',')}`, html`${offer} <strong>${usages.join(', ')}</strong>`] as const,
    );
  });
}

/** Buttons put a prescribed text into the field; the form comes back filled in, and nothing is sent yet. */
function usageText(visit: Visit, form: FormNumber, edition: string, field: Field): Html {
  const section = formEdition(form, edition).sections?.[field.name];
  const label = section === undefined ? field.label : `${field.label} (${section})`;
  return html`${textarea(visit, { ...field, label, rows: 4 })}
<details class="templates"><summary>Textes que les documents prescrivent</summary>
<ul>${templates(form, field.name).map(
    ([key, title, text]) =>
      html`<li><button class="quiet" name="reprendre" value="${field.name} ${key}">Reprendre<span class="hidden"> le texte ${title}</span></button> <strong>${title}</strong> : ${text}</li>`,
  )}</ul></details>`;
}

type Template = readonly [key: string, title: string, text: string];

function templates(form: FormNumber, field: string): Template[] {
  if (field === 'kit.usageText') return [['kit', 'Kit d’intégration', KIT_USAGE_TEXT]];
  const known = new Set<string>();
  return (Object.entries(USES) as [string, Use][]).flatMap(([key, { title, usageText: texts }]) => {
    const text = form === 'F414' ? texts.F414 : texts.F413;
    if (text === undefined || known.has(text)) return [];
    known.add(text);
    return [[key, title.fr, text] as const];
  });
}

/** The visit with the text that was asked for in its field, after what stood there; undefined if none was asked for. */
export function withTemplate(visit: Visit, form: FormNumber): Visit | undefined {
  if (!visit.values.has('reprendre')) return undefined;
  const [field = '', key] = visit.values.get('reprendre').split(' ');
  const text = templates(form, field).find(([name]) => name === key)?.[2] ?? '';
  const before = visit.values.get(field).trim();
  const joined = before.includes(text) ? before : `${before} ${text}`.trim();
  return { ...visit, values: visit.values.with({ [field]: joined }) };
}
