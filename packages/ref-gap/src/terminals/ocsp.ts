import { X509Certificate } from 'node:crypto';
import { buildOcspRequest, Certificate, ocspStatus } from '@banc-gap/pki';
import type { Clock } from '../admission.ts';
import type { Reception } from './reception.ts';

export interface OcspOptions {
  /** The issuing CAs of the terminals, in PEM: node:tls does not tell those of a chain that it has accepted. */
  readonly issuers: string;
  /** Milliseconds for one answer; default 5000. */
  readonly patience?: number;
  /** Gets why a terminal that TLS has let in is turned away. */
  readonly refused?: (reason: string) => void;
}

interface Known {
  readonly revoked: boolean;
  readonly until: Date;
}

const CACHE_SIZE = 10_000;

/**
 * Revocation by OCSP, beside the CRLs that TLS has checked: for each certificate of a chain that names a responder. An
 * answer is believed until its nextUpdate. Where there is none to believe nobody is let in, since ANS makes the check
 * mandatory on this link. The handshake is over by then: nothing is read of a connection before the answer is there.
 */
export class OcspCheck {
  readonly #authorities: readonly Certificate[];
  readonly #clock: Clock;
  readonly #options: OcspOptions;
  readonly #known = new Map<string, Known>();
  readonly #asked = new Map<string, Promise<Known>>();

  /** `trust`: the roots of the terminals, in PEM. */
  constructor(trust: string, clock: Clock, options: OcspOptions) {
    this.#authorities = Certificate.parseAll(options.issuers + trust);
    this.#clock = clock;
    this.#options = options;
  }

  /** Lets in what `receive` is to get, if nobody has revoked it. */
  before(receive: Reception): Reception {
    return (connection, chain) => {
      connection.once('error', () => undefined); // 'close' follows
      this.assertGood(chain).then(
        () => connection.destroyed || receive(connection, chain),
        (error: Error) => {
          this.#options.refused?.(error.message);
          connection.destroy();
        },
      );
    };
  }

  /** @throws Error that says which certificate is revoked, or cannot be shown not to be */
  async assertGood(sent: readonly Uint8Array[]): Promise<void> {
    const chain = sent.map((der) => Certificate.parse(Buffer.from(der)));
    const known = [...this.#authorities, ...chain];
    let [certificate] = chain;
    while (certificate !== undefined && !certificate.issuerDer.equals(certificate.subjectDer)) {
      const issuer = known.find((candidate) => isIssuer(candidate, certificate!));
      const { serialNumber, ocspUrls } = certificate;
      if (ocspUrls[0] !== undefined) {
        if (issuer === undefined) throw new Error(`nobody is known to have issued ${serialNumber}`);
        const { revoked } = await this.#status(certificate, issuer, ocspUrls[0]);
        if (revoked) throw new Error(`the certificate ${serialNumber} is revoked`);
      }
      certificate = issuer;
    }
  }

  async #status(certificate: Certificate, issuer: Certificate, responder: string): Promise<Known> {
    const { fingerprint } = certificate;
    const known = this.#known.get(fingerprint);
    if (known && this.#clock.now() < known.until) return known;
    const asked = this.#asked.get(fingerprint) ?? this.#ask(certificate, issuer, responder);
    this.#asked.set(fingerprint, asked);
    try {
      const answer = await asked;
      if (this.#known.size >= CACHE_SIZE) this.#known.clear();
      this.#known.set(fingerprint, answer);
      return answer;
    } finally {
      this.#asked.delete(fingerprint);
    }
  }

  async #ask({ serialNumber }: Certificate, issuer: Certificate, responder: string): Promise<Known> {
    const { patience = 5_000 } = this.#options;
    const response = await fetch(responder, {
      method: 'POST',
      headers: { 'content-type': 'application/ocsp-request' },
      body: new Uint8Array(buildOcspRequest({ issuer, serialNumber })),
      redirect: 'error',
      signal: AbortSignal.timeout(patience),
    });
    const octets = Buffer.from(await response.arrayBuffer());
    const answer = ocspStatus(octets, { issuer, serialNumber, at: this.#clock.now() });
    if (!answer.reliable) throw new Error(`OCSP says nothing of ${serialNumber}: ${answer.message}`);
    if (answer.status === 'unknown') throw new Error(`OCSP does not know ${serialNumber}`);
    return { revoked: answer.status !== 'good', until: answer.nextUpdate };
  }
}

/** By name and key: a chain may have come with a namesake. */
function isIssuer(candidate: Certificate, { der, issuerDer }: Certificate): boolean {
  return candidate.subjectDer.equals(issuerDer) && new X509Certificate(der).verify(candidate.publicKey);
}
