import { createHash } from 'node:crypto';
import type { Certificate } from '../certificate.ts';
import { type DerReader, decodeWhole } from '../der/decode.ts';
import { integerOctets, nullValue, objectIdentifier, octetString, sequence, TAG } from '../der/encode.ts';
import { subjectPublicKeyBits } from '../keys.ts';
import { readAlgorithmIdentifier } from '../signed.ts';

/** Digests by which a CertID may name an issuer; OpenSSL and Java take SHA-1 unless told otherwise. */
const SHA_1 = '1.3.14.3.2.26';
const DIGESTS: Readonly<Record<string, string>> = {
  [SHA_1]: 'sha1',
  '2.16.840.1.101.3.4.2.1': 'sha256',
  '2.16.840.1.101.3.4.2.2': 'sha384',
  '2.16.840.1.101.3.4.2.3': 'sha512',
};

/** Which certificate an OCSP client asks about (RFC 6960 §4.1.1, CertID). */
export interface CertificateId {
  /** As it was asked: the answer repeats it. */
  readonly der: Buffer;
  /** To be looked for among the `issuerIds` of the CAs. */
  readonly issuerId: string;
  /** As `Certificate.serialNumber`. */
  readonly serialNumber: string;
}

export function readCertificateId(reader: DerReader): CertificateId {
  const field = 'reqCert';
  const { der, content } = reader.element(field, TAG.sequence);
  return decodeWhole(content, field, (id) => {
    const { oid } = readAlgorithmIdentifier(id, `${field}.hashAlgorithm`);
    const nameHash = id.element(`${field}.issuerNameHash`, TAG.octetString).content;
    const keyHash = id.element(`${field}.issuerKeyHash`, TAG.octetString).content;
    const serialNumber = id.integer(`${field}.serialNumber`).toString('hex').toUpperCase();
    return { der, issuerId: issuerId(DIGESTS[oid] ?? oid, nameHash, keyHash), serialNumber };
  });
}

/** The CertID of a certificate of this CA, with SHA-1 as most clients write it. */
export function encodeCertificateId(ca: Certificate, serialNumber: string): Buffer {
  const [nameHash, keyHash] = hashesOf(ca, 'sha1');
  return sequence(
    sequence(objectIdentifier(SHA_1), nullValue()),
    octetString(nameHash),
    octetString(keyHash),
    integerOctets(Buffer.from(serialNumber, 'hex')),
  );
}

/** Every way in which a CertID can name this CA. */
export function issuerIds(ca: Certificate): readonly string[] {
  return Object.values(DIGESTS).map((digest) => issuerId(digest, ...hashesOf(ca, digest)));
}

function hashesOf(ca: Certificate, digest: string): [nameHash: Buffer, keyHash: Buffer] {
  const key = subjectPublicKeyBits(ca.subjectPublicKeyInfo);
  return [createHash(digest).update(ca.subjectDer).digest(), createHash(digest).update(key).digest()];
}

function issuerId(digest: string, nameHash: Buffer, keyHash: Buffer): string {
  return `${digest}:${nameHash.toString('hex')}:${keyHash.toString('hex')}`;
}
