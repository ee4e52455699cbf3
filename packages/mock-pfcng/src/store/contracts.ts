import type { Core } from '../core.ts';
import type { Contract, Mandate, Structure } from '../schemas/structures.ts';
import { findPerson } from './people.ts';

type ContractRow = Omit<Contract, 'representative'> & { readonly representative: string };
type MandateRow = Omit<Mandate, 'person'> & { readonly person: string };

/** The contract that a structure itself signed. */
export function contractSignedBy(core: Core, structure: string): Contract | undefined {
  const row = core.store.get<ContractRow>(
    'SELECT id, structure, representative, signedAt FROM contract WHERE structure = ? AND endedAt IS NULL',
    structure,
  );
  return row && { ...row, representative: findPerson(core, row.representative)! };
}

/** The contract under which a structure orders: its own, else that of its EJ. */
export function contractCovering(core: Core, { id, ej }: Structure): Contract | undefined {
  return contractSignedBy(core, id) ?? (ej === null ? undefined : contractSignedBy(core, ej));
}

/** Puts a contract in force, in the place of the structure's earlier one. */
export function signContract(core: Core, structure: string, representative: string): string {
  const id = core.newId('contrat');
  core.store.run(
    'UPDATE contract SET endedAt = ? WHERE structure = ? AND endedAt IS NULL',
    core.now(),
    structure,
  );
  core.store.run('INSERT INTO contract VALUES (?, ?, ?, ?, NULL)', id, structure, representative, core.now());
  return id;
}

export function mandatesOf(core: Core, structure: string): Mandate[] {
  return core.store
    .all<MandateRow>(
      'SELECT id, structure, person, since FROM mandate WHERE structure = ? AND endedAt IS NULL ORDER BY rowid',
      structure,
    )
    .map((row) => ({ ...row, person: findPerson(core, row.person)! }));
}

export function mandateOf(core: Core, structure: string, person: string): Mandate | undefined {
  return mandatesOf(core, structure).find((mandate) => mandate.person.id === person);
}

export function addMandate(core: Core, structure: string, person: string, form: string): string {
  const id = core.newId('mandat');
  core.store.run('INSERT INTO mandate VALUES (?, ?, ?, ?, ?, NULL)', id, structure, person, form, core.now());
  return id;
}

export function endMandate(core: Core, id: string): void {
  core.store.run('UPDATE mandate SET endedAt = ? WHERE id = ?', core.now(), id);
}
