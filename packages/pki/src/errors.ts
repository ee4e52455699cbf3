import { defineErrors } from './error-catalogue.ts';

export const pkiErrors = defineErrors({
  PKI_CERTIFICATE_MALFORMED: {
    message: 'This is not a certificate to RFC 5280: {field} {problem}.',
    next: 'Compare the file with `openssl asn1parse`; a certificate that is cut off or edited must be issued again.',
  },
  PKI_CRL_MALFORMED: {
    message: 'This is not a CRL to RFC 5280: {field} {problem}.',
    next: 'Fetch the CRL again from its distribution point, and compare it with `openssl asn1parse`.',
  },
  PKI_SUBJECT_INVALID: {
    message: 'The subject does not suit a certificate {profile}: {field} should be {expected}.',
    next: 'This profile takes {fields}.',
  },
  PKI_DEFECT_NEEDS_PRIVATE_KEY: {
    message: "The defect signature: 'by-own-key' needs the private key of the certificate's subject.",
    next: 'Put the privateKey into the certificate content.',
  },
  PKI_PKCS12_PASSWORD_NOT_ASCII: {
    message:
      'The password of the PKCS#12 file has characters outside ASCII, which programs encode differently.',
    next: 'Choose a password of ASCII letters, digits and punctuation.',
  },
});
