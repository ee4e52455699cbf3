import { type Certificate, type Crl, CrlSet, SignatureCache, validatePath } from '@banc-gap/pki';
import { type SignerTrust, samlErrors } from '@banc-gap/saml';
import {
  type AdmissionRules,
  type Clock,
  type Journal,
  OcspClient,
  type OcspOptions,
} from '@banc-gap/simkit';
import { amcErrors } from '../errors.ts';

/** By whom a GAP is vouched for, in its tokens and in handshakes. */
export interface EstablishmentTrust {
  /** Roots of IGC-Santé. */
  trustAnchors(): readonly Certificate[];
  /** CAs below them, for tokens: a signer sends its own certificate only. */
  intermediates(): readonly Certificate[];
  /** Of all of these. Where they cannot be had, every token is refused. */
  crls(): readonly Crl[];
}

/** How those who sign tokens are judged: as clients in handshakes are. */
export interface SignerRules extends Pick<AdmissionRules, 'revocation'> {
  readonly trust: EstablishmentTrust;
  readonly ocsp?: OcspOptions | undefined;
}

/** Whether the signers of tokens are revoked. */
export class Signers {
  readonly #rules: SignerRules;
  readonly #clock: Clock;
  readonly #ocsp: OcspClient;
  readonly #signatures = new SignatureCache();
  #known: { readonly parts: readonly object[]; readonly trust: SignerTrust } | undefined;

  constructor(rules: SignerRules, clock: Clock, journal: Journal) {
    this.#rules = rules;
    this.#clock = clock;
    this.#ocsp = new OcspClient(rules.ocsp ?? {}, clock, journal);
  }

  /** What a signature is verified by. Another set of CRLs makes another trust; as long as they are the same, so is what was found by them. */
  readonly trust = (): SignerTrust => {
    const { trust, revocation = 'crl' } = this.#rules;
    const [trustAnchors, intermediates] = [trust.trustAnchors(), trust.intermediates()];
    const crls = revocation === 'off' ? undefined : trust.crls();
    const parts = [...trustAnchors, ...intermediates, ...(crls ?? [])];
    const known = this.#known;
    if (known?.parts.length === parts.length && known.parts.every((part, index) => part === parts[index])) {
      return known.trust;
    }
    const made = {
      trustAnchors,
      intermediates,
      ...(crls && { crls: new CrlSet(crls) }),
      ...(revocation === 'ocsp' && {
        needsCrl: (certificate: Certificate) => this.#ocsp.responderOf(certificate) === undefined,
      }),
    };
    this.#known = { parts, trust: made };
    return made;
  };

  /**
   * Asks the responders, where they are to be asked.
   *
   * @param signer of a token that was verified with `trust`
   * @throws BancError SAML_SIGNER_REVOKED, AMC_SIGNER_UNKNOWN, AMC_SIGNER_UNCHECKABLE
   */
  async askResponders(signer: Certificate): Promise<void> {
    const { trust, revocation } = this.#rules;
    if (revocation !== 'ocsp' && revocation !== 'both') return;
    const found = validatePath([signer, ...trust.intermediates()], {
      trustAnchors: trust.trustAnchors(),
      at: this.#clock.now(),
      purpose: 'any',
      signatures: this.#signatures,
    });
    if (!found.valid) throw amcErrors.error('AMC_SIGNER_UNCHECKABLE', { reason: found.failure.message });
    const objection = await this.#ocsp.examine(found.path);
    if (objection === undefined) return;
    const { status, reason } = objection;
    if (status === 'revoked') throw samlErrors.error('SAML_SIGNER_REVOKED', { reason });
    const code = status === 'unknown' ? 'AMC_SIGNER_UNKNOWN' : 'AMC_SIGNER_UNCHECKABLE';
    throw amcErrors.error(code, { reason });
  }
}
