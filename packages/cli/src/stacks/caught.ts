import { CASES } from '@banc-gap/conformance';

/** The cases that turn red where no CRL is looked at. */
export const REVOCATION = [
  'diapason-tpe/revocation/leaf-revoked',
  'diapason-tpe/revocation/leaf-on-hold',
  'diapason-tpe/revocation/issuing-ca-revoked',
];

/** The cases that turn red where any certificate does: those whose defect is in the certificates that are sent. */
export const ANY_CERTIFICATE = CASES.filter(
  (found) =>
    found.kind === 'refusal' &&
    (found.defect.from !== undefined ||
      found.defect.leaf !== undefined ||
      found.defect.issuingCa !== undefined ||
      found.defect.present === 'leaf-only'),
).map(({ id }) => id);

export const NO_CERTIFICATE = ['diapason-tpe/handshake/no-certificate'];
export const OLD_VERSIONS = ['diapason-tpe/version/tls10-refused', 'diapason-tpe/version/tls11-refused'];
