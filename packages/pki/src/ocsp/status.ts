import { hash } from 'node:crypto';
import type { Certificate } from '../certificate.ts';
import { BancError } from '../error-catalogue.ts';
import { subjectPublicKeyBits } from '../keys.ts';
import { namesEqual } from '../names-decode.ts';
import { EXTENDED_KEY_USAGES, EXTENSIONS } from '../object-identifiers.ts';
import { keyProblem, signatureProblem } from '../signature-check.ts';
import { issuerIds } from './certificate-id.ts';
import { type OcspResponse, parseOcspResponse, type SingleResponse } from './read-response.ts';
import type { CertificateStatus } from './response.ts';

/** Why an answer says nothing of the certificate, and the clause of RFC 6960 that says so. */
const PROBLEMS = {
  malformed: { clause: '§4.2.1', text: 'is no OCSP response' },
  error: { clause: '§2.3', text: 'is an error' },
  certificate: { clause: '§3.2 (1)', text: 'is not about the certificate' },
  nonce: { clause: '§4.4.1', text: 'has another nonce than was sent' },
  signer: { clause: '§4.2.2.2', text: 'is signed by nobody to whom the CA delegates that' },
  signature: { clause: '§3.2 (2)', text: "has a signature that its signer's key did not make" },
  'not-yet-valid': { clause: '§4.2.2.1', text: 'is from the future' },
  expired: { clause: '§4.2.2.1', text: 'is out of date' },
  'without-next-update': { clause: '§4.2.2.1', text: 'does not say until when it is good' },
} as const;

export type OcspProblem = keyof typeof PROBLEMS;

export interface OcspExpectation {
  /** As `Certificate.serialNumber`. */
  readonly serialNumber: string;
  readonly issuer: Certificate;
  readonly at: Date;
  /** What was sent; an answer without one is relied on, since responders may leave it out (RFC 9654 §2.1). */
  readonly nonce?: Uint8Array;
}

export type OcspStatus =
  | { readonly reliable: true; readonly status: CertificateStatus; readonly nextUpdate: Date }
  | { readonly reliable: false; readonly problem: OcspProblem; readonly message: string };

/**
 * What an answer says of the certificate, if it may be relied on (RFC 6960 §3.2). The CA signs it, or a delegate: whoever
 * has a certificate directly from the CA for that purpose, itself free from revocation by the CA's word (§4.2.2.2.1).
 *
 * @param der as the responder sent it, whatever it is
 */
export function ocspStatus(der: Uint8Array, expected: OcspExpectation): OcspStatus {
  let response: ReturnType<typeof parseOcspResponse>;
  try {
    response = parseOcspResponse(der);
    if (typeof response === 'string') return unreliable('error', response);
    return statusIn(response, expected);
  } catch (error) {
    if (!(error instanceof BancError)) throw error;
    return unreliable('malformed', error.message);
  }
}

function statusIn(response: OcspResponse, { serialNumber, issuer, at, nonce }: OcspExpectation): OcspStatus {
  const ids = issuerIds(issuer);
  const single = response.responses.find(
    ({ certificateId: id }) => id.serialNumber === serialNumber && ids.includes(id.issuerId),
  );
  if (single === undefined) return unreliable('certificate');
  // The content of the extension is an OCTET STRING, of less than 128 octets here.
  const answered = response.nonce?.subarray(2);
  if (nonce && answered && !answered.equals(nonce)) return unreliable('nonce');
  const signer = [issuer, ...response.certificates].find((candidate) => isNamed(candidate, response));
  if (signer === undefined || !maySign(signer, issuer, at)) return unreliable('signer');
  const { tbs, algorithm, signature } = response;
  const signed = { tbs, innerAlgorithm: algorithm, outerAlgorithm: algorithm, signature };
  const wrong = keyProblem(signer.publicKey) ?? signatureProblem(signed, signer.publicKey);
  return wrong ? unreliable('signature', wrong) : inTime(single, at);
}

// Written so that a time that is not a number refuses.
function inTime({ status, thisUpdate, nextUpdate }: SingleResponse, at: Date): OcspStatus {
  if (!(thisUpdate <= at)) return unreliable('not-yet-valid', thisUpdate.toISOString());
  if (nextUpdate === undefined) return unreliable('without-next-update');
  if (!(at <= nextUpdate)) return unreliable('expired', nextUpdate.toISOString());
  return { reliable: true, status, nextUpdate };
}

function isNamed({ subject, subjectPublicKeyInfo }: Certificate, { responder }: OcspResponse): boolean {
  if ('name' in responder) return namesEqual(subject, responder.name);
  return hash('sha1', subjectPublicKeyBits(subjectPublicKeyInfo), 'buffer').equals(responder.keyHash);
}

function maySign(signer: Certificate, issuer: Certificate, at: Date): boolean {
  if (signer.fingerprint === issuer.fingerprint) return true;
  return (
    namesEqual(signer.issuer, issuer.subject) &&
    signatureProblem(signer, issuer.publicKey) === undefined &&
    (signer.extendedKeyUsage?.includes(EXTENDED_KEY_USAGES.OCSPSigning) ?? false) &&
    (signer.keyUsage?.has('digitalSignature') ?? true) &&
    signer.extension(EXTENSIONS.ocspNoCheck) !== undefined &&
    signer.notBefore <= at &&
    at <= signer.notAfter
  );
}

function unreliable(problem: OcspProblem, detail?: string): OcspStatus {
  const { clause, text } = PROBLEMS[problem];
  const message = `The answer ${text}${detail === undefined ? '' : `: ${detail}`} (RFC 6960 ${clause})`;
  return { reliable: false, problem, message };
}
