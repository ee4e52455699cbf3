import type { EXTENDED_KEY_USAGES } from '@banc-gap/pki';

/** What a verifier is asked of a chain of certificates; everything in DER. */
export interface ChainQuestion {
  /** As a terminal sends it, the leaf first. */
  readonly presented: readonly Buffer[];
  /** The certificates that are trusted, whether they are roots or not. */
  readonly anchors: readonly Buffer[];
  /** With them, every certificate of the path must be on the good side of one; absent: revocation is not looked at. */
  readonly crls?: readonly Buffer[];
  readonly at: Date;
  /** Absent: any. */
  readonly purpose?: keyof typeof EXTENDED_KEY_USAGES;
  /** A critical extension that the verifier is to take for known. */
  readonly knownExtension?: string;
  /** RSA keys of 1024 bits are long enough. */
  readonly shortKeys?: true;
}

/** What a verifier is asked of a CRL by itself. */
export interface CrlQuestion {
  readonly crl: Buffer;
  /** The certificate of the CA that should have signed it. */
  readonly issuer: Buffer;
}

/** What a verifier finds wrong, as `WHAT at POSITION` where it tells the position (0 is the leaf). Nothing: it accepts. */
export type Findings = readonly string[];

/** Found by a verifier that cannot read what it was given. */
export const UNREADABLE = 'UNREADABLE';

export type VerifierName = 'openssl' | 'java' | 'gnutls';

/** A verifier that is not ours. It answers in the order of the questions. */
export interface Verifier {
  readonly name: VerifierName;
  /** What must be on the PATH. */
  readonly tool: string;
  verifyChains(questions: readonly ChainQuestion[]): readonly Findings[];
  /** Whether they can be read, and are signed by their issuers. */
  verifyCrls(questions: readonly CrlQuestion[]): readonly Findings[];
}
