import type { Certificate } from '../certificate.ts';
import { BancError } from '../error-catalogue.ts';
import { type Fact, listFacts } from './facts.ts';
import { KINDS, profileOf } from './kinds.ts';
import { type FindingLevel, RULES } from './rules.ts';
import { fillText, type Language } from './text.ts';

export interface Finding {
  readonly level: FindingLevel;
  /** Of the rule: stable, kebab case. */
  readonly id: string;
  readonly message: string;
  /** Row of the table of requirements that wants it. */
  readonly requirement?: string;
}

export interface Inspection {
  /** What the certificate seems meant for, or nothing. */
  readonly kind?: string;
  readonly facts: readonly Fact[];
  /** Errors first. */
  readonly findings: readonly Finding[];
}

const LEVELS: readonly FindingLevel[] = ['error', 'warning', 'info'];

/** What a certificate says, in words, and what ANS would object to for the use that it seems meant for. */
export function inspectCertificate(
  certificate: Certificate,
  { at, lang }: { readonly at: Date; readonly lang: Language },
): Inspection {
  try {
    const kind = KINDS.find(({ matches }) => matches(certificate));
    const examined = { certificate, kind, profile: profileOf(kind), at };
    const findings = RULES.filter(({ kinds }) => !kinds || (kind && kinds.includes(kind.id))).flatMap(
      ({ id, level, requirement, finds, text }): Finding[] => {
        const parameters = finds(examined);
        if (parameters === undefined) return [];
        const message = fillText(text, lang, parameters);
        return [{ level, id, message, ...(requirement !== undefined && { requirement }) }];
      },
    );
    return {
      ...(kind && { kind: kind.id }),
      facts: listFacts(certificate, kind, lang),
      findings: LEVELS.flatMap((level) => findings.filter((finding) => finding.level === level)),
    };
  } catch (error) {
    // Extensions are read when they are looked at: one that cannot be read is what there is to say.
    if (!(error instanceof BancError)) throw error;
    return { facts: [], findings: [{ level: 'error', id: 'malformed', message: error.message }] };
  }
}
