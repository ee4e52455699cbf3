import { BancError } from '@banc-gap/pki';
import { samlErrors } from '@banc-gap/saml';
import { amcErrors } from '../errors.ts';
import type { FaultCode } from './codes.ts';

const OF_ERRORS: Readonly<Record<string, FaultCode>> = {
  AMC_SOAP_VERSION: '301',
  AMC_CONTENT_TYPE: '301',
  AMC_HTTP: '301',
  AMC_MESSAGE_TOO_LARGE: '301',
  AMC_ACTION_OTHER: '301',
  AMC_MESSAGE_ID_INVALID: '301',
  AMC_REQUEST_OTHER: '301',
  AMC_REQUEST_INVALID: '301',
  AMC_FIELD_INVALID: '301',

  SAML_SECURITY_HEADER: '401',
  SAML_TOKEN_MISSING: '401',

  SAML_CERTIFICATE_UNREADABLE: '403',
  SAML_SIGNER_UNTRUSTED: '403',
  SAML_SIGNER_REVOKED: '403',
  SAML_SIGNER_TYPE: '403',
  AMC_CERTIFICATE_REFUSED: '403',
  AMC_SIGNER_UNKNOWN: '403',

  SAML_NOT_YET_VALID: '404',
  SAML_EXPIRED: '404',
  SAML_LIFETIME_TOO_LONG: '404',

  SAML_REPLAYED: '405',

  SAML_STRUCTURE_MISMATCH: '406',
  AMC_STRUCTURE_NOT_TRUSTED: '406',
  AMC_STRUCTURE_OTHER: '406',

  SAML_FIELD_MISSING: '407',
  SAML_FIELD_INVALID: '407',
  SAML_ISSUER_MISMATCH: '407',
  SAML_AUDIENCE: '407',

  AMC_MESSAGE_ID_REUSED: '303',

  SAML_REPLAY_CACHE_FULL: '901',
  AMC_SIGNER_UNCHECKABLE: '901',
  AMC_UNAVAILABLE: '901',
  AMC_INTERNAL: '901',
  AMC_TIMEOUT: '902',
};

/** The code that an error is answered with; of what is not listed, the token is at fault, or the bench. */
export function faultCodeOf({ code }: BancError): FaultCode {
  const known = OF_ERRORS[code];
  if (known !== undefined) return known;
  if (/^SAML_(XML|ENVELOPE)_/.test(code)) return '301';
  return code.startsWith('SAML_') ? '402' : '901';
}

/** Every error that a request can be answered with, by its code; for the documentation. */
export function refusals(): readonly { readonly code: FaultCode; readonly error: BancError }[] {
  const saml = Object.keys(samlErrors.entries).filter((code) => !OF_NO_REQUEST.includes(code));
  const own = Object.keys(amcErrors.entries).filter((code) => Object.hasOwn(OF_ERRORS, code));
  return [
    ...saml.map((code) => samlErrors.error(code as keyof typeof samlErrors.entries)),
    ...own.map((code) => amcErrors.error(code as keyof typeof amcErrors.entries)),
  ]
    .map((error) => ({ code: faultCodeOf(error), error }))
    .toSorted((a, b) => (a.code < b.code ? -1 : a.code > b.code ? 1 : 0));
}

/** What only a producer of XML meets. */
const OF_NO_REQUEST = ['SAML_TEXT_NOT_XML', 'SAML_ELEMENT_EMPTY'];

/** Whatever went wrong, as an error that can be answered. */
export const asBancError = (error: unknown): BancError =>
  error instanceof BancError
    ? error
    : amcErrors.error('AMC_INTERNAL', { problem: (error as Error).message }, { cause: error });
