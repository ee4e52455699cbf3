import type { Fact } from './facts.ts';
import type { KindId } from './kinds.ts';
import type { CertificateUse } from './uses.ts';

/** One thing to say about a file. A MUST or a SHOULD is what ANS would object to; a note is to be known. */
export interface Finding {
  /** Of a certificate: the rule, which suite `certificates` has as a case. Stable. */
  readonly rule: string;
  readonly level: 'MUST' | 'SHOULD' | 'note';
  readonly message: string;
  /** What to do about it. */
  readonly next?: string;
  /** Row of the table of requirements that wants it. */
  readonly requirement?: string;
}

/** What a file is, and what is wrong with it. */
export interface Inspection {
  readonly holds: 'certificates' | 'crl' | 'csr';
  /** Of a certificate: what it is, if it says so. */
  readonly kind?: KindId;
  /** What it was judged for. */
  readonly uses?: readonly CertificateUse[];
  readonly facts: readonly Fact[];
  /** The gravest first. */
  readonly findings: readonly Finding[];
}
