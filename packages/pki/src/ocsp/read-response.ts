import { Certificate } from '../certificate.ts';
import {
  DerError,
  type DerReader,
  decodeInteger,
  decodeOctetBitString,
  decodeSequence,
  decodeWhole,
} from '../der/decode.ts';
import { TAG } from '../der/encode.ts';
import { decodeGeneralizedTime } from '../der/time.ts';
import { reading } from '../malformed.ts';
import type { Name } from '../names.ts';
import { decodeName } from '../names-decode.ts';
import { type AlgorithmIdentifier, readAlgorithmIdentifier, readExtensions } from '../signed.ts';
import { type CertificateId, readCertificateId } from './certificate-id.ts';
import { NONCE } from './request.ts';
import { BASIC, type CertificateStatus, OCSP_ERRORS, type OcspError } from './response.ts';

/** What a responder says of one certificate. */
export interface SingleResponse {
  readonly certificateId: CertificateId;
  readonly status: CertificateStatus;
  readonly thisUpdate: Date;
  readonly nextUpdate: Date | undefined;
}

/** A basic answer (RFC 6960 §4.2.1). Whether it may be relied on is for `ocspStatus` to say. */
export interface OcspResponse {
  /** The DER that is signed. */
  readonly tbs: Buffer;
  readonly algorithm: AlgorithmIdentifier;
  readonly signature: Buffer;
  /** Who signed it, by the name or by the SHA-1 of the key. */
  readonly responder: { readonly name: Name } | { readonly keyHash: Buffer };
  readonly responses: readonly SingleResponse[];
  /** The content of the nonce extension, as in `OcspRequest`. */
  readonly nonce: Buffer | undefined;
  /** Those that came with it, for whoever looks for the signer. */
  readonly certificates: readonly Certificate[];
}

/** @throws BancError PKI_OCSP_RESPONSE_MALFORMED, or PKI_CERTIFICATE_MALFORMED for a certificate in it */
export function parseOcspResponse(der: Uint8Array): OcspResponse | OcspError {
  return reading('PKI_OCSP_RESPONSE_MALFORMED', () =>
    decodeSequence(der, 'ocspResponse', (response) => {
      const status = decodeInteger(
        response.element('responseStatus', TAG.enumerated).content,
        'responseStatus',
      );
      if (!status.equals(Buffer.of(0))) {
        response.optional(0xa0, 'responseBytes');
        return errorOf(status);
      }
      const { content } = response.element('responseBytes', 0xa0);
      return decodeSequence(content, 'responseBytes', (bytes) => {
        if (bytes.objectIdentifier('responseType') !== BASIC) {
          throw new DerError('responseType', 'is another than the basic one');
        }
        const basic = bytes.element('response', TAG.octetString).content;
        return decodeSequence(basic, 'basicOCSPResponse', readBasic);
      });
    }),
  );
}

function errorOf(status: Buffer): OcspError {
  const [name] = Object.entries(OCSP_ERRORS).find(([, code]) => status.equals(Buffer.of(code))) ?? [];
  if (name === undefined) throw new DerError('responseStatus', 'is none of RFC 6960');
  return name as OcspError;
}

function readBasic(basic: DerReader): OcspResponse {
  const tbs = basic.element('tbsResponseData', TAG.sequence).der;
  const algorithm = readAlgorithmIdentifier(basic, 'signatureAlgorithm');
  const signature = decodeOctetBitString(basic.element('signature', TAG.bitString).content, 'signature');
  const list = basic.optional(0xa0, 'certs');
  const certificates = list
    ? decodeSequence(list.content, 'certs', (certs) =>
        all(certs, () => Certificate.parse(certs.element('certs', TAG.sequence).der)),
      )
    : [];
  return { tbs, algorithm, signature, certificates, ...decodeSequence(tbs, 'tbsResponseData', readData) };
}

function readData(data: DerReader) {
  // DER leaves v1 out, and there is no other version.
  const { tag, content } = data.element('responderID');
  const responder = responderOf(tag, content);
  decodeGeneralizedTime(data.element('producedAt', TAG.generalizedTime).content, 'producedAt');
  const list = data.enter('responses');
  const responses = all(list, () => readSingle(list.enter('response')));
  const tagged = data.optional(0xa1, 'responseExtensions');
  const extensions = tagged ? decodeWhole(tagged.content, 'responseExtensions', readExtensions) : [];
  const critical = extensions.find((extension) => extension.critical && extension.oid !== NONCE);
  if (critical) throw new DerError('responseExtensions', `has ${critical.oid}, which is critical`);
  return { responder, responses, nonce: extensions.find(({ oid }) => oid === NONCE)?.value };
}

function responderOf(tag: number, content: Buffer): OcspResponse['responder'] {
  const field = 'responderID';
  if (tag === 0xa1) return { name: decodeName(content, field) };
  if (tag !== 0xa2) throw new DerError(field, 'is neither a name nor a key');
  return {
    keyHash: decodeWhole(content, field, (reader) => reader.element(field, TAG.octetString).content),
  };
}

function readSingle(single: DerReader): SingleResponse {
  const certificateId = readCertificateId(single);
  const { tag, content } = single.element('certStatus');
  const status = statusOf(tag, content);
  const thisUpdate = decodeGeneralizedTime(
    single.element('thisUpdate', TAG.generalizedTime).content,
    'thisUpdate',
  );
  const next = single.optional(0xa0, 'nextUpdate');
  const nextUpdate = next && decodeWhole(next.content, 'nextUpdate', readGeneralizedTime);
  const tagged = single.optional(0xa1, 'singleExtensions');
  const extensions = tagged ? decodeWhole(tagged.content, 'singleExtensions', readExtensions) : [];
  const critical = extensions.find((extension) => extension.critical);
  if (critical) throw new DerError('singleExtensions', `has ${critical.oid}, which is critical`);
  single.end();
  return { certificateId, status, thisUpdate, nextUpdate };
}

function statusOf(tag: number, content: Buffer): CertificateStatus {
  if (tag === 0x80) return 'good';
  if (tag === 0x82) return 'unknown';
  if (tag !== 0xa1) throw new DerError('certStatus', 'is neither good, revoked nor unknown');
  return decodeWhole(content, 'revokedInfo', (info) => {
    const revokedAt = readGeneralizedTime(info);
    const tagged = info.optional(0xa0, 'revocationReason');
    if (tagged === undefined) return { revokedAt };
    const reason = decodeWhole(tagged.content, 'revocationReason', (reader) =>
      decodeInteger(reader.element('revocationReason', TAG.enumerated).content, 'revocationReason'),
    );
    return { revokedAt, reason: reason.at(-1)! };
  });
}

const readGeneralizedTime = (reader: DerReader): Date =>
  decodeGeneralizedTime(reader.element(reader.field, TAG.generalizedTime).content, reader.field);

function all<Value>(reader: DerReader, read: () => Value): readonly Value[] {
  const values: Value[] = [];
  while (!reader.atEnd) values.push(read());
  return values;
}
