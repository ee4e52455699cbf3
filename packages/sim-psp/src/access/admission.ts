import {
  type AlertName,
  ATTRIBUTE_TYPES,
  BancError,
  Certificate,
  type Crl,
  CrlSet,
  kindOf,
  nameToString,
  SignatureCache,
  validatePath,
} from '@banc-gap/pki';
import type { Clock, Journal } from '@banc-gap/simkit';
import type { PeerVerdict } from '@banc-gap/tls12';

/** What clients are judged by at this moment: asked for at each handshake and each request, so that a new CRL counts at once. */
export interface ClientTrust {
  /** The roots of IGC-Santé. */
  trustAnchors(): readonly Certificate[];
  /** Of every CA below them. Where they cannot be had, every client is refused. */
  crls(): readonly Crl[];
}

export interface AdmissionOptions {
  readonly trust: ClientTrust;
  /** `lenient`: another common name than ANS gives to the service applicatif is a warning. */
  readonly naming: 'lenient' | 'strict';
  readonly clock: Clock;
  readonly journal: Journal;
}

/** The certificate that vouches for a request. */
export interface Client {
  readonly subject: string;
  readonly serialNumber: string;
  readonly fingerprint: string;
  readonly commonName: string | undefined;
  /** OU of the certificate; absent where it has none. */
  readonly structure: string | undefined;
  readonly warnings: readonly string[];
}

export type Judgement =
  | { readonly accepted: true; readonly client: Client; readonly leaf: Certificate }
  | { readonly accepted: false; readonly alert: AlertName; readonly reason: string };

/** The name that ANS gives to the service applicatif of a GAP that calls the provider. */
export const SERVICE_APPLICATIF = 'Client_Diapason_PSP';

/**
 * Who may connect: whoever has an ORG AUTH_CLI of IGC-Santé that is valid and, by the CRL of every CA of its chain, not
 * revoked.
 */
export class Admission {
  readonly #options: AdmissionOptions;
  readonly #signatures = new SignatureCache();

  constructor(options: AdmissionOptions) {
    this.#options = options;
  }

  /** For the handshake. A refusal is recorded; its reason names the certificate that it is about. */
  readonly verifyPeer = (chain: readonly Buffer[]): PeerVerdict => {
    const judgement = this.judge(chain);
    if (judgement.accepted) return { accepted: true, publicKey: judgement.leaf.publicKey };
    const { alert, reason } = judgement;
    this.#options.journal.record('client-refused', { alert, reason });
    return { accepted: false, alert, reason };
  };

  /** As of now, whatever was found earlier. */
  judge(chain: readonly Buffer[]): Judgement {
    const { trust, clock } = this.#options;
    let crls: CrlSet;
    let trustAnchors: readonly Certificate[];
    try {
      crls = new CrlSet(trust.crls());
      trustAnchors = trust.trustAnchors();
    } catch (error) {
      const reason = `revocation cannot be checked: ${(error as Error).message}`;
      return { accepted: false, alert: 'certificate_unknown', reason };
    }
    try {
      const presented = chain.map((der) => Certificate.parse(der));
      const result = validatePath(presented, {
        trustAnchors,
        at: clock.now(),
        purpose: 'clientAuth',
        crls,
        signatures: this.#signatures,
      });
      if (!result.valid)
        return { accepted: false, alert: result.failure.alert, reason: result.failure.message };
      return this.#byTypeAndName(presented[0]!);
    } catch (error) {
      if (!(error instanceof BancError)) throw error;
      return { accepted: false, alert: 'bad_certificate', reason: error.message };
    }
  }

  /** SSL_SERVEUR and persons' certificates are for TLS clients, too: only the type tells them apart. */
  #byTypeAndName(leaf: Certificate): Judgement {
    const kind = kindOf(leaf);
    if (kind?.id !== 'org-auth-cli') {
      const reason = `the certificate ${nameToString(leaf.subject)} is of type ${kind?.title.en ?? 'unknown'}, not ORG AUTH_CLI`;
      return { accepted: false, alert: 'unsupported_certificate', reason };
    }
    const { commonName, serialNumber, fingerprint } = leaf;
    const unexpected = commonName !== SERVICE_APPLICATIF;
    const warning = `the common name is ${commonName ?? 'absent'}, where ANS names ${SERVICE_APPLICATIF}`;
    if (unexpected && this.#options.naming === 'strict') {
      return { accepted: false, alert: 'access_denied', reason: warning };
    }
    const structure = leaf.subject.flat().find(({ type }) => type === ATTRIBUTE_TYPES.OU)?.value;
    const client = {
      subject: nameToString(leaf.subject),
      serialNumber,
      fingerprint,
      commonName,
      structure,
      warnings: unexpected ? [warning] : [],
    };
    return { accepted: true, client, leaf };
  }
}
