import { type KeyObject, sign } from 'node:crypto';
import type { Certificate } from '../certificate.ts';
import { type DerDefect, type RelativeTime, resolveTime, spoilDer } from '../defect.ts';
import {
  bitString,
  constructed,
  generalizedTime,
  objectIdentifier,
  octetString,
  primitive,
  sequence,
  TAG,
  tlv,
} from '../der/encode.ts';
import { encodeExtension } from '../extensions-encode.ts';
import { keyIdentifier } from '../keys.ts';
import { corrupt, signatureAlgorithm, strangerLike } from '../signing.ts';
import { NONCE } from './request.ts';

/** OCSPResponseStatus (RFC 6960 §4.2.1) without what an answer has. */
export const OCSP_ERRORS = {
  malformedRequest: 1,
  internalError: 2,
  tryLater: 3,
  sigRequired: 5,
  unauthorized: 6,
} as const;
export type OcspError = keyof typeof OCSP_ERRORS;

/** An OCSPResponse that only says why there is no answer. */
export function encodeOcspError(error: OcspError): Buffer {
  return sequence(tlv(TAG.enumerated, Buffer.of(OCSP_ERRORS[error])));
}

/** id-pkix-ocsp-basic. */
export const BASIC = '1.3.6.1.5.5.7.48.1.1';

export type CertificateStatus =
  | 'good'
  | 'unknown'
  | {
      readonly revokedAt: Date;
      /** CRLReason (RFC 5280 §5.3.1); IGC-Santé gives none. */
      readonly reason?: number;
    };

/** What is wrong with an answer, as JSON-able data. */
export interface OcspDefect {
  /** Counts from thisUpdate; the other times move along. */
  readonly thisUpdate?: RelativeTime;
  /** `empty`: no octet, for want of a way to leave it out. */
  readonly signature?: 'corrupted' | 'by-another-key' | 'empty';
  /** Only where the client sent one. */
  readonly nonce?: 'another' | 'absent';
  readonly der?: DerDefect;
}

export interface OcspAnswer {
  /** The DER of a CertID: that of the question. */
  readonly certificateId: Buffer;
  readonly status: CertificateStatus;
}

export interface OcspContent {
  /** Whoever signs: a delegate of the CA, whose certificate goes with the answer. */
  readonly responder: { readonly certificate: Certificate; readonly privateKey: KeyObject };
  readonly answers: readonly OcspAnswer[];
  readonly producedAt: Date;
  readonly thisUpdate: Date;
  readonly nextUpdate: Date;
  /** As `OcspRequest.nonce`. */
  readonly nonce?: Buffer | undefined;
  readonly defect?: OcspDefect;
}

/** Signs an OCSPResponse with a basic answer (RFC 6960 §4.2.1), the responder named by its key, with SHA-256. */
export function buildOcspResponse(content: OcspContent): Buffer {
  const { responder, defect = {} } = content;
  const { privateKey } = responder;
  const key = defect.signature === 'by-another-key' ? strangerLike(privateKey) : privateKey;
  const data = encodeResponseData(content, defect);
  const basic = sequence(
    data,
    signatureAlgorithm(key, 'sha256'),
    bitString(spoilSignature(sign('sha256', data, key), defect)),
    constructed(0, sequence(responder.certificate.der)),
  );
  const response = sequence(
    tlv(TAG.enumerated, Buffer.of(0)),
    constructed(0, sequence(objectIdentifier(BASIC), octetString(basic))),
  );
  return spoilDer(response, defect.der);
}

function encodeResponseData({ responder, ...content }: OcspContent, defect: OcspDefect): Buffer {
  const shift = (moment: Date): Date =>
    defect.thisUpdate === undefined ? moment : resolveTime(defect.thisUpdate, moment);
  const times = [
    generalizedTime(shift(content.thisUpdate)),
    constructed(0, generalizedTime(shift(content.nextUpdate))),
  ];
  const nonce = content.nonce && spoilNonce(content.nonce, defect);
  return sequence(
    constructed(2, octetString(keyIdentifier(responder.certificate.publicKey))),
    generalizedTime(shift(content.producedAt)),
    sequence(
      ...content.answers.map(({ certificateId, status }) =>
        sequence(certificateId, encodeStatus(status), ...times),
      ),
    ),
    ...(nonce
      ? [constructed(1, sequence(encodeExtension({ oid: NONCE, critical: false, value: nonce })))]
      : []),
  );
}

function encodeStatus(status: CertificateStatus): Buffer {
  if (status === 'good') return primitive(0, Buffer.of());
  if (status === 'unknown') return primitive(2, Buffer.of());
  const { revokedAt, reason } = status;
  return constructed(
    1,
    generalizedTime(revokedAt),
    ...(reason === undefined ? [] : [constructed(0, tlv(TAG.enumerated, Buffer.of(reason)))]),
  );
}

function spoilSignature(signature: Buffer, defect: OcspDefect): Buffer {
  if (defect.signature === 'empty') return Buffer.alloc(0);
  return defect.signature === 'corrupted' ? corrupt(signature) : signature;
}

function spoilNonce(nonce: Buffer, defect: OcspDefect): Buffer | undefined {
  if (defect.nonce === 'absent') return undefined;
  return defect.nonce === 'another' ? corrupt(nonce) : nonce;
}
