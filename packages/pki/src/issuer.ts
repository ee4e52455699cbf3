import type { KeyObject } from 'node:crypto';
import type { Certificate } from './certificate.ts';
import type { CertificateDefect } from './defect.ts';
import type { ProfileId } from './profiles/profile-ids.ts';
import type { SubjectInput } from './profiles/subject.ts';

/** A certificate with what is needed to use it. */
export interface Credential {
  /**
   * Read when first looked at: most of those that are ordered by the thousand never are.
   *
   * @throws BancError PKI_CERTIFICATE_MALFORMED for an order whose defect leaves no readable certificate
   */
  readonly certificate: Certificate;
  /** Issuing CA first, root last; empty for a root. */
  readonly chain: readonly Certificate[];
  /** Absent where the order came with a public key of its own. */
  readonly privateKey?: KeyObject;
}

export interface IssueOrder {
  /** The same order id gives the same credential, whenever and however often it is asked for. */
  readonly orderId: string;
  readonly profile: ProfileId;
  readonly subject: SubjectInput;
  /** From a certificate signing request; without it the issuer makes the key. */
  readonly publicKey?: KeyObject;
  /** The moment of issue unless given. */
  readonly notBefore?: Date;
  /** What the certificate is to have otherwise than its profile, for whoever wants one that is wrong. */
  readonly defect?: CertificateDefect;
}

export interface RevokeOptions {
  /** The moment of revocation unless given. */
  readonly revocationDate?: Date;
  /** CRLReason (RFC 5280 §5.3.1); IGC-Santé gives none. */
  readonly reason?: number;
}

/** Whoever hands out certificates: the only way to them for those who need some. */
export interface Issuer {
  /** @throws BancError PKI_SUBJECT_INVALID if the subject does not suit the profile */
  issue(order: IssueOrder): Promise<Credential>;
  /** Puts a certificate on the next CRL of the CA with that profile. */
  revoke(serialNumber: string, issuer: ProfileId, options?: RevokeOptions): Promise<void>;
}
