import type { ReplyCode } from '../services/codes.ts';

/** The answer is no, for a reason of business: a reply that says so, not a fault. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly code: ReplyCode;
  /** What exactly, where the code leaves that open. */
  readonly precision: string | undefined;

  constructor(code: ReplyCode, precision?: string) {
    super(precision === undefined ? code : `${code}: ${precision}`);
    this.code = code;
    this.precision = precision;
  }
}
