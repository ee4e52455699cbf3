import { MessageReader } from './reader.ts';
import { codes16, vector8, vector16, vector24 } from './writer.ts';

/** RFC 5246 §7.4.2; the list may be empty. */
export function encodeCertificate(chain: readonly Uint8Array[]): Buffer {
  return vector24(...chain.map((certificate) => vector24(certificate)));
}

export function decodeCertificate(body: Buffer, { octetsLeftOver = false } = {}): Buffer[] {
  const reader = new MessageReader(body, 'Certificate');
  const list = new MessageReader(reader.vector24(), 'Certificate.certificate_list');
  if (!octetsLeftOver) reader.end();
  const chain: Buffer[] = [];
  while (list.remaining > 0) chain.push(list.vector24(1));
  return chain;
}

/** RFC 5246 §7.4.4. */
export interface CertificateRequest {
  readonly certificateTypes: readonly number[];
  readonly signatureAlgorithms: readonly number[];
  /** DER of names. */
  readonly authorities: readonly Uint8Array[];
}

export function encodeCertificateRequest(request: CertificateRequest): Buffer {
  return Buffer.concat([
    vector8(Buffer.from(request.certificateTypes)),
    codes16(request.signatureAlgorithms),
    vector16(...request.authorities.map((name) => vector16(name))),
  ]);
}

export function decodeCertificateRequest(body: Buffer): CertificateRequest {
  const reader = new MessageReader(body, 'CertificateRequest');
  const certificateTypes = [...reader.vector8(1)];
  const signatureAlgorithms = reader.codes16();
  const list = new MessageReader(reader.vector16(), 'CertificateRequest.certificate_authorities');
  reader.end();
  const authorities: Buffer[] = [];
  while (list.remaining > 0) authorities.push(list.vector16(1));
  return { certificateTypes, signatureAlgorithms, authorities };
}
