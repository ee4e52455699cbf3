const NO_DRIVE =
  'a CRL changes within it, and nothing tells the GAP to read it again before the drive exists';

/** The cases that nothing proves yet, each with the reason for which it is skipped in every run. */
export const UNPROVEN: Readonly<Record<string, string>> = {
  'diapason-tpe/revocation/revoked-since': NO_DRIVE,
  'diapason-tpe/revocation/resumption-after-revocation': NO_DRIVE,
  'diapason-tpe/revocation/crl-stale': NO_DRIVE,
  'diapason-tpe/revocation/crl-by-another-key': NO_DRIVE,
  'diapason-tpe/revocation/crl-signature-corrupted': NO_DRIVE,
};
