import type { CaseFacts, CaseSuite } from '../case.ts';

/** A server that the GAP calls: what its suite says of it in every case. */
export interface Server extends Pick<CaseFacts, 'level' | 'whyNotMust'> {
  readonly suite: CaseSuite;
  /** What the ids of the defects begin with that prove these cases. */
  readonly defects: string;
  /** The name in its certificate, unless the configuration gives another. */
  readonly host: string;
  /** The file of the kit with its roots. */
  readonly trust: string;
  /** A defect of this suite only, by which an answer that does not come is taken for a yes: one that is spoilt is, too. */
  readonly silence?: string;
  /** The rows that say of which PKI it is, that its certificate is checked, and what the link is. */
  readonly requirements: { readonly pki: string; readonly checks: string; readonly link: string };
  /** The case that calls it while everything is right. */
  readonly good: Pick<CaseFacts, 'title' | 'lookAt'> & {
    readonly slug: string;
    /** Defects of this suite only that keep the GAP from calling anybody. */
    readonly alsoProvenBy?: readonly string[];
  };
}

/** What every case about its certificate says; `provenBy` by the endings of defects. */
export function checking({ level, whyNotMust, requirements, defects }: Server) {
  return {
    facts: { level, requirement: requirements.checks, ...(whyNotMust && { whyNotMust }) },
    provenBy: (...endings: readonly string[]) => endings.map((ending) => `${defects}-${ending}`),
  };
}
