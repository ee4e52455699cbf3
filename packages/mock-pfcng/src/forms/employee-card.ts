import { formEdition } from '../data/forms.ts';
import { PfcngProblem } from '../problems/problem.ts';
import { knownStructure, requireRepresentative, requireSignatory } from '../rules/signing.ts';
import type { FormOf } from '../schemas/forms.ts';
import { issueCard } from '../store/cards.ts';
import { addMandate, mandateOf } from '../store/contracts.ts';
import { savePerson } from '../store/people.ts';
import { type Dossier, type Examination, type FormHandler, granted } from './handler.ts';

export const f301: FormHandler<'F301'> = (dossier) => orderCard(dossier, dossier.fields.signature.cardNumber);

/** On line, whoever is logged in signs. */
export const tom: FormHandler<'TOM'> = (dossier) => {
  if (dossier.senderCard === undefined) throw new PfcngProblem('card-required');
  return orderCard(dossier, dossier.senderCard);
};

/** A mandataire orders cards; a mandate with the card is the representative's to give. */
function orderCard(
  { core, formId, fields }: Dossier<'F301'> | Dossier<'TOM'>,
  signerCard: string,
): Examination {
  const structure = knownStructure(core, fields.structure);
  const { contract } = fields.mandat
    ? requireRepresentative(core, structure, signerCard)
    : requireSignatory(core, structure, signerCard);
  assertMandatBox(fields);
  const holder = savePerson(core, fields.holder);
  const { number } = issueCard(core, {
    type: fields.cardType,
    environment: 'production',
    structure: structure.id,
    holder: fields.nominative ? holder.id : null,
  });
  if (!fields.mandat) return granted({ cards: [number] });
  if (mandateOf(core, contract.structure, holder.id)) {
    throw new PfcngProblem('mandate-exists', { card: number, structure: contract.structure });
  }
  return granted({ cards: [number], mandates: [addMandate(core, contract.structure, holder.id, formId)] });
}

/** In the older editions a card comes first, and the mandate with an F502 [S1, S3]; in S4's with the card. */
function assertMandatBox({ form, edition, mandat }: FormOf<'F301' | 'TOM'>): void {
  if (mandat && formEdition(form, edition).mandate !== 'at-once')
    throw new PfcngProblem('mandat-by-F502', { form });
}
