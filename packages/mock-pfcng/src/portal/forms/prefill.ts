import type { FormNumber } from '../../schemas/forms.ts';
import type { Visit } from '../context.ts';
import { SECTIONS } from './sections.ts';

/** The usual answers, where nothing was typed yet: whoever is logged in signs, and the structure is known. */
export function prefilled(visit: Visit, number: FormNumber): Visit {
  const { values, problem, card } = visit;
  if (problem !== undefined || values.has('jeton')) return visit;
  const fields = SECTIONS[number].flatMap((section) => section.fields).map(({ name }) => name);
  const usual: Record<string, string> = {
    ...(card && { 'signature.cardNumber': card.number }),
    structure: card?.structure ?? '',
    nominative: 'oui',
    cardType: 'CPE',
    'kit.quantity': '1',
    ...(number === 'F413' && beneficiaryOf(visit)),
  };
  const missing = Object.entries(usual).filter(([name]) => fields.includes(name) && !values.has(name));
  return { ...visit, values: values.with(Object.fromEntries(missing)) };
}

function beneficiaryOf({ pfcng, actor, values, card }: Visit): Record<string, string> {
  const wanted = values.get('structure') || card?.structure;
  const structure = pfcng.structures.search(actor).find(({ id }) => id === wanted);
  if (structure === undefined) return {};
  const { id, name, siret, postcode, town } = structure;
  return {
    'beneficiary.name': name,
    'beneficiary.siret': siret ?? '',
    'beneficiary.finess': id.startsWith('1') ? id.slice(1) : '',
    'beneficiary.postcode': postcode,
    'beneficiary.town': town,
  };
}
