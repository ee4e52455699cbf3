import type { CertificateDefect } from './defect.ts';

/** Credentials of a terminal, right or with one thing wrong; data, so that the twin is the same without the defect. */
export interface IdentityDefect {
  /** Where the leaf comes from, instead of the good issuing CA; these identities are minted with the state. */
  readonly from?:
    | 'self-signed'
    | 'unknown-root'
    | 'lookalike-root'
    | 'igc-sante-client'
    | 'revoked'
    | 'on-hold'
    | 'revoked-issuing-ca'
    | 'same-serial-as-revoked'
    | 'end-entity-as-ca'
    | 'path-length-exceeded';
  readonly leaf?: CertificateDefect;
  /** A re-issue of the good issuing CA: same name, same key, one thing wrong. */
  readonly issuingCa?: CertificateDefect;
  /** What the Certificate message carries, instead of the leaf and its issuing CA; with-unrelated: a CA of no concern after them. */
  readonly present?: 'leaf-only' | 'with-root' | 'with-unrelated' | 'reversed' | 'nothing';
  /** Signs CertificateVerify with a key that is not the certificate's. */
  readonly privateKey?: 'another';
}

/** The same of a server that a GAP connects to. */
export interface ServerIdentityDefect extends Omit<IdentityDefect, 'from'> {
  /**
   * igc-sante: an SSL_SERVEUR in the right name; terminal-ca: a server certificate in the right name, by the CA of the
   * terminals; lookalike-root: the issuing CA, as another root in the name of the right one vouches for it. The revoked
   * ones are those of the payment provider and of IGC OSI; the DP has a revoked leaf.
   */
  readonly from?:
    | 'self-signed'
    | 'unknown-root'
    | 'lookalike-root'
    | 'end-entity-as-ca'
    | 'path-length-exceeded'
    | 'terminal-ca'
    | 'igc-sante'
    | 'revoked'
    | 'revoked-issuing-ca';
}
