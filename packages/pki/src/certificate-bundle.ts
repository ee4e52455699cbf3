import type { Certificate } from './certificate.ts';
import { constructed, integer, objectIdentifier, sequence, setOf } from './der/encode.ts';

const CONTENT_TYPES = { data: '1.2.840.113549.1.7.1', signedData: '1.2.840.113549.1.7.2' };

/** What a .p7b file holds: a SignedData of CMS that nobody signed, for its certificates alone (RFC 5652 §5.1). */
export function encodeCertificateBundle(certificates: readonly Certificate[]): Buffer {
  const sorted = certificates.map(({ der }) => der).sort(Buffer.compare);
  return sequence(
    objectIdentifier(CONTENT_TYPES.signedData),
    constructed(
      0,
      sequence(
        integer(1),
        setOf(),
        sequence(objectIdentifier(CONTENT_TYPES.data)),
        constructed(0, ...sorted),
        setOf(),
      ),
    ),
  );
}
