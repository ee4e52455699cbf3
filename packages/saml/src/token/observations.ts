import type { IssuerForm } from '../signer/issuer.ts';
import { ATTRIBUTES, SENDER_VOUCHES, X509_SUBJECT_NAME } from './names.ts';
import type { Token } from './read.ts';

/** What was tolerated in a token, by code. */
export const OBSERVATIONS = {
  'issuer-spelling':
    'The Issuer spells the subject of the certificate otherwise than RFC 4514: {found} instead of {expected}.',
  'issuer-order': 'The Issuer begins with the country, and RFC 4514 with the common name: {found}.',
  'issuer-format': 'The Format of the Issuer is {found} instead of {expected}.',
  'attribute-spelling': 'An attribute is called {found} instead of {expected}.',
  'attribute-missing': 'The token has no attribute {expected}.',
  'conditions-missing':
    'The token has no Conditions/@NotOnOrAfter: it is taken to be valid for {expected} from IssueInstant on.',
  'audience-restriction': 'The token has an AudienceRestriction, which the VIHF leaves out: {found}.',
  'confirmation-method': 'The method of SubjectConfirmation is {found} instead of {expected}.',
} as const;
export type ObservationCode = keyof typeof OBSERVATIONS;

export interface Observation {
  readonly code: ObservationCode;
  readonly found?: string;
  readonly expected?: string;
  readonly message: string;
}

function observation(code: ObservationCode, details: { found?: string; expected?: string }): Observation {
  const message = OBSERVATIONS[code]
    .replace('{found}', () => details.found ?? 'none')
    .replace('{expected}', () => details.expected ?? 'none');
  return { code, ...details, message };
}

/** Where a token that is accepted differs from the contract. */
export function observe(
  token: Token,
  { form, subject, defaultLifetime }: { form: IssuerForm; subject: string; defaultLifetime: number },
): readonly Observation[] {
  const found: Observation[] = [];
  const note = (code: ObservationCode, details: { found?: string; expected?: string }) =>
    found.push(observation(code, details));
  if (form === 'order' || form === 'order-and-spelling') note('issuer-order', { found: token.issuer });
  if (form === 'spelling' || form === 'order-and-spelling') {
    note('issuer-spelling', { found: token.issuer, expected: subject });
  }
  if (token.issuerFormat !== X509_SUBJECT_NAME) {
    note('issuer-format', { found: token.issuerFormat ?? 'absent', expected: X509_SUBJECT_NAME });
  }
  if (token.notOnOrAfter === undefined) note('conditions-missing', { expected: `${defaultLifetime} s` });
  if (token.audiences.length > 0) note('audience-restriction', { found: token.audiences.flat().join(', ') });
  if (token.confirmationMethods.join() !== SENDER_VOUCHES) {
    note('confirmation-method', {
      found: token.confirmationMethods.join(', ') || 'absent',
      expected: SENDER_VOUCHES,
    });
  }
  for (const expected of Object.values(ATTRIBUTES)) {
    if (token.attributes.has(expected)) continue;
    const variant = spelledOtherwise(token, expected);
    if (variant === undefined) note('attribute-missing', { expected });
    else note('attribute-spelling', { found: variant, expected });
  }
  return found;
}

/** ANS itself writes both Authentification_mode and Authentification_Mode. */
function spelledOtherwise({ attributes }: Token, expected: string): string | undefined {
  for (const name of attributes.keys()) if (name.toLowerCase() === expected.toLowerCase()) return name;
  return undefined;
}
