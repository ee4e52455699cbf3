import { createHash } from 'node:crypto';
import type { Visit } from '../context.ts';
import { type Html, html, type Part } from '../html.ts';
import type { Values } from '../values.ts';

export interface FormOptions {
  /** Page that it is sent to; default this one. */
  readonly to?: string;
  readonly values?: Readonly<Record<string, string>>;
  readonly submit: string;
  readonly tone?: 'danger' | 'quiet';
  /** For a screen reader, where several forms of a page have the same button. */
  readonly about?: string;
  /** Holds a file. */
  readonly upload?: true;
  /** Sent twice, it acts once. */
  readonly once?: true;
}

/** A form that acts. Browsers check nothing: the platform's own rules say what is wrong. */
export function form(visit: Visit, options: FormOptions, content: Part = null): Html {
  const { to = visit.path, values = {}, submit, tone, about, upload, once } = options;
  const own = {
    ...values,
    jeton: visit.formToken,
    ...(once && { cle: visit.values.get('cle') || visit.context.random.bytes(12).toString('base64url') }),
  };
  return html`<form method="post" action="${to}" novalidate${upload && html` enctype="multipart/form-data"`}>
${hidden(own)}
${content}
<p class="actions"><button${tone !== undefined && html` class="${tone}"`}>${submit}${about !== undefined && html`<span class="hidden"> ${about}</span>`}</button></p>
</form>`;
}

/** A form that only asks: what it shows has an address. */
export function search(
  visit: Visit,
  { submit, values = {} }: Pick<FormOptions, 'submit' | 'values'>,
  content: Part,
): Html {
  return html`<form method="get" action="${visit.path}" role="search" class="search">
${hidden(values)}
${content}
<p class="actions"><button class="quiet">${submit}</button></p>
</form>`;
}

const hidden = (values: Readonly<Record<string, string>>): Part =>
  Object.entries(values).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`);

/** The same form with the same content, sent twice, is one creation. */
export const creationKey = (values: Values): { readonly idempotencyKey: string } => ({
  idempotencyKey: createHash('sha256').update(values.toString()).digest('hex'),
});
