import type { Core } from '../core.ts';
import type { FormSubmission, SubmittedForm } from '../schemas/forms.ts';

/** A form as it came in. */
export interface FormRecord {
  readonly id: string;
  readonly fields: FormSubmission;
  readonly structure: string;
  readonly notify: readonly string[];
  readonly senderCard?: string;
}

type JsonColumn = 'fields' | 'notify' | 'warnings' | 'outcome' | 'refusal';
type FormRow = Omit<SubmittedForm, JsonColumn> &
  Readonly<Record<'fields' | 'notify' | 'warnings' | 'sender', string>> & {
    readonly outcome: string | null;
    readonly refusal: string | null;
  };

function fromRow({ sender: _sender, ...row }: FormRow): SubmittedForm {
  return {
    ...row,
    fields: JSON.parse(row.fields),
    notify: JSON.parse(row.notify),
    warnings: JSON.parse(row.warnings),
    outcome: row.outcome === null ? null : JSON.parse(row.outcome),
    refusal: row.refusal === null ? null : JSON.parse(row.refusal),
  };
}

export function addForm(core: Core, { id, fields, structure, notify, senderCard }: FormRecord): void {
  core.store.run(
    `INSERT INTO form (id, number, edition, structure, fields, notify, sender, state, receivedAt, warnings)
     VALUES (?, ?, ?, ?, ?, ?, ?, 'received', ?, '[]')`,
    id,
    fields.form,
    fields.edition,
    structure,
    JSON.stringify(fields),
    JSON.stringify(notify),
    senderCard ?? '',
    core.now(),
  );
}

export function findForm(core: Core, id: string): SubmittedForm | undefined {
  const row = core.store.get<FormRow>('SELECT * FROM form WHERE id = ?', id);
  return row && fromRow(row);
}

/** What the examination of a form needs. */
export function findDossier(core: Core, id: string): { fields: FormSubmission; senderCard?: string } {
  const { fields, sender } = core.store.get<FormRow>('SELECT * FROM form WHERE id = ?', id)!;
  return { fields: JSON.parse(fields), ...(sender !== '' && { senderCard: sender }) };
}

export interface FormFilter {
  readonly structure?: string | undefined;
  readonly number?: string | undefined;
  readonly state?: string | undefined;
}

export function listForms(core: Core, { structure, number, state }: FormFilter): SubmittedForm[] {
  return core.store
    .all<FormRow>(
      `SELECT * FROM form WHERE structure = coalesce(?, structure) AND number = coalesce(?, number)
       AND state = coalesce(?, state) ORDER BY rowid`,
      structure ?? null,
      number ?? null,
      state ?? null,
    )
    .map(fromRow);
}

export function pendingForms(core: Core): string[] {
  return core.store
    .all<{ id: string }>("SELECT id FROM form WHERE state = 'received' ORDER BY rowid")
    .map(({ id }) => id);
}

export type Settlement =
  | ({ readonly state: 'validated' } & Pick<SubmittedForm, 'outcome' | 'warnings'>)
  | ({ readonly state: 'refused' } & Pick<SubmittedForm, 'refusal'>);

export function settleForm(core: Core, id: string, settlement: Settlement): void {
  const { outcome, warnings, refusal } = { outcome: null, warnings: [], refusal: null, ...settlement };
  core.store.run(
    'UPDATE form SET state = ?, decidedAt = ?, outcome = ?, warnings = ?, refusal = ? WHERE id = ?',
    settlement.state,
    core.now(),
    outcome && JSON.stringify(outcome),
    JSON.stringify(warnings),
    refusal && JSON.stringify(refusal),
    id,
  );
}
