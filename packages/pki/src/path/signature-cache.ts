import { hash } from 'node:crypto';
import { Certificate } from '../certificate.ts';
import { type SignatureProblem, signatureProblem } from '../signature-check.ts';

interface Known {
  readonly certificate: Certificate;
  /** Fingerprints of the public keys that signed it. */
  readonly signers: Set<string>;
}

/**
 * Remembers which certificate was signed by which key, and the certificate with all that was read in it. Neither ever
 * changes, so nothing here ages; dates and revocation are not remembered. Only paths to an anchor are, so that nobody
 * fills it without the private key of a CA that is trusted.
 */
export class SignatureCache {
  readonly #capacity: number;
  readonly #known = new Map<string, Known>();

  /** @param capacity in certificates; beyond it the oldest is forgotten */
  constructor(capacity = 10_000) {
    this.#capacity = capacity;
  }

  /**
   * The certificate, read unless it is known.
   *
   * @throws BancError PKI_CERTIFICATE_MALFORMED
   */
  read(der: Uint8Array): Certificate {
    return this.#known.get(hash('sha256', der))?.certificate ?? Certificate.parse(der);
  }

  /** The same certificate, as it was read before if it was. */
  share(certificate: Certificate): Certificate {
    return this.#known.get(certificate.fingerprint)?.certificate ?? certificate;
  }

  problem(certificate: Certificate, issuer: Certificate): SignatureProblem | undefined {
    const known = this.#known.get(certificate.fingerprint)?.signers.has(issuer.publicKeyFingerprint);
    return known ? undefined : signatureProblem(certificate, issuer.publicKey);
  }

  /** @param path leaf first, whose every signature is right and whose last certificate is trusted */
  remember(path: readonly Certificate[]): void {
    path.slice(0, -1).forEach((certificate, position) => {
      const known = this.#known.get(certificate.fingerprint) ?? { certificate, signers: new Set() };
      known.signers.add(path[position + 1]!.publicKeyFingerprint);
      this.#known.set(certificate.fingerprint, known);
    });
    for (const oldest of this.#known.keys()) {
      if (this.#known.size <= this.#capacity) break;
      this.#known.delete(oldest);
    }
  }
}
