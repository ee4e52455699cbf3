import type { Operation } from '../faults.ts';
import { DpProblem } from '../problems/problem.ts';
import type { Person, Role } from './person.ts';

/** Who may do what: consulting is for pharmacists and doctors, feeding for pharmacists, the directory for admissions. */
export const RIGHTS: Readonly<Record<Operation, readonly Role[]>> = {
  consultations: ['pharmacien', 'medecin'],
  alimentations: ['pharmacien'],
  annuaire: ['agent-admission'],
};

const REFUSED = {
  consultations: 'consultation-not-allowed',
  alimentations: 'alimentation-not-allowed',
  annuaire: 'annuaire-not-allowed',
} as const;

/** @throws DpProblem, one for each operation */
export function assertMay({ role, title }: Person, operation: Operation): void {
  if (role !== undefined && RIGHTS[operation].includes(role)) return;
  throw new DpProblem(REFUSED[operation], { role: role ?? title });
}
