import type { FormNumber } from '../../schemas/forms.ts';
import type { Values } from '../values.ts';
import type { Field } from './field.ts';
import { SECTIONS } from './sections.ts';

type Json = Record<string, unknown>;

/** What was typed as the schema of that form wants it; whether it is right, the schema says. */
export function readForm(form: FormNumber, edition: string, values: Values): unknown {
  const submission: Json = { form, edition };
  for (const { box, fields } of SECTIONS[form]) {
    if (box && !values.has(box.name)) {
      submission[box.name] = null;
      continue;
    }
    for (const field of fields) {
      if (field.when && values.get(field.when[0]) !== field.when[1]) continue;
      put(submission, field.name.split('.'), answerOf(field, values));
    }
  }
  return submission;
}

function answerOf({ name, control, optional }: Field, values: Values): unknown {
  const text = values.get(name).trim();
  switch (control) {
    case 'tick':
      return values.has(name);
    case 'integer':
      return Number(text);
    case 'cards':
      return numbers(text);
    case 'administrators':
      return numbers(text).map((cardNumber) => ({ cardNumber }));
    case 'offers':
      return offers(values.all(name));
    default:
      return text === '' && optional ? null : text;
  }
}

const numbers = (text: string): string[] => text.split(/[\s,;]+/).filter(Boolean);

/** A ticked box is `SERV:SSL_SERVEUR`, or in editions by group `ORG:AUTH_CLI,SIGN,CONF`. */
function offers(ticked: readonly string[]): unknown[] {
  const usages = new Map<string, string[]>();
  for (const box of ticked) {
    const [offer = '', list = ''] = box.split(':');
    usages.set(offer, [...(usages.get(offer) ?? []), ...list.split(',')]);
  }
  return [...usages].map(([offer, all]) => ({ offer, usages: all }));
}

function put(target: Json, [first, ...rest]: readonly string[], value: unknown): void {
  if (first === undefined) return;
  if (rest.length === 0) {
    target[first] = value;
    return;
  }
  const inner = (target[first] as Json | undefined) ?? {};
  target[first] = inner;
  put(inner, rest, value);
}
