import { daysAhead, hoursAgo, nameOf } from '@banc-gap/pki';
import type { Expectation } from './expectation.ts';
import {
  anchoredAt,
  anchoredIn,
  at,
  both,
  issuedUnderTheName,
  shortKeys,
  signed,
  signedAsGood,
  signedAsNamedInside,
  takingForKnown,
  trusting,
  unrevokedBy,
  withGood,
  withoutRevocation,
} from './overlooking.ts';
import { UNREADABLE } from './verifier.ts';

/** OpenSSL and GnuTLS read an anchor's extensions; Java goes by its name and key, as RFC 5280 §6.1.1 (d) does. */
const ANCHORS_ARE_CHECKED = {
  openssl: 'asks of an anchor too that it is a CA; it goes on after this, and lists all that it finds',
  gnutls: 'asks of an anchor too that it is a CA',
};

const NO_OTHER_TIME = { gnutls: 'knows no time but the present' };

const UNKNOWN_EXTENSION = '2.25.1281077509';
const NO_KNOWN_EXTENSION = { gnutls: 'has no option to take an extension for known' };

const PURPOSE_IS_EXTENDED =
  'certtool takes a purpose for an extended key usage, and leaves keyUsage to the handshake';

/** By case, for every case whose terminal presents certificates that are not the good ones, and must be refused. */
export const EXPECTATIONS: Readonly<Record<string, Expectation>> = {
  'diapason-tpe/trust/self-signed-leaf': {
    // Nobody issues a CRL for it but itself.
    openssl: ['DEPTH_ZERO_SELF_SIGNED_CERT at 0', 'UNABLE_TO_GET_CRL at 0'],
    java: ['NAME_CHAINING at 0'],
    gnutls: ['SIGNER_NOT_FOUND'],
    overlooking: both(withoutRevocation, anchoredAt(0)),
    noMeans: { gnutls: 'takes no end entity for an anchor' },
  },
  'diapason-tpe/trust/unknown-root': {
    openssl: ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY at 1'],
    java: ['NAME_CHAINING at 1'],
    gnutls: ['SIGNER_NOT_FOUND'],
    overlooking: trusting('crafted/unknown-root'),
  },
  'diapason-tpe/trust/lookalike-root': {
    openssl: ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY at 1'],
    java: ['INVALID_SIGNATURE at 1'],
    gnutls: ['SIGNER_NOT_FOUND'],
    overlooking: trusting('crafted/lookalike-root'),
  },
  'diapason-tpe/trust/intermediate-missing': {
    openssl: ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY at 0'],
    java: ['NAME_CHAINING at 0'],
    gnutls: ['SIGNER_NOT_FOUND'],
    overlooking: anchoredIn('ingetrust/issuing-ca'),
  },
  'diapason-tpe/trust/igc-sante-client': {
    openssl: ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY at 1'],
    java: ['NAME_CHAINING at 1'],
    gnutls: ['SIGNER_NOT_FOUND'],
    overlooking: trusting('igc-sante-test/root-el', 'igcSante'),
  },
  'diapason-tpe/trust/leaf-signature-corrupted': {
    openssl: ['CERT_SIGNATURE_FAILURE at 0'],
    java: ['INVALID_SIGNATURE at 0'],
    gnutls: ['SIGNATURE_FAILURE'],
    overlooking: signed(0),
  },
  'diapason-tpe/trust/leaf-signed-by-own-key': {
    openssl: ['CERT_SIGNATURE_FAILURE at 0'],
    java: ['INVALID_SIGNATURE at 0'],
    gnutls: ['SIGNATURE_FAILURE'],
    overlooking: signed(0),
  },
  'diapason-tpe/trust/leaf-signature-empty': {
    openssl: ['CERT_SIGNATURE_FAILURE at 0'],
    java: ['INVALID_SIGNATURE at 0'],
    // Its name for any failure to verify but that of a signature that it can read.
    gnutls: ['SIGNER_NOT_CA'],
    overlooking: signed(0),
  },
  'diapason-tpe/trust/signature-algorithm-inconsistent': {
    // It compares before it verifies.
    openssl: ['SIGNATURE_ALGORITHM_INCONSISTENCY at 0', 'CERT_SIGNATURE_FAILURE at 0'],
    java: [UNREADABLE],
    gnutls: [UNREADABLE],
    overlooking: signedAsNamedInside(0),
  },
  'diapason-tpe/trust/leaf-issuer-name-differs': {
    openssl: ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY at 0'],
    java: ['NAME_CHAINING at 0'],
    gnutls: ['SIGNER_NOT_FOUND'],
    overlooking: issuedUnderTheName(
      nameOf(['C', 'FR'], ['O', 'Banc GAP TEST'], ['CN', 'Another Terminals CA']),
    ),
  },
  'diapason-tpe/trust/issuing-ca-signature-corrupted': {
    openssl: ['CERT_SIGNATURE_FAILURE at 1'],
    java: ['INVALID_SIGNATURE at 1'],
    gnutls: ['SIGNATURE_FAILURE'],
    overlooking: signed(1),
  },
  'diapason-tpe/validity/leaf-expired': {
    openssl: ['CERT_HAS_EXPIRED at 0'],
    java: ['EXPIRED at 0'],
    gnutls: ['EXPIRED'],
    overlooking: at(hoursAgo(2)),
    noMeans: NO_OTHER_TIME,
  },
  'diapason-tpe/validity/leaf-not-yet-valid': {
    openssl: ['CERT_NOT_YET_VALID at 0'],
    java: ['NOT_YET_VALID at 0'],
    gnutls: ['NOT_ACTIVATED'],
    overlooking: at(daysAhead(2)),
    noMeans: NO_OTHER_TIME,
  },
  'diapason-tpe/validity/issuing-ca-expired': {
    openssl: ['CERT_HAS_EXPIRED at 1'],
    java: ['EXPIRED at 1'],
    gnutls: ['EXPIRED'],
    overlooking: at(hoursAgo(2)),
    noMeans: NO_OTHER_TIME,
  },
  'diapason-tpe/validity/issuing-ca-not-yet-valid': {
    openssl: ['CERT_NOT_YET_VALID at 1'],
    java: ['NOT_YET_VALID at 1'],
    gnutls: ['NOT_ACTIVATED'],
    overlooking: at(daysAhead(2)),
    noMeans: NO_OTHER_TIME,
  },
  'diapason-tpe/validity/leaf-just-expired': {
    openssl: ['CERT_HAS_EXPIRED at 0'],
    java: ['EXPIRED at 0'],
    gnutls: ['EXPIRED'],
    overlooking: at({ seconds: -120 }),
    noMeans: NO_OTHER_TIME,
  },
  'diapason-tpe/algorithms/leaf-sha1': {
    openssl: ['CA_MD_TOO_WEAK at 0'],
    java: ['ALGORITHM_CONSTRAINED at 0'],
    gnutls: ['INSECURE_ALGORITHM'],
    overlooking: signedAsGood(0),
  },
  'diapason-tpe/algorithms/issuing-ca-sha1': {
    openssl: ['CA_MD_TOO_WEAK at 1'],
    java: ['ALGORITHM_CONSTRAINED at 1'],
    gnutls: ['INSECURE_ALGORITHM'],
    overlooking: signedAsGood(1),
  },
  'diapason-tpe/algorithms/leaf-md5': {
    openssl: ['CA_MD_TOO_WEAK at 0'],
    java: ['ALGORITHM_CONSTRAINED at 0'],
    gnutls: ['INSECURE_ALGORITHM'],
    overlooking: signedAsGood(0),
  },
  'diapason-tpe/algorithms/leaf-rsa-1024': {
    openssl: ['EE_KEY_TOO_SMALL at 0'],
    java: ['ALGORITHM_CONSTRAINED at 0'],
    gnutls: ['INSECURE_ALGORITHM'],
    overlooking: shortKeys,
    noMeans: { java: 'has one policy on keys for all questions of a virtual machine' },
  },
  'diapason-tpe/algorithms/leaf-trailing-garbage': {
    openssl: { cannotSee: 'reads a certificate from a file up to its end, and what follows not at all' },
    java: { cannotSee: 'reads a certificate from a stream up to its end, and leaves the rest in it' },
    gnutls: [UNREADABLE],
    overlooking: signed(0),
  },
  'diapason-tpe/usage/issuing-ca-not-a-ca': {
    // What is no CA may not have keyCertSign (RFC 5280 §4.2.1.9), nor be a CA for TLS clients.
    openssl: ['INVALID_CA at 1', 'KU_KEY_CERT_SIGN_INVALID_FOR_NON_CA at 1', 'INVALID_PURPOSE at 1'],
    java: ['NOT_CA_CERT at 1'],
    gnutls: ['SIGNER_NOT_CA'],
    overlooking: withGood('basicConstraints', 1),
  },
  'diapason-tpe/usage/issuing-ca-without-basic-constraints': {
    openssl: ['INVALID_CA at 1', 'KU_KEY_CERT_SIGN_INVALID_FOR_NON_CA at 1'],
    java: ['NOT_CA_CERT at 1'],
    gnutls: ['SIGNER_NOT_CA'],
    overlooking: withGood('basicConstraints', 1),
  },
  'diapason-tpe/usage/issuing-ca-version-1': {
    openssl: ['INVALID_CA at 1', 'INVALID_PURPOSE at 1'],
    java: ['NOT_CA_CERT at 1'],
    gnutls: ['SIGNER_NOT_CA'],
    overlooking: anchoredAt(1),
    noMeans: { openssl: ANCHORS_ARE_CHECKED.openssl },
  },
  'diapason-tpe/usage/name-excluded-by-ca': {
    openssl: ['EXCLUDED_VIOLATION at 0'],
    java: ['INVALID_NAME at 0'],
    gnutls: { cannotSee: 'heeds constraints on host names, mail and IP addresses only' },
    overlooking: withGood('nameConstraints', 1),
  },
  'diapason-tpe/usage/issued-by-end-entity': {
    openssl: ['INVALID_CA at 1', 'INVALID_PURPOSE at 1', 'KEYUSAGE_NO_CERTSIGN at 1'],
    java: ['INVALID_KEY_USAGE at 1'],
    gnutls: ['SIGNER_NOT_CA', 'SIGNER_CONSTRAINTS_FAILURE'],
    overlooking: anchoredAt(1),
    noMeans: ANCHORS_ARE_CHECKED,
  },
  'diapason-tpe/usage/path-length-exceeded': {
    openssl: ['PATH_LENGTH_EXCEEDED at 2'],
    java: ['PATH_TOO_LONG at 1'],
    gnutls: ['SIGNER_CONSTRAINTS_FAILURE'],
    overlooking: anchoredAt(1),
  },
  'diapason-tpe/usage/issuing-ca-without-key-cert-sign': {
    // Without keyCertSign, OpenSSL takes nothing for a CA, and a path length has no meaning (RFC 5280 §4.2.1.9).
    openssl: [
      'INVALID_CA at 1',
      'PATHLEN_WITHOUT_KU_KEY_CERT_SIGN at 1',
      'INVALID_PURPOSE at 1',
      'KEYUSAGE_NO_CERTSIGN at 1',
    ],
    java: ['INVALID_KEY_USAGE at 1'],
    gnutls: ['SIGNER_CONSTRAINTS_FAILURE'],
    overlooking: withGood('keyUsage', 1),
  },
  'diapason-tpe/usage/server-auth-only': {
    openssl: ['INVALID_PURPOSE at 0'],
    java: ['target certificate constraints check failed at 0'],
    gnutls: ['PURPOSE_MISMATCH'],
    overlooking: withGood('extendedKeyUsage', 0),
  },
  'diapason-tpe/usage/code-signing-only': {
    openssl: ['INVALID_PURPOSE at 0'],
    java: ['target certificate constraints check failed at 0'],
    gnutls: ['PURPOSE_MISMATCH'],
    overlooking: withGood('extendedKeyUsage', 0),
  },
  'diapason-tpe/usage/key-encipherment-only': {
    openssl: ['INVALID_PURPOSE at 0'],
    java: ['target certificate constraints check failed at 0'],
    gnutls: { cannotSee: PURPOSE_IS_EXTENDED },
    overlooking: withGood('keyUsage', 0),
  },
  'diapason-tpe/usage/non-repudiation-only': {
    openssl: ['INVALID_PURPOSE at 0'],
    java: ['target certificate constraints check failed at 0'],
    gnutls: { cannotSee: PURPOSE_IS_EXTENDED },
    overlooking: withGood('keyUsage', 0),
  },
  'diapason-tpe/usage/duplicate-extension': {
    // What it cannot make sense of, was issued by nobody.
    openssl: ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY at 0'],
    java: [UNREADABLE],
    gnutls: [UNREADABLE],
    overlooking: withGood('keyUsage', 0),
  },
  'diapason-tpe/usage/unknown-critical-extension': {
    openssl: ['UNHANDLED_CRITICAL_EXTENSION at 0'],
    java: ['UNRECOGNIZED_CRIT_EXT at 0'],
    gnutls: ['UNKNOWN_CRIT_EXTENSIONS'],
    overlooking: takingForKnown(UNKNOWN_EXTENSION),
    noMeans: NO_KNOWN_EXTENSION,
  },
  'diapason-tpe/usage/issuing-ca-unknown-critical-extension': {
    openssl: ['UNHANDLED_CRITICAL_EXTENSION at 1'],
    java: ['UNRECOGNIZED_CRIT_EXT at 1'],
    gnutls: ['UNKNOWN_CRIT_EXTENSIONS'],
    overlooking: takingForKnown(UNKNOWN_EXTENSION),
    noMeans: NO_KNOWN_EXTENSION,
  },
  'diapason-tpe/revocation/leaf-revoked': {
    openssl: ['CERT_REVOKED at 0'],
    java: ['REVOKED at 0'],
    gnutls: ['REVOKED'],
    overlooking: unrevokedBy('ingetrust/issuing-ca'),
  },
  'diapason-tpe/revocation/leaf-on-hold': {
    openssl: ['CERT_REVOKED at 0'],
    java: ['REVOKED at 0'],
    gnutls: ['REVOKED'],
    overlooking: unrevokedBy('ingetrust/issuing-ca'),
  },
  'diapason-tpe/revocation/issuing-ca-revoked': {
    openssl: ['CERT_REVOKED at 1'],
    java: ['REVOKED at 1'],
    gnutls: ['REVOKED'],
    overlooking: unrevokedBy('ingetrust/root'),
  },
  'diapason-tpe/revocation/issuing-ca-without-crl': {
    openssl: ['UNABLE_TO_GET_CRL at 0'],
    java: ['UNDETERMINED_REVOCATION_STATUS at 0'],
    gnutls: { cannotSee: 'accepts what it has no CRL for' },
    overlooking: withoutRevocation,
  },
};
