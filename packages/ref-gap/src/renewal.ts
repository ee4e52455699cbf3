import { X509Certificate } from 'node:crypto';
import type { Clock } from './admission.ts';
import type { CertificateFile } from './certificate-file.ts';
import { assertKeyFits, type ServedCertificate } from './material.ts';

/** The platform on which the certificate was ordered, as the GAP of a hospital is connected to it. */
export interface CertificatePlatform {
  /** Orders the same product again and withdraws it. The certificate before stays valid until its own end. */
  renew(): Promise<ServedCertificate>;
}

export interface RenewalOptions {
  readonly platform: CertificatePlatform;
  /** What the GAP presents now. */
  readonly served: ServedCertificate;
  /** Has the GAP present another one from now on. */
  readonly use: (served: ServedCertificate) => void;
  /** Where it will look for it when it starts again. */
  readonly file: Pick<CertificateFile, 'write'>;
  readonly clock: Clock;
  /** Days before the end; default 30, when PFCNG begins to warn. */
  readonly daysBefore?: number;
}

const DAY = 86_400_000;

/** Renews a certificate that the GAP presents before it ends, without a restart: nobody loses a connection. */
export class CertificateRenewal implements Disposable {
  readonly #options: RenewalOptions;
  #served: ServedCertificate;
  #renewing: Promise<X509Certificate> | undefined;
  #timer: NodeJS.Timeout | undefined;

  constructor(options: RenewalOptions) {
    this.#options = options;
    this.#served = options.served;
  }

  /** The one that the GAP presents. */
  get certificate(): X509Certificate {
    return new X509Certificate(this.#served.certificateChain);
  }

  /** Looks every day whether it is time; `failed` gets what kept it from being done, and the next day it is tried again. */
  start(failed: (error: unknown) => void): void {
    this.#timer = setInterval(() => this.renewIfDue().catch(failed), DAY).unref();
  }

  [Symbol.dispose](): void {
    clearInterval(this.#timer);
  }

  /** Whether it was time. @throws as `renew` */
  async renewIfDue(): Promise<boolean> {
    const { clock, daysBefore = 30 } = this.#options;
    const end = Date.parse(this.certificate.validTo);
    if (end - clock.now().getTime() > daysBefore * DAY) return false;
    await this.renew();
    return true;
  }

  /**
   * Renews it now; asked again meanwhile, it is the same renewal.
   *
   * @throws whatever kept the platform from issuing it, BancError REF_GAP_KEY_MISMATCH; the GAP goes on with what it has
   */
  renew(): Promise<X509Certificate> {
    this.#renewing ??= this.#renew().finally(() => {
      this.#renewing = undefined;
    });
    return this.#renewing;
  }

  async #renew(): Promise<X509Certificate> {
    const { platform, file, use } = this.#options;
    const served = await platform.renew();
    assertKeyFits(served);
    file.write(served); // before anybody sees it: a GAP does not go back to the one before
    use(served);
    this.#served = served;
    return this.certificate;
  }
}
