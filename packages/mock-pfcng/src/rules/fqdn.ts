import { isIP } from 'node:net';
import { PfcngProblem } from '../problems/problem.ts';
import type { Warning } from '../schemas/warnings.ts';

const LONGEST_COMMON_NAME = 64;

interface NameRule {
  readonly broken: (name: string) => boolean;
  readonly fr: string;
  readonly en: string;
}

/** In this order, the first that is broken says why. */
const RULES: readonly NameRule[] = [
  {
    broken: (name) => name.includes('*'),
    fr: 'les certificats génériques ne sont pas délivrés',
    en: 'wildcard certificates are not issued',
  },
  { broken: (name) => isIP(name) !== 0, fr: "c'est une adresse IP", en: 'this is an IP address' },
  {
    broken: (name) => name.includes('_'),
    fr: 'le tiret bas est interdit (RFC 1035)',
    en: 'the underscore is forbidden (RFC 1035)',
  },
  {
    broken: (name) => !name.includes('.'),
    fr: 'il manque le nom de domaine : <serveur>.[sous-domaine.]<domaine>',
    en: 'the domain is missing: <server>.[sub-domain.]<domain>',
  },
  {
    broken: (name) => /\.local$/i.test(name),
    fr: 'le domaine .local n’existe pas sur Internet',
    en: 'the domain .local does not exist on the Internet',
  },
  {
    broken: (name) => name.length > LONGEST_COMMON_NAME,
    fr: 'le CN a au plus 64 caractères',
    en: 'a CN has at most 64 characters',
  },
  {
    broken: (name) =>
      !/^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?$/i.test(name),
    fr: 'la forme <serveur>.[sous-domaine.]<domaine> de la RFC 1035 n’est pas respectée',
    en: 'this has not the form <server>.[sub-domain.]<domain> of RFC 1035',
  },
];

/** @throws PfcngProblem fqdn-invalid with the rule that the name breaks */
export function assertFqdn(name: string): void {
  const rule = RULES.find(({ broken }) => broken(name));
  if (rule) throw new PfcngProblem('fqdn-invalid', { name, reason: rule.fr, reasonEn: rule.en });
}

/** RFC 1123 §2.1 lets a label begin with a digit; RFC 1035 §2.3.1, which ANS cites, does not. */
export function leadingDigit(name: string): Warning | undefined {
  if (!/(?:^|\.)\d/.test(name)) return undefined;
  return {
    id: 'fqdn-leading-digit',
    text: {
      fr: `« ${name} » a un label qui commence par un chiffre : permis par la RFC 1123, pas par la RFC 1035 que cite l'ANS.`,
      en: `"${name}" has a label that begins with a digit: RFC 1123 allows it, RFC 1035, which ANS cites, does not.`,
    },
    requirements: ['S1-051'],
  };
}
