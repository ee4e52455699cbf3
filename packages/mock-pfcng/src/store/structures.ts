import type { Core } from '../core.ts';
import type { Structure, StructureGroup } from '../schemas/structures.ts';
import { findPerson } from './people.ts';

type StructureRow = Omit<Structure, 'director'> & { readonly director: string | null };

function fromRow(core: Core, { director, ...row }: StructureRow): Structure {
  return { ...row, director: director === null ? null : findPerson(core, director)! };
}

export function findStructure(core: Core, id: string): Structure | undefined {
  const row = core.store.get<StructureRow>('SELECT * FROM structure WHERE id = ?', id);
  return row && fromRow(core, row);
}

export function findStructureBySiret(core: Core, siret: string): Structure | undefined {
  const row = core.store.get<StructureRow>(
    'SELECT * FROM structure WHERE id = ? OR siret = ? ORDER BY id = ? DESC',
    `3${siret}`,
    siret,
    `3${siret}`,
  );
  return row && fromRow(core, row);
}

/** Structures whose name or identifier has the text in it, by name. */
export function searchStructures(core: Core, text: string): Structure[] {
  return core.store
    .all<StructureRow>('SELECT * FROM structure ORDER BY name, id')
    .filter(({ id, name }) => id.includes(text) || name.toLowerCase().includes(text.toLowerCase()))
    .map((row) => fromRow(core, row));
}

/** The EG of an EJ. */
export function sitesOf(core: Core, ej: string): Structure[] {
  return core.store
    .all<StructureRow>('SELECT * FROM structure WHERE ej = ? ORDER BY name, id', ej)
    .map((row) => fromRow(core, row));
}

export function addStructure(core: Core, structure: Structure): void {
  const { id, kind, ej, activity, name, siret, postcode, town, departement, director } = structure;
  core.store.run(
    'INSERT INTO structure VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
    id,
    kind,
    ej,
    activity,
    name,
    siret,
    postcode,
    town,
    departement,
    director?.id ?? null,
  );
}

export function setDirector(core: Core, structure: string, person: string): void {
  core.store.run('UPDATE structure SET director = ? WHERE id = ?', person, structure);
}

export function addGroup(core: Core, { id, kind, name, members }: StructureGroup): void {
  core.store.run('INSERT INTO structureGroup VALUES (?, ?, ?)', id, kind, name);
  for (const member of new Set(members)) core.store.run('INSERT INTO groupMember VALUES (?, ?)', id, member);
}

export function findGroup(core: Core, id: string): StructureGroup | undefined {
  const group = core.store.get<Omit<StructureGroup, 'members'>>(
    'SELECT * FROM structureGroup WHERE id = ?',
    id,
  );
  const members = core.store
    .all<{ structure: string }>('SELECT structure FROM groupMember WHERE groupId = ? ORDER BY structure', id)
    .map(({ structure }) => structure);
  return group && { ...group, members };
}

export function allGroups(core: Core): StructureGroup[] {
  return core.store
    .all<{ id: string }>('SELECT id FROM structureGroup ORDER BY name, id')
    .map(({ id }) => findGroup(core, id)!);
}
