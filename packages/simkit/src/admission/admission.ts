import type { IncomingMessage } from 'node:http';
import {
  type AlertName,
  ATTRIBUTE_TYPES,
  BancError,
  type Certificate,
  CrlSet,
  type KindId,
  kindById,
  kindOf,
  nameToString,
  SignatureCache,
  validatePath,
} from '@banc-gap/pki';
import type { PeerVerdict } from '@banc-gap/tls12';
import type { Clock } from '../clock.ts';
import type { Journal } from '../journal.ts';
import { peerChainOf } from '../terminators/connection.ts';
import { OcspClient, type OcspOptions } from './ocsp-client.ts';
import type { AdmissionRules, ClientTrust, Revocation } from './rules.ts';

export interface AdmissionOptions extends AdmissionRules {
  readonly trust: ClientTrust;
  readonly ocsp?: OcspOptions | undefined;
  readonly clock: Clock;
  readonly journal: Journal;
}

/** The certificate that vouches for a request, as a journal shows it. */
export interface Client {
  readonly kind: KindId;
  /** RFC 4514. */
  readonly subject: string;
  readonly issuer: string;
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
  readonly #revocation: Revocation;
  readonly #ocsp: OcspClient;

  constructor(options: AdmissionOptions) {
    this.#options = options;
    this.#revocation = options.revocation ?? 'crl';
    this.#ocsp = new OcspClient(options.ocsp ?? {}, options.clock, options.journal);
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
    return this.judge(peerChainOf(socket));
  }

  /** As of now, whatever was found earlier. @param chain DER, as the client sent it */
  async judge(chain: readonly Uint8Array[]): Promise<Judgement> {
    const { trust, clock } = this.#options;
    const lists = this.#revocation !== 'off';
    let trustAnchors: readonly Certificate[];
    let crls: CrlSet | undefined;
    try {
      trustAnchors = trust.trustAnchors();
      crls = lists ? new CrlSet(trust.crls()) : undefined;
    } catch (error) {
      return uncheckable(error);
    }
    try {
      const presented = chain.map((der) => this.#signatures.read(der));
      const result = validatePath(presented, {
        trustAnchors,
        at: clock.now(),
        purpose: 'clientAuth',
        ...(crls && { crls }),
        ...(this.#revocation === 'ocsp' && {
          needsCrl: (certificate) => this.#ocsp.responderOf(certificate) === undefined,
        }),
        signatures: this.#signatures,
      });
      if (!result.valid) return refusal(result.failure.alert, result.failure.message);
      return (await this.#byOcsp(result.path)) ?? this.#byTypeAndName(presented[0]!);
    } catch (error) {
      if (!(error instanceof BancError)) throw error;
      return refusal('bad_certificate', error.message);
    }
  }

  async #byOcsp(path: readonly Certificate[]): Promise<Refusal | undefined> {
    if (this.#revocation !== 'ocsp' && this.#revocation !== 'both') return undefined;
    const objection = await this.#ocsp.examine(path);
    if (objection === undefined) return undefined;
    const { status, reason } = objection;
    return refusal(status === 'revoked' ? 'certificate_revoked' : 'certificate_unknown', reason);
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
      issuer: nameToString(leaf.issuer),
      serialNumber,
      fingerprint,
      commonName,
      structure,
      warnings,
    };
    return { accepted: true, client, leaf };
  }
}

const uncheckable = (error: unknown): Refusal =>
  refusal('certificate_unknown', `revocation cannot be checked: ${(error as Error).message}`);

const refusal = (alert: AlertName, reason: string): Refusal => ({ accepted: false, alert, reason });
