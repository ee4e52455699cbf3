import { BancError } from '@banc-gap/pki';
import { type SignerVerifier, type samlErrors, type VerifiedDocument, verifyEnveloped } from '@banc-gap/saml';
import type { ProblemSlug } from '../problems/catalogue.ts';
import { DpProblem } from '../problems/problem.ts';

type Code = keyof typeof samlErrors.entries;

/** What each refusal of a signature is to the one who fed. A code that is not here is of the XML: malformed-body. */
const PROBLEM_OF: Readonly<Partial<Record<Code, ProblemSlug>>> = {
  SAML_SIGNATURE_MISSING: 'signature-missing',
  SAML_CANONICALIZATION_ALGORITHM: 'signature-algorithm',
  SAML_SIGNATURE_ALGORITHM: 'signature-algorithm',
  SAML_DIGEST_ALGORITHM: 'signature-algorithm',
  SAML_TRANSFORM: 'signature-algorithm',
  SAML_REFERENCE_SEVERAL: 'signature-partial',
  SAML_REFERENCE_EMPTY: 'signature-partial',
  SAML_REFERENCE_OTHER: 'signature-partial',
  SAML_ID_MISSING: 'signature-partial',
  SAML_ID_DUPLICATE: 'signature-partial',
  SAML_COMMENT_IN_SIGNED: 'signature-partial',
  SAML_SIGNATURE_SEVERAL: 'signature-invalid',
  SAML_SIGNATURE_STRUCTURE: 'signature-invalid',
  SAML_DIGEST_MISMATCH: 'signature-invalid',
  SAML_SIGNATURE_INVALID: 'signature-invalid',
  SAML_KEY_INFO: 'signature-invalid',
  SAML_CERTIFICATE_UNREADABLE: 'signer-untrusted',
  SAML_SIGNER_UNTRUSTED: 'signer-untrusted',
  SAML_SIGNER_REVOKED: 'signer-revoked',
  SAML_SIGNER_TYPE: 'signer-type',
};

/** @throws DpProblem malformed-body, signature-*, signer-*; each with the exact code */
export function verifySigned(body: Uint8Array, signers: SignerVerifier, at: Date): VerifiedDocument {
  try {
    return verifyEnveloped(body, signers, at);
  } catch (error) {
    if (!(error instanceof BancError)) throw error;
    const slug = PROBLEM_OF[error.code as Code] ?? 'malformed-body';
    throw new DpProblem(slug, { reason: error.message }, { signatureError: error.code });
  }
}
