import { CASES } from '../cases/catalogue.ts';
import { REQUIREMENTS } from './requirements.ts';

const COLUMNS = [
  'id',
  'document',
  'kind',
  'statement',
  'words',
  'cases',
  'other tests',
  'not tested because',
] as const;

/**
 * The text of docs/requirements.csv: every statement, and the cases and other tests that show it, or the reason why none
 * does.
 *
 * @param otherTests files, by the id of the row: what the bench's own mocks enforce is no matter of a GAP
 */
export function requirementsCsv(otherTests: Readonly<Record<string, readonly string[]>> = {}): string {
  const rows = REQUIREMENTS.map((requirement) => [
    requirement.id,
    requirement.document,
    requirement.kind,
    requirement.statement,
    requirement.words,
    CASES.filter((testCase) => testCase.requirement === requirement.id)
      .map((testCase) => testCase.id)
      .join(' '),
    (otherTests[requirement.id] ?? []).join(' '),
    requirement.id in otherTests ? '' : (requirement.notTestedBecause ?? ''),
  ]);
  return [COLUMNS, ...rows].map((row) => `${row.map(quote).join(',')}\n`).join('');
}

function quote(field: string): string {
  return /[",\n]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field;
}
