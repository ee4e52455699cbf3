import type { ProblemSlug } from '../../problems/catalogue.ts';
import type { Visit } from '../context.ts';

/** Refusals by a rule, which speak of one field without naming it. */
const BLAMED: Partial<Readonly<Record<ProblemSlug, readonly string[]>>> = {
  'pin-wrong': ['pin'],
  'fqdn-invalid': ['product.fqdn'],
  'domain-not-habilitated': ['product.fqdn'],
  'email-outside-domain': ['product.email'],
  'upn-not-for-usage': ['product.upn', 'product.email'],
  'beneficiary-card-invalid': ['product.beneficiary'],
  'beneficiary-card-type': ['product.beneficiary'],
  'csr-refused': ['key.csr'],
  'terms-not-accepted': ['acceptTerms'],
  'revocation-code-wrong': ['revocationCode'],
  'key-password-missing': ['keyPassword'],
  'key-password-wrong': ['keyPassword'],
  'domain-missing': ['domain', 'habilitation.domain'],
  'domain-unknown': ['domain', 'habilitation.domain'],
  'mail-domain-missing': ['mailDomain', 'habilitation.mailDomain'],
  'signer-not-entitled': ['signature.cardNumber'],
  'signer-card-invalid': ['signature.cardNumber'],
  'only-representative-names': ['signature.cardNumber'],
  'mandataire-without-card': ['designations'],
  'mandate-exists': ['designations'],
  'mandate-unknown': ['removals'],
  'administrator-card-invalid': ['administrators', 'habilitation.cards.numbers'],
  'administrator-card-of-service': ['administrators', 'habilitation.cards.numbers'],
  'administrator-card-type': ['administrators', 'habilitation.cards.numbers'],
  'habilitation-missing': ['administrators'],
  'kit-not-ordered': ['habilitation.cards.answer'],
  'mandat-by-F502': ['mandat'],
};

export const fieldId = (name: string): string => `champ-${name.replaceAll('.', '-')}`;

/** The field on the page that an error such as `administrators[0].cardNumber` is about. */
export function fieldOf(error: string, fields: readonly string[]): string | undefined {
  return (
    fields.find(
      (field) => error === field || error.startsWith(`${field}.`) || error.startsWith(`${field}[`),
    ) ?? fields.find((field) => field.startsWith(`${error}.`))
  );
}

/** What is wrong with this field, in French. */
export function errorsOf({ problem, values }: Visit, name: string): string[] {
  if (problem === undefined) return [];
  const { errors = [], detail } = problem.details('fr');
  if (errors.length === 0) return BLAMED[problem.slug]?.includes(name) ? [detail] : [];
  const own = errors.filter(({ field }) => fieldOf(field, [name]) === name);
  return [...new Set(own.map(({ message }) => wording(message, values.get(name))))];
}

/** Schemas say what is expected; of a field that was left empty there is nothing more to say. */
export function wording(message: string, typed: string): string {
  if (typed.trim() === '') return 'À renseigner.';
  return /^\p{Lu}/u.test(message) ? `${message}.` : `Attendu : ${message}.`;
}
