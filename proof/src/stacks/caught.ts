import { CASES } from '@banc-gap/conformance';

/** The cases that turn red where no CRL is looked at. */
export const REVOCATION = [
  'diapason-tpe/revocation/issuing-ca-without-crl',
  'diapason-tpe/revocation/leaf-revoked',
  'diapason-tpe/revocation/leaf-on-hold',
  'diapason-tpe/revocation/issuing-ca-revoked',
];

/**
 * The cases that turn red where any certificate is taken: those whose defect is in the certificates that are sent, save where
 * they are sent in a renegotiation, which most stacks refuse, or after a change of CRL, which no stack here can be told of.
 */
const ANY_CERTIFICATE = CASES.filter(
  (found) =>
    found.kind === 'refusal' &&
    !found.renegotiates &&
    !found.refresh &&
    (found.defect.from !== undefined ||
      found.defect.leaf !== undefined ||
      found.defect.issuingCa !== undefined ||
      found.defect.present === 'leaf-only'),
).map(({ id }) => id);

/** All of these but those that the stack refuses for another reason, such as a certificate that it cannot read. */
export function anyCertificateBut(...refused: readonly string[]): string[] {
  return ANY_CERTIFICATE.filter((id) => !refused.includes(id));
}

/** What OpenSSL takes at SECLEVEL=0, without which it speaks no TLS 1.0 and no anonymous suite. */
export const WEAK_ALGORITHMS = [
  'diapason-tpe/algorithms/leaf-md5',
  'diapason-tpe/algorithms/leaf-sha1',
  'diapason-tpe/algorithms/issuing-ca-sha1',
  'diapason-tpe/algorithms/leaf-rsa-1024',
];

export const NO_CERTIFICATE = ['diapason-tpe/handshake/no-certificate'];
/** The same of a stack that renegotiates. */
export const NO_CERTIFICATE_EVER = [...NO_CERTIFICATE, 'diapason-tpe/renegotiation/without-certificate'];
export const OLD_VERSIONS = ['diapason-tpe/version/tls10-refused', 'diapason-tpe/version/tls11-refused'];
