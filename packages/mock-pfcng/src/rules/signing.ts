import { type Actor, cardFault, usableCard } from '../actors.ts';
import type { Core } from '../core.ts';
import { PfcngProblem } from '../problems/problem.ts';
import type { Card } from '../schemas/cards.ts';
import type { Environment } from '../schemas/identifiers.ts';
import type { Person } from '../schemas/people.ts';
import type { Contract, Structure } from '../schemas/structures.ts';
import { cardsOfPerson, findCard } from '../store/cards.ts';
import { contractCovering, mandateOf } from '../store/contracts.ts';
import { findStructure } from '../store/structures.ts';
import { contractAdvice } from './contract-advice.ts';

export type Role = 'representative' | 'mandataire';

export interface Signatory {
  readonly role: Role;
  readonly person: Person;
  readonly contract: Contract;
}

/** @throws PfcngProblem not-found */
export function knownStructure(core: Core, id: string): Structure {
  const structure = findStructure(core, id);
  if (structure === undefined) throw new PfcngProblem('not-found', { what: 'structure', id });
  return structure;
}

/** @throws PfcngProblem not-found */
export function knownCard(core: Core, number: string): Card {
  const card = findCard(core, number);
  if (card === undefined) throw new PfcngProblem('not-found', { what: 'card', id: number });
  return card;
}

/** @throws PfcngProblem contract-missing with the advice on EJ and EG */
export function requireContract(core: Core, structure: Structure): Contract {
  const contract = contractCovering(core, structure);
  if (contract !== undefined) return contract;
  const advice = contractAdvice(core, structure);
  throw new PfcngProblem('contract-missing', {
    structure: structure.id,
    advice: advice.fr,
    adviceEn: advice.en,
  });
}

/** After a change of director, the contract names someone who is the director no more. */
export function directorChanged(core: Core, contract: Contract): boolean {
  return findStructure(core, contract.structure)!.director?.id !== contract.representative.id;
}

/** The active CDE of the representative, or his CPS as responsable. */
export function representativeCard(core: Core, contract: Contract): Card | undefined {
  return cardsOfPerson(core, contract.representative.id).find(
    (card) =>
      card.state === 'active' &&
      card.environment === 'production' &&
      card.structure === contract.structure &&
      (card.type === 'CDE' || (card.type === 'CPS' && card.responsable)),
  );
}

/**
 * What every form but the first ones supposes: a contract, and a representative who is still director and has his card.
 *
 * @throws PfcngProblem contract-missing, representative-changed, representative-card-missing
 */
export function requireRepresentedStructure(core: Core, structure: Structure): Contract {
  const contract = requireContract(core, structure);
  if (directorChanged(core, contract)) {
    throw new PfcngProblem('representative-changed', { structure: contract.structure });
  }
  if (representativeCard(core, contract) === undefined) {
    throw new PfcngProblem('representative-card-missing', { structure: contract.structure });
  }
  return contract;
}

/**
 * Whoever signs a form with this card, in the role that he has.
 *
 * @throws PfcngProblem those of `requireRepresentedStructure`, signer-card-invalid, signer-not-entitled
 */
export function requireSignatory(core: Core, structure: Structure, cardNumber: string): Signatory {
  const contract = requireRepresentedStructure(core, structure);
  const card = findCard(core, cardNumber);
  if (card?.state !== 'active' || card.holder === null || card.environment !== 'production') {
    throw new PfcngProblem('signer-card-invalid', { card: cardNumber, state: cardFault(card) });
  }
  const role = roleOf(core, contract, card.holder);
  if (role === undefined) {
    throw new PfcngProblem('signer-not-entitled', { card: cardNumber, structure: contract.structure });
  }
  return { role, person: card.holder, contract };
}

/** @throws PfcngProblem as `requireSignatory`, and only-representative-names */
export function requireRepresentative(core: Core, structure: Structure, cardNumber: string): Signatory {
  const signatory = requireSignatory(core, structure, cardNumber);
  if (signatory.role !== 'representative') {
    throw new PfcngProblem('only-representative-names', {
      card: cardNumber,
      structure: signatory.contract.structure,
    });
  }
  return signatory;
}

export function roleOf(core: Core, contract: Contract, person: Person): Role | undefined {
  if (!directorChanged(core, contract) && contract.representative.id === person.id) return 'representative';
  return mandateOf(core, contract.structure, person.id) ? 'mandataire' : undefined;
}

/**
 * Whoever may manage the cards, habilitations and certificates of a structure: its representative or a mandataire; of test
 * ones also the holder of any of the structure's test cards, since an editor has no contract; the service client of ANS always.
 *
 * @throws PfcngProblem that of the actor's card, signer-not-entitled
 */
export function requireManager(
  core: Core,
  actor: Actor,
  structureId: string,
  environment: Environment,
): void {
  if (actor.kind === 'service-client') return;
  const card = usableCard(core, actor);
  if (card.holder !== null && isManager(core, card, card.holder, structureId, environment)) return;
  throw new PfcngProblem('signer-not-entitled', { card: card.number, structure: structureId });
}

function isManager(
  core: Core,
  card: Card,
  holder: Person,
  structureId: string,
  environment: Environment,
): boolean {
  if (card.environment === 'test') return environment === 'test' && card.structure === structureId;
  const contract = contractCovering(core, knownStructure(core, structureId));
  return contract !== undefined && roleOf(core, contract, holder) !== undefined;
}
