import { createHash } from 'node:crypto';
import type { Certificate } from '../certificate.ts';
import { type SignatureProblem, signatureProblem } from '../signature-check.ts';

/**
 * Remembers which certificate was signed by which key. That never changes, so nothing here ages; dates and revocation
 * are not remembered. Only right signatures are, so that nobody fills it without a CA's private key.
 */
export class SignatureCache {
  readonly #capacity: number;
  readonly #right = new Set<string>();

  constructor(capacity = 10_000) {
    this.#capacity = capacity;
  }

  problem(certificate: Certificate, issuer: Certificate): SignatureProblem | undefined {
    const issuerKey = createHash('sha256').update(issuer.subjectPublicKeyInfo).digest('hex');
    const key = `${issuerKey} ${certificate.fingerprint}`;
    if (this.#right.has(key)) return undefined;
    const problem = signatureProblem(certificate, issuer.publicKey);
    if (problem === undefined) this.#remember(key);
    return problem;
  }

  #remember(key: string): void {
    const [oldest] = this.#right;
    if (this.#right.size >= this.#capacity && oldest !== undefined) this.#right.delete(oldest);
    this.#right.add(key);
  }
}
