import { CASES } from '../cases/catalogue.ts';
import { REQUIREMENTS } from './requirements.ts';

const COLUMNS = ['id', 'document', 'kind', 'statement', 'words', 'cases', 'not tested because'] as const;

/** The text of docs/requirements.csv: every statement, and the cases that test it or the reason why none does. */
export function requirementsCsv(): string {
  const rows = REQUIREMENTS.map((requirement) => [
    requirement.id,
    requirement.document,
    requirement.kind,
    requirement.statement,
    requirement.words,
    CASES.filter((testCase) => testCase.requirement === requirement.id)
      .map((testCase) => testCase.id)
      .join(' '),
    requirement.notTestedBecause ?? '',
  ]);
  return [COLUMNS, ...rows].map((row) => `${row.map(quote).join(',')}\n`).join('');
}

function quote(field: string): string {
  return /[",\n]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field;
}
