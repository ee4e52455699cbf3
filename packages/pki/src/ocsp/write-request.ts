import type { Certificate } from '../certificate.ts';
import { constructed, octetString, sequence } from '../der/encode.ts';
import { encodeExtension } from '../extensions-encode.ts';
import { encodeCertificateId } from './certificate-id.ts';
import { NONCE } from './request.ts';

export interface OcspQuestion {
  readonly issuer: Certificate;
  /** As `Certificate.serialNumber`. */
  readonly serialNumber: string;
  /** 1 to 128 octets that the responder repeats (RFC 9654 §2.1). */
  readonly nonce?: Uint8Array;
}

/** The DER of an unsigned OCSPRequest about one certificate (RFC 6960 §4.1.1). */
export function buildOcspRequest({ issuer, serialNumber, nonce }: OcspQuestion): Buffer {
  const requestList = sequence(sequence(encodeCertificateId(issuer, serialNumber)));
  const extensions =
    nonce === undefined
      ? []
      : [
          constructed(
            2,
            sequence(encodeExtension({ oid: NONCE, critical: false, value: octetString(nonce) })),
          ),
        ];
  return sequence(sequence(requestList, ...extensions));
}
