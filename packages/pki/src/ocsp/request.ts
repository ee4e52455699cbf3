import { DerError, type DerReader, decodeSequence, decodeSmallInteger, decodeWhole } from '../der/decode.ts';
import { TAG } from '../der/encode.ts';
import { reading } from '../malformed.ts';
import { type Extension, readExtensions } from '../signed.ts';
import { type CertificateId, readCertificateId } from './certificate-id.ts';

export const NONCE = '1.3.6.1.5.5.7.48.1.2';

/** RFC 9654 §2.1. */
const LONGEST_NONCE = 128;

/** What an OCSP client asks (RFC 6960 §4.1.1); who asks and the client's signature are not looked at. */
export interface OcspRequest {
  /** One at least. */
  readonly certificates: readonly CertificateId[];
  /** The content of the nonce extension, which the answer repeats. */
  readonly nonce: Buffer | undefined;
}

/** @throws BancError PKI_OCSP_REQUEST_MALFORMED */
export function parseOcspRequest(der: Uint8Array): OcspRequest {
  return reading('PKI_OCSP_REQUEST_MALFORMED', () =>
    decodeSequence(der, 'ocspRequest', (request) => {
      const tbs = request.enter('tbsRequest');
      const fields = readTbs(tbs);
      tbs.end();
      request.optional(0xa0, 'optionalSignature');
      return fields;
    }),
  );
}

function readTbs(reader: DerReader): OcspRequest {
  readVersion(reader);
  reader.optional(0xa1, 'requestorName');
  const list = reader.enter('requestList');
  const certificates: CertificateId[] = [];
  while (!list.atEnd) certificates.push(readRequest(list));
  if (certificates.length === 0) throw new DerError('requestList', 'is empty');
  const extensions = readTaggedExtensions(reader, 0xa2, 'requestExtensions', [NONCE]);
  return { certificates, nonce: nonceOf(extensions) };
}

function readVersion(reader: DerReader): void {
  const tagged = reader.optional(0xa0, 'version');
  if (tagged === undefined) return;
  const version = decodeWhole(tagged.content, 'version', (inner) => inner.integer('version'));
  if (decodeSmallInteger(version, 'version') !== 0) throw new DerError('version', 'is not v1');
}

function readRequest(list: DerReader): CertificateId {
  const request = list.enter('request', TAG.sequence);
  const id = readCertificateId(request);
  readTaggedExtensions(request, 0xa0, 'singleRequestExtensions', []);
  request.end();
  return id;
}

function readTaggedExtensions(
  reader: DerReader,
  tag: number,
  field: string,
  known: readonly string[],
): readonly Extension[] {
  const tagged = reader.optional(tag, field);
  if (tagged === undefined) return [];
  const extensions = decodeWhole(tagged.content, field, readExtensions);
  const unknown = extensions.find(({ oid, critical }) => critical && !known.includes(oid));
  if (unknown) throw new DerError(field, `has ${unknown.oid}, which is critical and unknown here`);
  return extensions;
}

function nonceOf(extensions: readonly Extension[]): Buffer | undefined {
  const nonce = extensions.find(({ oid }) => oid === NONCE)?.value;
  if (nonce === undefined) return undefined;
  const { length } = decodeWhole(nonce, 'nonce', (reader) =>
    reader.element('nonce', TAG.octetString),
  ).content;
  if (length === 0 || length > LONGEST_NONCE) throw new DerError('nonce', 'has not 1 to 128 octets');
  return nonce;
}
