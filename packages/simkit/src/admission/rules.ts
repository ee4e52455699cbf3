import type { Certificate, Crl, KindId } from '@banc-gap/pki';

/** What clients are judged by at this moment: asked for at each handshake and each request, so that a new CRL counts at once. */
export interface ClientTrust {
  /** The roots of the PKI that the clients are of. */
  trustAnchors(): readonly Certificate[];
  /** Of every CA below them. Where they cannot be had, every client is refused. */
  crls(): readonly Crl[];
}

/** Who is let in. */
export interface AdmissionRules {
  readonly kinds: readonly KindId[];
  /** Default `crl`. */
  readonly revocation?: Revocation | undefined;
  /** The common name that ANS gives to what connects; absent: none is expected. */
  readonly serviceApplicatif?: string | undefined;
  /** Default `lenient`: another common name is a warning. */
  readonly naming?: Naming | undefined;
}

/**
 * Where revocation is looked up. `ocsp`: with whoever a certificate names for that, and by CRL where it names nobody, as
 * the CAs of IGC-Santé; `both`: neither may say that it is revoked; `off`: where ANS leaves the check to the other side.
 */
export type Revocation = 'crl' | 'ocsp' | 'both' | 'off';

export type Naming = 'lenient' | 'strict';
