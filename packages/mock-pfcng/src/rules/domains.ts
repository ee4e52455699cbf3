import { parse as parseName } from 'tldts';
import { PfcngProblem } from '../problems/problem.ts';
import type { Warning } from '../schemas/warnings.ts';

/**
 * What a habilitation covers: `*ch-ville.fr` (or `*.ch-ville.fr`) that domain and all names below it, without a star one
 * server. Always at a label boundary: `*ch-ville.fr` never covers `evilch-ville.fr`. That the star covers the domain
 * itself is ours.
 */
export function covers(pattern: string, name: string): boolean {
  const domain = withoutStar(pattern);
  const asked = name.toLowerCase();
  return asked === domain || (pattern.startsWith('*') && asked.endsWith(`.${domain}`));
}

/** A mail domain covers its own addresses and those of its sub-domains. */
export function coversAddress(mailDomain: string, address: string): boolean {
  return covers(`*${mailDomain}`, address.slice(address.lastIndexOf('@') + 1));
}

/** Names that exist in no public DNS (RFC 6761, RFC 6762, RFC 8375 and what internal networks use). */
const SPECIAL = new Set([
  'local',
  'localhost',
  'localdomain',
  'internal',
  'intranet',
  'invalid',
  'lan',
  'home',
  'corp',
  'arpa',
  'onion',
  'test',
  'example',
]);

/**
 * The domain of a habilitation form, without star, if it is one that can exist.
 *
 * @throws PfcngProblem domain-unknown
 */
export function existingDomain(pattern: string, exists: (domain: string) => boolean): string {
  const domain = withoutStar(pattern);
  const refuse = (reason: string, reasonEn: string): never => {
    throw new PfcngProblem('domain-unknown', { domain: pattern, reason, reasonEn });
  };
  if (!/^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)*[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/.test(domain)) {
    refuse("ce n'est pas un nom de domaine (RFC 1035)", 'this is no domain name (RFC 1035)');
  }
  if (SPECIAL.has(domain.slice(domain.lastIndexOf('.') + 1))) {
    refuse(
      "ce domaine de premier niveau n'existe pas sur Internet",
      'this top-level domain does not exist on the Internet',
    );
  }
  const { domain: registrable, isIcann, isIp } = parseName(domain);
  if (isIp) refuse("c'est une adresse IP", 'this is an IP address');
  if (!isIcann) refuse("ce domaine de premier niveau n'existe pas", 'this top-level domain does not exist');
  if (registrable === null) {
    refuse(
      "c'est un suffixe public, pas un domaine que l'on puisse posséder",
      'this is a public suffix, not a domain that someone can own',
    );
  }
  if (!exists(registrable!)) refuse("ce domaine n'est pas enregistré", 'this domain is not registered');
  return domain;
}

/** A form should name the widest domain: `*ch-ville.fr`, not `serveurX.ch-ville.fr`. */
export function narrowDomain(pattern: string): Warning | undefined {
  const widest = `*${parseName(withoutStar(pattern)).domain}`;
  if (pattern.replace('*.', '*') === widest) return undefined;
  return {
    id: 'domain-narrow',
    text: {
      fr: `« ${pattern} » restreint les habilitations : indiquer le domaine le plus large, « ${widest} ».`,
      en: `"${pattern}" restricts the habilitations: give the widest domain, "${widest}".`,
    },
    requirements: ['S1-050', 'S1-067', 'S2-007'],
  };
}

function withoutStar(pattern: string): string {
  return pattern.replace(/^\*\.?/, '').toLowerCase();
}
