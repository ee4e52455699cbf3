import { BancError, Certificate, type CrlSet, validatePath } from '@banc-gap/pki';
import type { Exchange } from '@banc-gap/simkit';

export interface ServerCheckOptions {
  /** The name typed into the terminal. */
  readonly fqdn: string;
  readonly trust: readonly Certificate[];
  readonly at: Date;
  /** Absent: revocation is not checked, which ANS leaves to the terminal. */
  readonly crls?: CrlSet;
}

/** What the terminal thinks, and beside it what ANS does not ask for. */
export interface ServerExamination {
  readonly verdict: NonNullable<Exchange['serverCheck']>;
  readonly alternativeName?: AlternativeName;
}

/** How the dNSNames of a certificate relate to the name typed in, wildcards of one label included (RFC 6125 §6.4.3). */
export type AlternativeName = 'covers' | 'differs' | 'absent';

/** The one code of a verdict that is neither of path validation nor of reading. */
export const NAME_MISMATCH = 'name-mismatch';

/**
 * Looks at the certificates of the GAP as sent: CN = FQDN, chain, dates, revocation if asked for. ANS names the CN, and
 * not the subject alternative name, which other clients look at (RFC 2818 §3.1). The name comes first: under another
 * one, the rest is no fault of the GAP that was meant.
 */
export function examineServer(sent: readonly Buffer[], options: ServerCheckOptions): ServerExamination {
  try {
    const chain = sent.map((der) => Certificate.parse(der));
    const [leaf] = chain;
    return {
      verdict: (leaf && nameVerdict(leaf, options.fqdn)) ?? pathVerdict(chain, options),
      ...(leaf && { alternativeName: alternativeName(leaf, options.fqdn) }),
    };
  } catch (error) {
    if (!(error instanceof BancError)) throw error;
    const { code, message } = error;
    return { verdict: { accepted: false, code, reason: message, alert: 'bad_certificate' } };
  }
}

function nameVerdict(
  { commonName = '' }: Certificate,
  fqdn: string,
): ServerExamination['verdict'] | undefined {
  if (sameHost(commonName, fqdn)) return undefined;
  const reason = `its CN is "${commonName}", and ${fqdn} is typed into the terminal.`;
  return { accepted: false, code: NAME_MISMATCH, reason, alert: 'bad_certificate' };
}

function pathVerdict(
  chain: readonly Certificate[],
  { trust, at, crls }: ServerCheckOptions,
): ServerExamination['verdict'] {
  const path = validatePath(chain, { trustAnchors: trust, at, purpose: 'serverAuth', ...(crls && { crls }) });
  if (path.valid) return { accepted: true };
  const { code, message, alert } = path.failure;
  return { accepted: false, code, reason: message, alert };
}

function alternativeName(leaf: Certificate, fqdn: string): AlternativeName {
  const names = (leaf.subjectAlternativeName ?? []).flatMap((name) =>
    name.type === 'dNSName' ? [name.value] : [],
  );
  if (names.length === 0) return 'absent';
  const wildcard = fqdn.replace(/^[^.]+/, '*');
  return names.some((name) => sameHost(name, fqdn) || sameHost(name, wildcard)) ? 'covers' : 'differs';
}

/** Host names are compared without regard to case (RFC 1035 §2.3.3); a final dot names the same host. */
function sameHost(one: string, other: string): boolean {
  return canonical(one) === canonical(other);
}

function canonical(host: string): string {
  // Only ASCII letters: toLowerCase would also fold the Kelvin sign into k.
  return host.replace(/[A-Z]/g, (letter) => letter.toLowerCase()).replace(/\.$/, '');
}
