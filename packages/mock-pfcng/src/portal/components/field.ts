import type { Visit } from '../context.ts';
import { type Html, html, type Part } from '../html.ts';
import { errorsOf, fieldId } from './field-errors.ts';

export interface FieldOptions {
  readonly name: string;
  readonly label: string;
  readonly hint?: Part;
  readonly optional?: boolean | undefined;
  readonly autocomplete?: string;
}

export type Choice = readonly [value: string, label: Part];

/** Ids of the hint and the error, which the field is described by. */
function described({ name, hint }: FieldOptions, errors: readonly string[]): Part {
  const id = fieldId(name);
  const ids = [...(hint === undefined ? [] : [`${id}-aide`]), ...(errors.length > 0 ? [`${id}-erreur`] : [])];
  return [
    ids.length > 0 && html` aria-describedby="${ids.join(' ')}"`,
    errors.length > 0 && html` aria-invalid="true"`,
  ];
}

function notes({ name, hint }: FieldOptions, errors: readonly string[]): Part {
  const id = fieldId(name);
  return [
    hint !== undefined && html`<p class="hint" id="${id}-aide">${hint}</p>`,
    errors.length > 0 && html`<p class="error" id="${id}-erreur">${errors.join(' ; ')}</p>`,
  ];
}

/** What a control is put into: label, hint and error about it. */
function labelled(visit: Visit, options: FieldOptions, control: (attributes: Part) => Html): Html {
  const errors = errorsOf(visit, options.name);
  const id = fieldId(options.name);
  const attributes = html` id="${id}" name="${options.name}"${described(options, errors)}${options.autocomplete !== undefined && html` autocomplete="${options.autocomplete}"`}`;
  return html`<div class="field${errors.length > 0 && ' wrong'}">
<label for="${id}">${options.label}${options.optional && html` <span class="soft">(facultatif)</span>`}</label>
${notes(options, errors)}
${control(attributes)}
</div>`;
}

interface InputOptions extends FieldOptions {
  readonly type?: 'text' | 'email' | 'tel' | 'search';
  /** Offered while one types; anything else may be typed, too. */
  readonly suggestions?: readonly string[];
}

export function input(visit: Visit, options: InputOptions): Html {
  const { type = 'text', name, suggestions = [] } = options;
  const list = suggestions.length > 0 && `${fieldId(name)}-choix`;
  return labelled(
    visit,
    options,
    (
      attributes,
    ) => html`<input type="${type}"${attributes} value="${visit.values.get(name)}"${list && html` list="${list}"`}>
${list && html`<datalist id="${list}">${suggestions.map((one) => html`<option value="${one}"></option>`)}</datalist>`}`,
  );
}

/** A secret is never filled in again. */
export function secret(visit: Visit, options: FieldOptions & { readonly numeric?: true }): Html {
  return labelled(
    visit,
    { autocomplete: 'off', ...options },
    (attributes) =>
      html`<input type="password"${attributes}${options.numeric && html` inputmode="numeric"`}>`,
  );
}

export function textarea(
  visit: Visit,
  options: FieldOptions & { readonly rows?: number; readonly code?: true },
): Html {
  const { rows = 4, code, name } = options;
  return labelled(
    visit,
    options,
    // A parser drops the first line feed of a textarea.
    (
      attributes,
    ) => html`<textarea rows="${rows}"${code && html` class="code" spellcheck="false"`}${attributes}>
${visit.values.get(name)}</textarea>`,
  );
}

/** The file counts before the text of the same name; a browser does not keep it after an error. */
export function file(visit: Visit, options: FieldOptions & { readonly accept: string }): Html {
  return labelled(
    visit,
    options,
    (attributes) => html`<input type="file"${attributes} accept="${options.accept}">`,
  );
}

export function select(visit: Visit, options: FieldOptions & { readonly choices: readonly Choice[] }): Html {
  const chosen = visit.values.get(options.name);
  return labelled(
    visit,
    options,
    (attributes) =>
      html`<select${attributes}>${options.choices.map(
        ([value, label]) =>
          html`<option value="${value}"${value === chosen && html` selected`}>${label}</option>`,
      )}</select>`,
  );
}

/** With `opens`, the rest of its section is shown only while it is ticked. */
export function checkbox(visit: Visit, options: FieldOptions & { readonly opens?: true }): Html {
  const { name, label, opens } = options;
  const value = 'oui';
  const errors = errorsOf(visit, name);
  return html`<div class="field tick${opens && ' box'}${errors.length > 0 && ' wrong'}">
<label><input type="checkbox" id="${fieldId(name)}" name="${name}" value="${value}"${described(options, errors)}${visit.values.all(name).includes(value) && html` checked`}> <span>${label}</span></label>
${notes(options, errors)}
</div>`;
}

/** Radio buttons or, with `several`, checkboxes under one legend. */
export function choices(
  visit: Visit,
  options: FieldOptions & {
    readonly choices: readonly Choice[];
    readonly several?: true;
    readonly look?: string;
  },
): Html {
  const { name, label, several, look = '' } = options;
  const errors = errorsOf(visit, name);
  const chosen = visit.values.all(name);
  return html`<fieldset class="choices ${look}${errors.length > 0 && ' wrong'}" id="${fieldId(name)}" tabindex="-1"${described(options, errors)}>
<legend>${label}</legend>
${notes(options, errors)}
<div>${options.choices.map(
    ([value, text]) =>
      html`<label><input type="${several ? 'checkbox' : 'radio'}" name="${name}" value="${value}"${chosen.includes(value) && html` checked`}> <span>${text}</span></label>`,
  )}</div>
</fieldset>`;
}
