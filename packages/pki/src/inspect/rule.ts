import type { Certificate } from '../certificate.ts';
import type { CrlSet } from '../crl/set.ts';
import type { Environment } from './igc-sante-authority.ts';
import { type Kind, kindOf } from './kinds.ts';
import type { Material } from './material.ts';
import { fillText, type Parameters, type Text } from './text.ts';
import { type CertificateUse, USES, usesOfKind } from './uses.ts';

/** What ANS would object to in a file: one source, of `banc inspect` and of suite `certificates`. */
export interface Rule {
  /** `<topic>/<slug>`, never renumbered. */
  readonly id: string;
  /** A SHOULD says why it is not a MUST. */
  readonly level: 'MUST' | 'SHOULD';
  readonly whyNotMust?: Text;
  /** Row of the table of requirements that wants it. */
  readonly requirement: string;
  /** The clause, as in "5280 §4.1.2.5". */
  readonly rfc?: string;
  /** What is wanted, in a few words. */
  readonly title: Text;
  /** Which certificates it is about; `any`: also those of others, and CAs. */
  readonly uses: readonly CertificateUse[] | 'any';
  /** Why there is nothing to judge in a file, where there is not. */
  readonly moot?: (examined: Examined) => Text | undefined;
  /** What to put into `found` where something is wrong, else nothing. */
  readonly finds: (examined: Examined) => Parameters | undefined;
  readonly found: Text;
  /** What to do about it. */
  readonly next: Text;
}

/** What is known besides the file. */
export interface Surroundings {
  readonly at: Date;
  /** What was typed into the terminals. */
  readonly fqdn?: string | undefined;
  /** Where the GAP is to run. */
  readonly environment?: Environment | undefined;
  /** Certificates of CAs that are known, roots and others. */
  readonly authorities?: readonly Certificate[] | undefined;
  readonly crls?: CrlSet | undefined;
  /** The other files of the same GAP. */
  readonly others?: readonly NamedMaterial[] | undefined;
}

export interface NamedMaterial {
  readonly name: string;
  readonly use: CertificateUse;
  readonly material: Material;
}

/** What a rule looks at. */
export interface Examined {
  readonly material: Material;
  readonly certificate: Certificate;
  /** What the certificate is, by what it says of itself. */
  readonly kind: Kind | undefined;
  /** What somebody said that it is used for. */
  readonly use: CertificateUse | undefined;
  /** That, or everything that its kind is ordered for; nothing for a CA and for certificates of others. */
  readonly uses: readonly CertificateUse[];
  readonly surroundings: Surroundings;
}

export function examineMaterial(
  material: Material,
  use: CertificateUse | undefined,
  surroundings: Surroundings,
): Examined {
  const { certificate } = material;
  const kind = kindOf(certificate, use);
  return {
    material,
    certificate,
    kind,
    use,
    uses: kind?.id === 'authority' ? [] : use !== undefined ? [use] : likelyUses(certificate, kind),
    surroundings,
  };
}

/** A service applicatif has the name of its use, where ANS gives it one. */
function likelyUses({ commonName }: Certificate, kind: Kind | undefined): readonly CertificateUse[] {
  const uses = kind === undefined ? [] : usesOfKind(kind.id);
  const named = uses.filter((use) => USES[use].commonName === commonName);
  return named.length > 0 ? named : uses;
}

/** What a rule says of one file; moot: there is nothing to judge in it. */
export type RuleJudgement =
  | { readonly outcome: 'right' }
  | { readonly outcome: 'moot'; readonly why: Text }
  | { readonly outcome: 'wrong'; readonly found: Text };

/** Nothing where the rule is not about this certificate. */
export function applyRule(rule: Rule, examined: Examined): RuleJudgement | undefined {
  const { uses } = examined;
  const about = rule.uses;
  if (about !== 'any' && (uses.length === 0 || !uses.every((use) => about.includes(use)))) return undefined;
  const why = rule.moot?.(examined);
  if (why) return { outcome: 'moot', why };
  const parameters = rule.finds(examined);
  return parameters === undefined
    ? { outcome: 'right' }
    : { outcome: 'wrong', found: fillText(rule.found, parameters) };
}
