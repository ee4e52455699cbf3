import { PfcngProblem } from '../problems/problem.ts';
import { knownCard, knownStructure } from '../rules/signing.ts';
import { issueCard, setResponsable } from '../store/cards.ts';
import { signContract } from '../store/contracts.ts';
import { savePerson } from '../store/people.ts';
import { setDirector } from '../store/structures.ts';
import { type FormHandler, granted } from './handler.ts';

/**
 * Whoever signs the contract or the F101 is the director from then on. The contract and the card are both his only when both
 * forms are validated; a predecessor has lost his rights with the first of them.
 */
export const contractForm: FormHandler<'contrat'> = ({ core, fields }) => {
  const structure = knownStructure(core, fields.structure);
  const representative = savePerson(core, fields.representative);
  if (fields.cpsResponsable !== null) {
    const card = knownCard(core, fields.cpsResponsable);
    const his = card.type === 'CPS' && card.state === 'active' && card.holder?.id === representative.id;
    if (!his || card.structure !== structure.id) {
      throw new PfcngProblem('signer-card-invalid', {
        card: card.number,
        state: card.state === 'active' ? 'of-another' : card.state,
      });
    }
    setResponsable(core, card.number);
  }
  setDirector(core, structure.id, representative.id);
  return granted({ contract: signContract(core, structure.id, representative.id) });
};

export const f101: FormHandler<'F101'> = ({ core, fields }) => {
  const structure = knownStructure(core, fields.structure);
  const representative = savePerson(core, fields.representative);
  setDirector(core, structure.id, representative.id);
  const { number } = issueCard(core, {
    type: 'CDE',
    environment: 'production',
    structure: structure.id,
    holder: representative.id,
  });
  return granted({ cards: [number] });
};
