import { samlErrors } from '../errors.ts';
import type { Token } from './read.ts';

/** In seconds. */
export interface ValidityRules {
  /** How far the clock of the sender may be off. */
  readonly skew: number;
  /** Of a token that does not say when it ends. */
  readonly defaultLifetime: number;
  /** Of any token. */
  readonly maximumLifetime: number;
  /** How long ago the authentication may have been. */
  readonly maximumAuthenticationAge: number;
}

/**
 * Checks every time in a token against the clock.
 *
 * @returns from when on the token is expired, whatever the clock of the sender
 * @throws BancError SAML_NOT_YET_VALID, SAML_EXPIRED, SAML_LIFETIME_TOO_LONG, SAML_FIELD_INVALID
 */
export function checkValidity(token: Token, rules: ValidityRules, now: Date): Date {
  const { issueInstant, notBefore, authnInstant } = token;
  const earliest = seconds(now, rules.skew);
  const latest = seconds(now, -rules.skew);
  const parameters = (field: string, value: Date) => ({
    field,
    value: value.toISOString(),
    now: now.toISOString(),
    skew: rules.skew,
  });
  for (const [field, value] of [
    ['IssueInstant', issueInstant],
    ['Conditions/@NotBefore', notBefore],
    ['AuthnInstant', authnInstant],
  ] as const) {
    if (value !== undefined && value > earliest) {
      throw samlErrors.error('SAML_NOT_YET_VALID', parameters(field, value));
    }
  }
  const end = token.notOnOrAfter ?? seconds(issueInstant, rules.defaultLifetime);
  const start = notBefore ?? issueInstant;
  if (end <= start) {
    throw samlErrors.error('SAML_FIELD_INVALID', {
      field: 'Conditions/@NotOnOrAfter',
      value: end.toISOString(),
      expected: `a time after ${start.toISOString()}`,
    });
  }
  if (end <= latest) {
    const field = token.notOnOrAfter ? 'Conditions/@NotOnOrAfter' : 'the end of its life since IssueInstant';
    throw samlErrors.error('SAML_EXPIRED', parameters(field, end));
  }
  const remembered = Math.round((end.getTime() - Math.min(start.getTime(), now.getTime())) / 1000);
  if (remembered > rules.maximumLifetime) {
    throw samlErrors.error('SAML_LIFETIME_TOO_LONG', {
      seconds: remembered,
      until: end.toISOString(),
      limit: rules.maximumLifetime,
    });
  }
  if (seconds(authnInstant, rules.maximumAuthenticationAge) <= latest) {
    throw samlErrors.error('SAML_EXPIRED', parameters('AuthnInstant', authnInstant));
  }
  return seconds(end, rules.skew);
}

const seconds = (date: Date, more: number): Date => new Date(date.getTime() + more * 1000);
