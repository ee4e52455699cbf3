import { cardFault } from '../actors.ts';
import type { Core } from '../core.ts';
import { PfcngProblem } from '../problems/problem.ts';
import { knownStructure, requireRepresentative } from '../rules/signing.ts';
import type { Person } from '../schemas/people.ts';
import { findCard } from '../store/cards.ts';
import { addMandate, endMandate, mandateOf } from '../store/contracts.ts';
import { type FormHandler, granted } from './handler.ts';

/** Names mandataires who hold a card, and removes mandates. */
export const f502: FormHandler<'F502'> = ({ core, formId, fields }) => {
  const { designations, removals, signature } = fields;
  const { contract } = requireRepresentative(
    core,
    knownStructure(core, fields.structure),
    signature.cardNumber,
  );
  if (designations.length + removals.length === 0) throw new PfcngProblem('form-empty', { form: 'F502' });
  const removedMandates = removals.map((card) => {
    const mandate = mandateOf(core, contract.structure, findCard(core, card)?.holder?.id ?? '');
    if (!mandate) throw new PfcngProblem('mandate-unknown', { card, structure: contract.structure });
    endMandate(core, mandate.id);
    return mandate.id;
  });
  const mandates = designations.map((card) => {
    const person = cardHolder(core, card);
    if (mandateOf(core, contract.structure, person.id)) {
      throw new PfcngProblem('mandate-exists', { card, structure: contract.structure });
    }
    return addMandate(core, contract.structure, person.id, formId);
  });
  return granted({ mandates, removedMandates });
};

function cardHolder(core: Core, number: string): Person {
  const card = findCard(core, number);
  if (card?.state === 'active' && card.environment === 'production' && card.holder !== null)
    return card.holder;
  throw new PfcngProblem('mandataire-without-card', {
    card: number,
    state: cardFault(card),
  });
}
