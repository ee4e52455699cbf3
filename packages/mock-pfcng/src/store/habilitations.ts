import type { Core } from '../core.ts';
import type { Habilitation } from '../schemas/habilitations.ts';
import type { Environment } from '../schemas/identifiers.ts';

interface HabilitationRow extends Omit<Habilitation, 'usages' | 'cardNumber'> {
  readonly usages: string;
  readonly card: string;
}

const COLUMNS =
  'id, structure, card, environment, offer, usages, domain, mailDomain, organizationalUnit, departement, form, grantedAt';

function fromRow({ usages, card, ...row }: HabilitationRow): Habilitation {
  return { ...row, cardNumber: card, usages: JSON.parse(usages) };
}

export function habilitationsOfCard(core: Core, card: string): Habilitation[] {
  return core.store
    .all<HabilitationRow>(
      `SELECT ${COLUMNS} FROM habilitation WHERE card = ? AND removedAt IS NULL ORDER BY rowid`,
      card,
    )
    .map(fromRow);
}

export function habilitationsOfStructure(core: Core, structure: string): Habilitation[] {
  return core.store
    .all<HabilitationRow>(
      `SELECT ${COLUMNS} FROM habilitation WHERE structure = ? AND removedAt IS NULL ORDER BY rowid`,
      structure,
    )
    .map(fromRow);
}

export function findHabilitation(core: Core, id: string): Habilitation | undefined {
  const row = core.store.get<HabilitationRow>(
    `SELECT ${COLUMNS} FROM habilitation WHERE id = ? AND removedAt IS NULL`,
    id,
  );
  return row && fromRow(row);
}

export interface HabilitationToGrant
  extends Pick<
    Habilitation,
    | 'structure'
    | 'cardNumber'
    | 'offer'
    | 'usages'
    | 'domain'
    | 'mailDomain'
    | 'organizationalUnit'
    | 'departement'
    | 'form'
  > {
  readonly environment: Environment;
}

export function grantHabilitation(core: Core, granted: HabilitationToGrant): string {
  const id = core.newId('habilitation');
  core.store.run(
    `INSERT INTO habilitation (${COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    id,
    granted.structure,
    granted.cardNumber,
    granted.environment,
    granted.offer,
    JSON.stringify(granted.usages),
    granted.domain,
    granted.mailDomain,
    granted.organizationalUnit,
    granted.departement,
    granted.form,
    core.now(),
  );
  return id;
}

export function changeDomains(
  core: Core,
  id: string,
  domains: Pick<Habilitation, 'domain' | 'mailDomain'>,
): void {
  core.store.run(
    'UPDATE habilitation SET domain = ?, mailDomain = ? WHERE id = ?',
    domains.domain,
    domains.mailDomain,
    id,
  );
}

export function removeHabilitation(core: Core, id: string): void {
  core.store.run('UPDATE habilitation SET removedAt = ? WHERE id = ?', core.now(), id);
}
