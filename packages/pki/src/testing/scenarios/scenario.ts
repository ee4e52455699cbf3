import type { PathFailureCode } from '../../path/failures.ts';
import type { Change, Hierarchy, Level } from '../hierarchy.ts';
import type { Verification } from '../openssl-verify.ts';

type Arrangement = Partial<Pick<Verification, 'presented' | 'anchors' | 'crls' | 'at'>>;

/** A chain that is good but for one thing, and what has to come of it. */
export interface Scenario {
  readonly title: string;
  readonly changes?: Readonly<Partial<Record<Level, Change>>>;
  /** What is presented, trusted and published, where it is not the plain chain without CRLs. */
  readonly arrange?: (chain: Readonly<Record<Level, Buffer>>, hierarchy: Hierarchy) => Arrangement;
  /** Both purposes unless one is given. */
  readonly purpose?: 'clientAuth' | 'serverAuth';
  readonly requiredPolicies?: readonly string[];
  /** The code and the position of the certificate; unreadable: Certificate.parse or Crl.parse refuses. */
  readonly expected: 'valid' | 'unreadable' | readonly [PathFailureCode, number];
  readonly opensslOptions?: readonly string[];
  /** Why OpenSSL accepts, even with -x509_strict, what we refuse. */
  readonly opensslAccepts?: string;
  /** Why OpenSSL accepts what we refuse in some versions, and refuses it in others. */
  readonly opensslVaries?: string;
  /** Why we accept what OpenSSL refuses with -x509_strict only. */
  readonly strictRefuses?: string;
}

const UNKNOWN = { oid: '1.2.3.4.5', value: '0500' } as const;
export const UNKNOWN_CRITICAL = { addExtensions: [{ ...UNKNOWN, critical: true }] };
export const UNKNOWN_NOT_CRITICAL = { addExtensions: [{ ...UNKNOWN, critical: false }] };

export const NOT_BY_DEFAULT = 'its default security level allows it';
