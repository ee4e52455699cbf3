import type { KeyObject } from 'node:crypto';
import type { Authorities } from '@banc-gap/mock-igc-sante';
import { type CsrWarning, checkCsr, type IssueOrder, subjectName } from '@banc-gap/pki';
import { readNamedFile } from './read-file.ts';

export interface RequestedKey {
  /** Absent where there is no request: the bench makes the key. */
  readonly publicKey?: KeyObject;
  /** What the certificate will have otherwise than the request wants. */
  readonly warnings: readonly CsrWarning[];
}

/**
 * The key in a certificate signing request, as the platform would take it for that order.
 *
 * @throws BancError PKI_CSR_…, PKI_SUBJECT_INVALID
 */
export async function requestedKey(
  file: string | undefined,
  authorities: Authorities,
  { orderId, profile, subject }: IssueOrder,
): Promise<RequestedKey> {
  if (file === undefined) return { warnings: [] };
  return checkCsr(readNamedFile(file), {
    subject: subjectName(profile, subject),
    keySeen: (key) => authorities.keySeen(key, orderId),
  });
}
