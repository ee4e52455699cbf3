import { type CrlDefect, daysAhead, hoursAgo, nameOf } from '@banc-gap/pki';
import type { Opinions } from './expectation.ts';
import { type Overlooking, takingForKnown } from './overlooking.ts';
import { crlJudgedAt, crlOfTheName, crlSigned } from './overlooking-crl.ts';
import { UNREADABLE, type VerifierName } from './verifier.ts';

/** What is found when the CRL of the issuing CA has a defect. */
export interface CrlExpectation extends Opinions {
  readonly defect: CrlDefect;
  /** Absent where a verifier that cannot see the defect accepts: that shows that nothing else is wrong. */
  readonly overlooking?: Overlooking;
  readonly noMeans?: Readonly<Partial<Record<VerifierName, string>>>;
}

const UNKNOWN = { oid: '2.25.1281077509', value: '0500' } as const;
const ANOTHER_NAME = nameOf(['C', 'FR'], ['O', 'Banc GAP TEST'], ['CN', 'Another Terminals CA']);

/** Java names no other reason: a CRL that it does not accept is as good as none. */
const UNDETERMINED = ['UNDETERMINED_REVOCATION_STATUS at 0'];
const RIGHT = { openssl: [], java: [], gnutls: [] };
const VALID_FOR_EVER = { cannotSee: 'takes a CRL without nextUpdate for valid for ever' };
const ANY_DIGEST = { cannotSee: 'asks of the signature of a CRL that it is right, not how strong it is' };
const NOT_NEEDED = { cannotSee: 'RFC 5280 §5.2 asks it of CAs: who verifies can do without' };

/** Every field of CrlDefect, so that a new one has to be here. */
export const CRL_EXPECTATIONS: Readonly<Record<keyof CrlDefect, readonly CrlExpectation[]>> = {
  thisUpdate: [
    {
      defect: { thisUpdate: daysAhead(3) },
      openssl: ['CRL_NOT_YET_VALID at 0'],
      java: UNDETERMINED,
      gnutls: ['REVOCATION_DATA_ISSUED_IN_FUTURE'],
      overlooking: crlJudgedAt(daysAhead(3)),
      noMeans: { gnutls: 'knows no time but the present' },
    },
  ],
  nextUpdate: [
    {
      defect: { nextUpdate: { hours: 12 } },
      openssl: ['CRL_HAS_EXPIRED at 0'],
      java: UNDETERMINED,
      gnutls: ['REVOCATION_DATA_SUPERSEDED'],
      overlooking: crlJudgedAt(hoursAgo(13)),
      noMeans: { gnutls: 'knows no time but the present' },
    },
    { defect: { nextUpdate: null }, openssl: VALID_FOR_EVER, java: UNDETERMINED, gnutls: VALID_FOR_EVER },
  ],
  issuer: [
    {
      defect: { issuer: ANOTHER_NAME },
      openssl: ['UNABLE_TO_GET_CRL at 0'],
      java: UNDETERMINED,
      gnutls: ['SIGNER_NOT_FOUND'],
      overlooking: crlOfTheName(ANOTHER_NAME),
    },
  ],
  signature: (['corrupted', 'by-another-key'] as const).map((signature) => ({
    defect: { signature },
    openssl: ['CRL_SIGNATURE_FAILURE at 0'],
    java: UNDETERMINED,
    gnutls: ['SIGNATURE_FAILURE'],
    overlooking: crlSigned,
  })),
  signatureDigest: [
    { defect: { signatureDigest: 'sha1' }, openssl: ANY_DIGEST, java: UNDETERMINED, gnutls: ANY_DIGEST },
    {
      defect: { signatureDigest: 'md5' },
      openssl: ANY_DIGEST,
      java: UNDETERMINED,
      gnutls: ['INSECURE_ALGORITHM'],
    },
    { defect: { signatureDigest: 'sha384' }, ...RIGHT },
  ],
  omitExtensions: (['authorityKeyIdentifier', 'cRLNumber'] as const).map((extension) => ({
    defect: { omitExtensions: [extension] },
    openssl: NOT_NEEDED,
    java: NOT_NEEDED,
    gnutls: NOT_NEEDED,
  })),
  addExtensions: [
    {
      defect: { addExtensions: [{ ...UNKNOWN, critical: true }] },
      openssl: ['UNHANDLED_CRITICAL_CRL_EXTENSION at 0'],
      java: UNDETERMINED,
      gnutls: { cannotSee: 'leaves the extensions of a CRL aside' },
      overlooking: takingForKnown(UNKNOWN.oid),
      noMeans: { java: 'can be told of extensions of certificates only' },
    },
    { defect: { addExtensions: [{ ...UNKNOWN, critical: false }] }, ...RIGHT },
  ],
  der: [
    {
      defect: { der: 'truncated' },
      openssl: ['UNABLE_TO_GET_CRL at 0'],
      java: UNDETERMINED,
      gnutls: [UNREADABLE],
      overlooking: crlSigned,
    },
    {
      defect: { der: 'trailing-garbage' },
      openssl: { cannotSee: 'reads a CRL up to its end, and what follows not at all' },
      java: { cannotSee: 'reads a CRL up to its end, and what follows not at all' },
      gnutls: [UNREADABLE],
      overlooking: crlSigned,
    },
  ],
};
