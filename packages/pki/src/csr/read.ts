import type { KeyObject } from 'node:crypto';
import { DerError, type DerReader, decodeSequence, decodeSmallInteger } from '../der/decode.ts';
import { TAG } from '../der/encode.ts';
import { pkiErrors } from '../errors.ts';
import { readPublicKey } from '../keys.ts';
import { reading } from '../malformed.ts';
import type { Name } from '../names.ts';
import { decodeName } from '../names-decode.ts';
import { derOf } from '../pem.ts';
import { decodeSigned, type Signed } from '../signed.ts';

/** A certificate signing request (PKCS#10, RFC 2986), of which nothing has been verified. */
export interface Csr {
  readonly der: Buffer;
  readonly subject: Name;
  readonly publicKey: KeyObject;
  readonly signed: Signed;
  /** Object identifiers of the extensions that it asks for. */
  readonly requestedExtensions: readonly string[];
  /** Object identifiers of its other attributes, such as a challenge password. */
  readonly otherAttributes: readonly string[];
}

/** In octets: an RSA-4096 request with a hundred names is half of it. What is larger is not read at all. */
const LARGEST = 16 * 1024;
/** keytool writes the second one. */
const LABELS = ['CERTIFICATE REQUEST', 'NEW CERTIFICATE REQUEST'] as const;
const EXTENSION_REQUEST = '1.2.840.113549.1.9.14';

/**
 * Reads a request from DER or from a PEM text with one of them.
 *
 * @throws BancError PKI_CSR_TOO_LARGE, PKI_CSR_MALFORMED
 */
export async function readCsr(input: Uint8Array | string): Promise<Csr> {
  if (input.length > LARGEST) {
    throw pkiErrors.error('PKI_CSR_TOO_LARGE', { size: input.length, limit: LARGEST });
  }
  const request = reading('PKI_CSR_MALFORMED', () => {
    const der = derOf(input, labelOf(input));
    const signed = decodeSigned(der, 'certificationRequest');
    return { der, signed, ...decodeSequence(signed.tbs, 'certificationRequestInfo', readInfo) };
  });
  const attributes = request.hasAttributes ? await readAttributes(request.der) : NO_ATTRIBUTES;
  return { ...request, ...attributes };
}

/** Strictly, so that the name and the key can be read in one way only. */
function readInfo(info: DerReader) {
  if (decodeSmallInteger(info.integer('version'), 'version') !== 0) throw new DerError('version', 'is not 0');
  const subject = decodeName(info.element('subject', TAG.sequence).der, 'subject');
  const key = info.element('subjectPKInfo', TAG.sequence).der;
  const attributes = info.optional(0xa0, 'attributes')?.content ?? [];
  return { subject, publicKey: readKey(key), hasAttributes: attributes.length > 0 };
}

function readKey(spki: Buffer): KeyObject {
  try {
    return readPublicKey(spki);
  } catch (error) {
    throw new DerError('subjectPKInfo', `is no public key: ${(error as Error).message}`);
  }
}

const NO_ATTRIBUTES = { requestedExtensions: [], otherAttributes: [] };

/** What a request asks for besides, which nobody grants, is read for the warnings only. */
async function readAttributes(der: Buffer): Promise<Pick<Csr, 'requestedExtensions' | 'otherAttributes'>> {
  // Loaded when needed: the import takes longer than most of what the bench does at its start.
  const { Pkcs10CertificateRequest } = await import('./x509.ts');
  return reading('PKI_CSR_MALFORMED', () => {
    try {
      const request = new Pkcs10CertificateRequest(der);
      return {
        requestedExtensions: request.extensions.map(({ type }) => type),
        otherAttributes: request.attributes
          .map(({ type }) => type)
          .filter((type) => type !== EXTENSION_REQUEST),
      };
    } catch (error) {
      throw new DerError('attributes', `cannot be read: ${(error as Error).message}`);
    }
  });
}

function labelOf(input: Uint8Array | string): string {
  const text = typeof input === 'string' ? input : Buffer.from(input).toString('latin1');
  return LABELS.find((label) => text.includes(`-----BEGIN ${label}-----`)) ?? LABELS[0];
}
