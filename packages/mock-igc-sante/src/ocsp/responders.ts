import type { KeyObject } from 'node:crypto';
import {
  type AuthorityProfileId,
  type Certificate,
  type CertificateDefect,
  ocspResponderOf,
} from '@banc-gap/pki';
import type { AuthorityId } from '../hierarchy.ts';
import type { PublicationSources } from '../publication/sources.ts';

/** Whoever signs OCSP answers in the name of a CA. */
export interface OcspResponder {
  readonly certificate: Certificate;
  readonly privateKey: KeyObject;
}

const WEEK_MS = 7 * 86_400_000;

const DEFECTS = {
  expired: { notAfter: { days: -1 } },
  undelegated: { extensions: { extendedKeyUsage: { value: ['clientAuth'] } } },
} as const satisfies Readonly<Record<string, CertificateDefect>>;

/** The OCSP responders of the CAs, each with a new key and certificate every week: the certificate lives for 30 days. */
export class OcspResponders {
  readonly #sources: PublicationSources;
  readonly #known = new Map<string, Promise<OcspResponder>>();

  constructor(sources: PublicationSources) {
    this.#sources = sources;
  }

  /** Undefined if the certificates of that CA name no OCSP responder. */
  of(authority: AuthorityId, wrong?: keyof typeof DEFECTS): Promise<OcspResponder> | undefined {
    const profile = ocspResponderOf(authority as AuthorityProfileId);
    if (profile === undefined) return undefined;
    const week = Math.floor(this.#sources.clock.now().getTime() / WEEK_MS);
    const orderId = ['ocsp-responder', authority, week, ...(wrong ? [wrong] : [])].join('/');
    let responder = this.#known.get(orderId);
    if (responder === undefined) {
      responder = this.#sources
        .issue({ orderId, profile, subject: {}, ...(wrong && { defect: DEFECTS[wrong] }) })
        .then(({ certificate, privateKey }) => ({ certificate, privateKey: privateKey! }));
      this.#known.set(orderId, responder);
      responder.catch(() => this.#known.delete(orderId));
    }
    return responder;
  }
}
