import { type Actor, actorName, assertMayLook, assertServiceClient } from '../actors.ts';
import type { Core } from '../core.ts';
import { departementOf } from '../data/departements.ts';
import { parse } from '../parse.ts';
import { PfcngProblem } from '../problems/problem.ts';
import { type ContractAdvice, contractAdvice } from '../rules/contract-advice.ts';
import { knownStructure, representativeCard } from '../rules/signing.ts';
import {
  type Contract,
  directorChange,
  type Mandate,
  newGroup,
  newStructure,
  type Structure,
  type StructureGroup,
} from '../schemas/structures.ts';
import { expected } from '../schemas/wording.ts';
import { contractCovering, mandatesOf } from '../store/contracts.ts';
import { savePerson } from '../store/people.ts';
import {
  addGroup,
  addStructure,
  allGroups,
  findGroup,
  findStructure,
  searchStructures,
  setDirector,
} from '../store/structures.ts';

export interface ContractStanding {
  readonly contract: Contract | null;
  readonly advice: ContractAdvice;
  /** Number of the card by which the representative acts. */
  readonly representativeCard: string | null;
  readonly mandates: readonly Mandate[];
}

const knownPostcode = newStructure.refine(({ postcode }) => departementOf(postcode) !== undefined, {
  path: ['postcode'],
  error: expected("un code postal d'un département français", 'a postcode of a French département'),
});

/** Structures, groups of structures, and who stands for them. */
export class StructureDesk {
  readonly #core: Core;

  constructor(core: Core) {
    this.#core = core;
  }

  register(actor: Actor, input: unknown): Structure {
    assertServiceClient(actor);
    const given = parse(knownPostcode, input);
    const core = this.#core;
    if (findStructure(core, given.id)) throw new PfcngProblem('structure-exists', { structure: given.id });
    if (given.ej !== null) this.#assertEj(given.ej);
    return core.change(actorName(actor), 'structure registered', (change) => {
      const director = given.director === null ? null : savePerson(core, given.director);
      addStructure(core, { ...given, director, departement: departementOf(given.postcode)! });
      change.record('structure-registered', given.id, { kind: given.kind });
      return findStructure(core, given.id)!;
    });
  }

  get(actor: Actor, id: string): Structure {
    assertMayLook(this.#core, actor);
    return knownStructure(this.#core, id);
  }

  search(actor: Actor, text = ''): Structure[] {
    assertMayLook(this.#core, actor);
    return searchStructures(this.#core, text);
  }

  /** Someone else is director from now on; until his contract and his card are there, nobody represents the structure. */
  declareDirector(actor: Actor, input: unknown): Structure {
    assertServiceClient(actor);
    const { structure, director } = parse(directorChange, input);
    const core = this.#core;
    knownStructure(core, structure);
    return core.change(actorName(actor), 'the director changed', (change) => {
      const person = savePerson(core, director);
      setDirector(core, structure, person.id);
      change.record('director-changed', structure, { director: person.id });
      return findStructure(core, structure)!;
    });
  }

  contract(actor: Actor, id: string): ContractStanding {
    assertMayLook(this.#core, actor);
    const structure = knownStructure(this.#core, id);
    const contract = contractCovering(this.#core, structure) ?? null;
    return {
      contract,
      advice: contractAdvice(this.#core, structure),
      representativeCard: (contract && representativeCard(this.#core, contract)?.number) ?? null,
      mandates: contract === null ? [] : mandatesOf(this.#core, contract.structure),
    };
  }

  createGroup(actor: Actor, input: unknown): StructureGroup {
    assertServiceClient(actor);
    const given = parse(newGroup, input);
    for (const member of given.members) knownStructure(this.#core, member);
    const group = { ...given, id: this.#core.newId('groupe') };
    return this.#core.change(actorName(actor), 'group registered', (change) => {
      addGroup(this.#core, group);
      change.record('group-registered', group.id, { members: group.members.length });
      return findGroup(this.#core, group.id)!;
    });
  }

  groups(actor: Actor): StructureGroup[] {
    assertMayLook(this.#core, actor);
    return allGroups(this.#core);
  }

  group(actor: Actor, id: string): StructureGroup {
    assertMayLook(this.#core, actor);
    const group = findGroup(this.#core, id);
    if (group === undefined) throw new PfcngProblem('not-found', { what: 'group', id });
    return group;
  }

  #assertEj(id: string): void {
    if (knownStructure(this.#core, id).kind === 'EJ') return;
    const message = { fr: "l'identifiant d'une entité juridique", en: 'the identifier of an EJ' };
    throw new PfcngProblem('invalid-request', { fields: 'ej' }, { errors: [{ field: 'ej', message }] });
  }
}
