import {
  BancError,
  buildOcspRequest,
  type Certificate,
  type CertificateStatus,
  nameToString,
  ocspStatus,
} from '@banc-gap/pki';
import type { Clock } from '../clock.ts';
import { simkitErrors } from '../errors.ts';
import type { Journal } from '../journal.ts';
import { type Random, systemRandom } from '../random.ts';
import { exchangeOcsp } from './ocsp-exchange.ts';

export interface OcspOptions {
  /** An http URL, asked about every certificate; default: what each names, and those that name none need a CRL. */
  readonly responder?: string;
  /** Default 5 s, half of what a handshake may take. */
  readonly timeoutMs?: number;
  readonly random?: Random;
}

/** Why a path is not to be trusted; `unavailable`: no answer that can be relied on. */
export interface OcspObjection {
  readonly status: 'revoked' | 'unknown' | 'unavailable';
  readonly reason: string;
}

interface Known {
  readonly status: CertificateStatus;
  readonly nextUpdate: Date;
}

/** Certificates, of whom an answer is kept. */
const CAPACITY = 10_000;
const NONCE_OCTETS = 16;

/** Asks OCSP responders, and keeps what they say until its nextUpdate: so long may a revocation stay unnoticed. */
export class OcspClient {
  readonly #options: OcspOptions;
  readonly #clock: Clock;
  readonly #journal: Journal;
  readonly #known = new Map<string, Known>();
  readonly #asking = new Map<string, Promise<CertificateStatus>>();

  constructor(options: OcspOptions, clock: Clock, journal: Journal) {
    this.#options = options;
    this.#clock = clock;
    this.#journal = journal;
  }

  responderOf(certificate: Certificate): string | undefined {
    return this.#options.responder ?? certificate.ocspUrls[0];
  }

  /**
   * @param certificate one that has a responder, and whose issuer signed it
   * @throws BancError where no answer is to be relied on
   */
  async status(certificate: Certificate, issuer: Certificate): Promise<CertificateStatus> {
    const id = `${certificate.fingerprint} ${issuer.fingerprint}`;
    const known = this.#known.get(id);
    if (known && this.#clock.now() <= known.nextUpdate) return known.status;
    let asking = this.#asking.get(id);
    if (asking === undefined) {
      asking = this.#ask(id, certificate, issuer).finally(() => this.#asking.delete(id));
      this.#asking.set(id, asking);
    }
    return asking;
  }

  /**
   * What the responders have against the certificates of a valid path, the trust anchor aside; those that have no responder
   * are passed over. The CAs come first: what a revoked one delegates proves nothing.
   *
   * @param path the end entity first, the trust anchor last
   */
  async examine(path: readonly Certificate[]): Promise<OcspObjection | undefined> {
    for (let position = path.length - 2; position >= 0; position--) {
      const certificate = path[position]!;
      if (this.responderOf(certificate) === undefined) continue;
      try {
        const status = await this.status(certificate, path[position + 1]!);
        if (status === 'good') continue;
        const named = `the certificate ${nameToString(certificate.subject)} (${certificate.serialNumber})`;
        return status === 'unknown'
          ? { status, reason: `${named} is unknown to the OCSP responder` }
          : { status: 'revoked', reason: `${named} is revoked, ${status.revokedAt.toISOString()}` };
      } catch (error) {
        if (!(error instanceof BancError)) throw error;
        return { status: 'unavailable', reason: `revocation cannot be checked: ${error.message}` };
      }
    }
    return undefined;
  }

  async #ask(id: string, certificate: Certificate, issuer: Certificate): Promise<CertificateStatus> {
    const { timeoutMs = 5000, random = systemRandom } = this.#options;
    const { serialNumber } = certificate;
    const responder = this.responderOf(certificate)!;
    const nonce = random.bytes(NONCE_OCTETS);
    const question = buildOcspRequest({ issuer, serialNumber, nonce });
    const answer = await exchangeOcsp(responder, question, timeoutMs);
    const found = ocspStatus(answer, { issuer, serialNumber, at: this.#clock.now(), nonce });
    if (!found.reliable) {
      const reason = found.message;
      throw simkitErrors.error('SIMKIT_OCSP_UNRELIABLE', { responder, serialNumber, reason });
    }
    const { status, nextUpdate } = found;
    this.#journal.record('ocsp-asked', { responder, serialNumber, status, nextUpdate });
    // What is unknown may be issued in a moment.
    if (status !== 'unknown') this.#keep(id, { status, nextUpdate });
    return status;
  }

  #keep(id: string, known: Known): void {
    this.#known.delete(id);
    this.#known.set(id, known);
    for (const oldest of this.#known.keys()) {
      if (this.#known.size <= CAPACITY) break;
      this.#known.delete(oldest);
    }
  }
}
