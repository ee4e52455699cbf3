import type { SubjectInput } from '@banc-gap/pki';
import { cardFault } from '../actors.ts';
import type { Core } from '../core.ts';
import { PfcngProblem } from '../problems/problem.ts';
import type { Card } from '../schemas/cards.ts';
import type { Environment } from '../schemas/identifiers.ts';
import { findCard } from '../store/cards.ts';

export interface Identity {
  readonly subject: Pick<SubjectInput, 'professional' | 'employee'>;
  readonly commonName: string;
}

/**
 * Whom a PRO certificate names: the holder of an active CPS, or of an active CPE who is no health professional.
 *
 * @throws PfcngProblem beneficiary-card-invalid, beneficiary-card-type, card-of-other-environment
 */
export function beneficiaryIdentity(core: Core, number: string, environment: Environment): Identity {
  const card = findCard(core, number);
  if (card?.state !== 'active' || card.holder === null) {
    throw new PfcngProblem('beneficiary-card-invalid', {
      card: number,
      state: cardFault(card),
    });
  }
  if (card.environment !== environment) {
    throw new PfcngProblem('card-of-other-environment', { card: number, environment: card.environment });
  }
  const fits = card.holder.profession === null ? card.type === 'CPE' : card.type === 'CPS';
  if (!fits) throw new PfcngProblem('beneficiary-card-type', { card: number, type: card.type });
  return identityOf(card);
}

/** The holder as certificates name him: a health professional by his RPPS, anybody else by the structure's identifier and his card's. */
export function identityOf({ number, type, structure, holder }: Card): Identity {
  const { familyName: surname, givenName } = holder ?? { familyName: 'SERVICE', givenName: type };
  if ((type === 'CPS' || type === 'CPF') && holder?.profession != null) {
    const nationalId = `8${holder.rpps}`;
    return {
      subject: { professional: { givenName, surname, nationalId, profession: holder.profession } },
      commonName: nationalId,
    };
  }
  const nationalId = `${employeeRegister(structure)}${structure.slice(1)}/${type}${number}`;
  return { subject: { employee: { givenName, surname, nationalId } }, commonName: nationalId };
}

/** Nomenclature TRE_G08 has other digits for the registers of TRE_G07. */
function employeeRegister(structure: string): string {
  return { '0': '1', '1': '3', '2': '4', '3': '5', '4': '6' }[structure.charAt(0)]!;
}
