import { type BancError, Certificate, type CrlSet, validatePath } from '@banc-gap/pki';
import type { Exchange } from '@banc-gap/simkit';

export interface ServerCheckOptions {
  /** The name typed into the terminal. */
  readonly fqdn: string;
  readonly trust: readonly Certificate[];
  readonly at: Date;
  /** Absent: revocation is not checked, which ANS leaves to the terminal. */
  readonly crls?: CrlSet;
}

export type ServerVerdict = NonNullable<Exchange['serverCheck']>;

/**
 * What the terminal thinks of the certificates of the GAP, as sent: chain, dates, revocation if asked for, and
 * CN = FQDN. ANS names the CN and not the subject alternative name, which other clients look at (RFC 2818 §3.1).
 */
export function checkServer(sent: readonly Buffer[], options: ServerCheckOptions): ServerVerdict {
  let chain: Certificate[];
  try {
    chain = sent.map((der) => Certificate.parse(der));
  } catch (error) {
    const { code, message } = error as BancError;
    return { accepted: false, code, reason: message, alert: 'bad_certificate' };
  }
  const [leaf] = chain;
  if (leaf === undefined) {
    const reason = 'The server presented no certificate.';
    return { accepted: false, code: 'no-certificate', reason, alert: 'bad_certificate' };
  }
  const path = validatePath(chain, {
    trustAnchors: options.trust,
    at: options.at,
    purpose: 'serverAuth',
    ...(options.crls && { crls: options.crls }),
  });
  if (!path.valid) {
    const { code, message, alert } = path.failure;
    return { accepted: false, code, reason: message, alert };
  }
  if (!sameHost(leaf.commonName ?? '', options.fqdn)) {
    const reason = `its CN is "${leaf.commonName ?? ''}", and ${options.fqdn} is typed into the terminal.`;
    return { accepted: false, code: NAME_MISMATCH, reason, alert: 'bad_certificate' };
  }
  return { accepted: true };
}

/** The one code of a verdict that is not of path validation. */
export const NAME_MISMATCH = 'name-mismatch';

/** How the dNSNames of a certificate relate to the name typed in, wildcards of one label included (RFC 6125 §6.4.3). */
export type AlternativeName = 'covers' | 'differs' | 'absent';

export function alternativeName(leaf: Certificate, fqdn: string): AlternativeName {
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
