import type { Core } from '../core.ts';
import type { FormNumber, FormOf, FormOutcome } from '../schemas/forms.ts';
import type { Warning } from '../schemas/warnings.ts';

/** A form under examination. */
export interface Dossier<Number extends FormNumber> {
  readonly core: Core;
  readonly formId: string;
  readonly fields: FormOf<Number>;
  /** Of a service on line: the card that is logged in. */
  readonly senderCard?: string;
}

export interface Examination {
  readonly outcome: FormOutcome;
  readonly warnings: Warning[];
}

/** Examines a form and gives what it asks for, or refuses it with a PfcngProblem; runs within a change. */
export type FormHandler<Number extends FormNumber> = (dossier: Dossier<Number>) => Examination;

export const granted = (
  outcome: FormOutcome,
  warnings: readonly (Warning | undefined)[] = [],
): Examination => ({
  outcome,
  warnings: warnings.filter((warning) => warning !== undefined),
});
