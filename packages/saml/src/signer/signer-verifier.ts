import {
  BancError,
  type Certificate,
  type CrlSet,
  nameToString,
  PROFILES,
  type ProfileId,
  SignatureCache,
  validatePath,
} from '@banc-gap/pki';
import { samlErrors } from '../errors.ts';
import { decodeBase64 } from '../signature/base64.ts';
import { typeProblem } from './type.ts';

/** Whom signatures are trusted from. Nothing in it changes: whoever gets another CRL makes another of these. */
export interface SignerTrust {
  readonly trustAnchors: readonly Certificate[];
  /** CAs that a signer need not send. */
  readonly intermediates?: readonly Certificate[];
  /** Absent: revocation is not checked. */
  readonly crls?: CrlSet;
  /** Which certificates have to be on the good side of a CRL; default every one: what is left out is for the caller to look up. */
  readonly needsCrl?: (certificate: Certificate) => boolean;
}

export interface SignerOptions {
  /** What kind of certificate signs. */
  readonly profile: ProfileId;
  /** Asked for at each verification, because CRLs are replaced. */
  readonly trust: () => SignerTrust;
}

interface Accepted {
  /** The certificate as it was presented. */
  readonly base64: string;
  readonly certificate: Certificate;
  readonly trust: SignerTrust;
  /** In milliseconds: from the moment when the path was found valid, to the next date on which that may change. */
  readonly from: number;
  readonly until: number;
}

const MOST_SIGNERS = 1_000;

/**
 * Judges the certificates of signers: path, revocation, type. A verdict is remembered as long as it would be the same:
 * for the very same certificate, trust anchors and CRLs, and until the next date in any of them. So a revocation counts
 * from the moment when `trust` gives the CRL that has it.
 */
export class SignerVerifier {
  readonly #options: SignerOptions;
  readonly #signatures = new SignatureCache(MOST_SIGNERS);
  /** By the end of the base64 of the certificate, which is of its signature: hashing all of it would take longer. */
  readonly #accepted = new Map<string, Accepted>();

  constructor(options: SignerOptions) {
    this.#options = options;
  }

  /**
   * The certificate of the signer, if it is to be trusted.
   *
   * @param presented base64 without white space, the signer first
   * @throws BancError SAML_CERTIFICATE_UNREADABLE, SAML_SIGNER_UNTRUSTED, SAML_SIGNER_REVOKED, SAML_SIGNER_TYPE
   */
  verify(presented: readonly string[], at: Date): Certificate {
    const trust = this.#options.trust();
    const base64 = presented[0]!;
    const known = this.#accepted.get(endOf(base64));
    if (known?.base64 === base64 && isCurrent(known, trust, at)) return known.certificate;
    const certificates = presented.map((base64) => this.#read(base64));
    const path = this.#validPath(certificates, trust, at);
    const [certificate] = path as [Certificate];
    this.#checkType(certificate);
    this.#remember({
      // Not `base64`, which would hold on to the message that it is a slice of.
      base64: certificate.der.toString('base64'),
      certificate,
      trust,
      from: at.getTime(),
      until: nextDate(path, trust.crls, at),
    });
    return certificate;
  }

  #read(base64: string): Certificate {
    const der = decodeBase64(base64);
    if (der === undefined) {
      throw samlErrors.error('SAML_CERTIFICATE_UNREADABLE', { reason: 'It is not base64.' });
    }
    try {
      return this.#signatures.read(der);
    } catch (error) {
      if (!(error instanceof BancError)) throw error;
      throw samlErrors.error('SAML_CERTIFICATE_UNREADABLE', { reason: error.message }, { cause: error });
    }
  }

  #validPath(certificates: readonly Certificate[], trust: SignerTrust, at: Date): readonly Certificate[] {
    const { trustAnchors, intermediates = [], crls, needsCrl } = trust;
    const result = validatePath([...certificates, ...intermediates], {
      trustAnchors,
      at,
      purpose: 'any',
      signatures: this.#signatures,
      ...(crls && { crls }),
      ...(needsCrl && { needsCrl }),
    });
    if (result.valid) return result.path;
    const { message: reason, clause, code } = result.failure;
    if (code === 'revoked') throw samlErrors.error('SAML_SIGNER_REVOKED', { reason });
    const { issuer, title } = PROFILES[this.#options.profile];
    throw samlErrors.error('SAML_SIGNER_UNTRUSTED', {
      reason,
      clause,
      issuer: issuer === null ? title.en : PROFILES[issuer].title.en,
      path: code,
    });
  }

  #checkType(certificate: Certificate): void {
    const { profile } = this.#options;
    const problem = typeProblem(certificate, profile);
    if (problem === undefined) return;
    const subject = nameToString(certificate.subject);
    throw samlErrors.error('SAML_SIGNER_TYPE', { subject, type: PROFILES[profile].title.en, problem });
  }

  #remember(accepted: Accepted): void {
    const key = endOf(accepted.base64);
    this.#accepted.delete(key);
    this.#accepted.set(key, accepted);
    if (this.#accepted.size > MOST_SIGNERS) this.#accepted.delete(this.#accepted.keys().next().value!);
  }
}

const endOf = (base64: string): string => base64.slice(-64);

function isCurrent({ trust: known, from, until }: Accepted, trust: SignerTrust, at: Date): boolean {
  return (
    at.getTime() >= from &&
    at.getTime() < until &&
    trust.crls === known.crls &&
    trust.trustAnchors === known.trustAnchors &&
    trust.intermediates === known.intermediates
  );
}

/** The first date from `at` on in a certificate of the path, or in a CRL of one of its CAs. */
function nextDate(path: readonly Certificate[], crls: CrlSet | undefined, at: Date): number {
  const dates = path.flatMap((certificate) => [
    certificate.notAfter,
    ...(crls?.issuedBy(certificate) ?? []).flatMap(({ thisUpdate, nextUpdate }) => [thisUpdate, nextUpdate]),
  ]);
  return Math.min(...dates.flatMap((date) => (date !== undefined && date >= at ? date.getTime() : [])));
}
