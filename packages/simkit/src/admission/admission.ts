import type { IncomingMessage } from 'node:http';
import {
  type AlertName,
  ATTRIBUTE_TYPES,
  BancError,
  type Certificate,
  type Crl,
  CrlSet,
  type KindId,
  kindById,
  kindOf,
  nameToString,
  SignatureCache,
  validatePath,
} from '@banc-gap/pki';
import { type PeerVerdict, TlsConnection } from '@banc-gap/tls12';
import type { Clock } from '../clock.ts';
import type { Journal } from '../journal.ts';

/** What clients are judged by at this moment: asked for at each handshake and each request, so that a new CRL counts at once. */
export interface ClientTrust {
  /** The roots of the PKI that the clients are of. */
  trustAnchors(): readonly Certificate[];
  /** Of every CA below them. Where they cannot be had, every client is refused. */
  crls(): readonly Crl[];
}

/** Who is let in. */
export interface AdmissionRules {
  readonly kinds: readonly KindId[];
  /** Default `crl`; `off`: a revoked certificate is let in, where ANS says that the check is optional. */
  readonly revocation?: 'crl' | 'off' | undefined;
  /** The common name that ANS gives to what connects; absent: none is expected. */
  readonly serviceApplicatif?: string | undefined;
  /** Default `lenient`: another common name is a warning. */
  readonly naming?: Naming | undefined;
}

export type Naming = 'lenient' | 'strict';

export interface AdmissionOptions extends AdmissionRules {
  readonly trust: ClientTrust;
  readonly clock: Clock;
  readonly journal: Journal;
}

/** The certificate that vouches for a request, as a journal shows it. */
export interface Client {
  readonly kind: KindId;
  /** RFC 4514. */
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
  | Refusal;

interface Refusal {
  readonly accepted: false;
  readonly alert: AlertName;
  readonly reason: string;
}

/** Who may connect: whoever has a certificate of a type that is let in, which is valid and not revoked. */
export class Admission {
  readonly #options: AdmissionOptions;
  readonly #signatures = new SignatureCache();

  constructor(options: AdmissionOptions) {
    this.#options = options;
  }

  /** For the handshake. A refusal is recorded; its reason names the certificate that it is about. */
  readonly verifyPeer = async (chain: readonly Uint8Array[]): Promise<PeerVerdict> => {
    const judgement = await this.judge(chain);
    if (judgement.accepted) return { accepted: true, publicKey: judgement.leaf.publicKey };
    const { alert, reason } = judgement;
    this.#options.journal.record('client-refused', { alert, reason });
    return judgement;
  };

  /** Whose request it is. A kept connection is worth as much as its certificate is now: revoked meanwhile, it is refused. */
  judgeRequest({ socket }: Pick<IncomingMessage, 'socket'>): Promise<Judgement> {
    return this.judge((socket as object) instanceof TlsConnection ? peerChainOf(socket) : []);
  }

  /** As of now, whatever was found earlier. @param chain DER, as the client sent it */
  async judge(chain: readonly Uint8Array[]): Promise<Judgement> {
    const { trust, clock, revocation = 'crl' } = this.#options;
    let trustAnchors: readonly Certificate[];
    let crls: CrlSet | undefined;
    try {
      trustAnchors = trust.trustAnchors();
      crls = revocation === 'off' ? undefined : new CrlSet(trust.crls());
    } catch (error) {
      return refusal('certificate_unknown', `revocation cannot be checked: ${(error as Error).message}`);
    }
    try {
      const presented = chain.map((der) => this.#signatures.read(der));
      const result = validatePath(presented, {
        trustAnchors,
        at: clock.now(),
        purpose: 'clientAuth',
        ...(crls && { crls }),
        signatures: this.#signatures,
      });
      if (!result.valid) return refusal(result.failure.alert, result.failure.message);
      return this.#byTypeAndName(presented[0]!);
    } catch (error) {
      if (!(error instanceof BancError)) throw error;
      return refusal('bad_certificate', error.message);
    }
  }

  /** SSL_SERVEUR and persons' certificates are for TLS clients, too: only the type tells them apart. */
  #byTypeAndName(leaf: Certificate): Judgement {
    const { kinds, serviceApplicatif, naming = 'lenient' } = this.#options;
    const { commonName, serialNumber, fingerprint } = leaf;
    const subject = nameToString(leaf.subject);
    const kind = kindOf(leaf);
    if (kind === undefined || !kinds.includes(kind.id)) {
      const wanted = kinds.map((id) => kindById(id).title.en).join(' or ');
      return refusal(
        'unsupported_certificate',
        `the certificate ${subject} is ${kind?.title.en ?? 'of no known type'}, where ${wanted} is wanted`,
      );
    }
    const unexpected = serviceApplicatif !== undefined && commonName !== serviceApplicatif;
    const warning = `the common name is ${commonName ?? 'absent'}, where ANS names ${serviceApplicatif}`;
    if (unexpected && naming === 'strict') return refusal('access_denied', warning);
    const structure = leaf.subject.flat().find(({ type }) => type === ATTRIBUTE_TYPES.OU)?.value;
    const warnings = unexpected ? [warning] : [];
    const client = {
      kind: kind.id,
      subject,
      serialNumber,
      fingerprint,
      commonName,
      structure,
      warnings,
    };
    return { accepted: true, client, leaf };
  }
}

const refusal = (alert: AlertName, reason: string): Refusal => ({ accepted: false, alert, reason });

const peerChainOf = (connection: object) => (connection as TlsConnection).peerChain;
