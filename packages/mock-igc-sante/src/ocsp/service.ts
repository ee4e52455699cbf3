import {
  BancError,
  buildOcspResponse,
  type CertificateId,
  type CertificateStatus,
  encodeCertificateId,
  encodeOcspError,
  issuerIds,
  type OcspAnswer,
  type OcspDefect,
  type OcspError,
  type OcspRequest,
  parseOcspRequest,
} from '@banc-gap/pki';
import type { OcspFault } from '../faults/catalogue.ts';
import { AUTHORITIES, type AuthorityId } from '../hierarchy.ts';
import { backdated } from '../mint.ts';
import { withFault } from '../publication/faulty-content.ts';
import { anotherAuthority, type PublicationSources } from '../publication/sources.ts';
import { AnswerCache } from './answer-cache.ts';
import { type OcspResponder, OcspResponders } from './responders.ts';

export interface OcspReply {
  /** The DER of an OCSPResponse, unless the fault makes it something else. */
  readonly body: Buffer;
  /** In whose name; undefined if the request was about none of ours. */
  readonly authority?: AuthorityId;
  readonly fault?: OcspFault | undefined;
}

/** How long an answer is good for. */
const VALIDITY_MS = 3_600_000;

const ERROR_FAULTS: Readonly<Partial<Record<OcspFault, OcspError>>> = {
  'try-later': 'tryLater',
  'internal-error': 'internalError',
  'malformed-request': 'malformedRequest',
  unauthorized: 'unauthorized',
};

const DEFECTS: Readonly<Partial<Record<OcspFault, OcspDefect>>> = {
  stale: { thisUpdate: { days: -1 } },
  future: { thisUpdate: { days: 1 } },
  'wrong-signer': { signature: 'by-another-key' },
  unsigned: { signature: 'empty' },
  'wrong-nonce': { nonce: 'another' },
  'no-nonce': { nonce: 'absent' },
};

/** Answers OCSP requests about the certificates of IGC-Santé and of terminals (RFC 6960). */
export class OcspService {
  readonly #sources: PublicationSources;
  readonly #responders: OcspResponders;
  readonly #cache = new AnswerCache();
  #issuers: ReadonlyMap<string, AuthorityId> = new Map();

  constructor(sources: PublicationSources) {
    this.#sources = sources;
    this.#responders = new OcspResponders(sources);
  }

  async answer(question: Uint8Array): Promise<OcspReply> {
    const request = readRequest(question);
    if (request === undefined) return { body: encodeOcspError('malformedRequest') };
    const authority = this.#authorityOf(request);
    const responder = authority && (await this.#responders.of(authority));
    if (authority === undefined || responder === undefined) return { body: encodeOcspError('unauthorized') };
    const fault = this.#sources.faults.of('ocsp', authority);
    const error = fault && ERROR_FAULTS[fault];
    if (error) return { body: encodeOcspError(error), authority, fault };
    if (fault === undefined) return { body: this.#answer(request, authority, responder), authority };
    const answers =
      fault === 'wrong-issuer' ? this.#aboutAnother(request, authority) : this.#answers(request, authority);
    const signer = await this.#signer(authority, responder, fault);
    const body = withFault(this.#sign(request, answers, signer, DEFECTS[fault]), fault);
    return { body, authority, fault };
  }

  /** The first CA that the request names and that exists; certificates of others are unknown to it. */
  #authorityOf({ certificates }: OcspRequest): AuthorityId | undefined {
    const { authorities } = this.#sources.state;
    const find = () =>
      certificates.map(({ issuerId }) => this.#issuers.get(issuerId)).find((id) => id !== undefined);
    const known = find();
    if (known !== undefined) return known;
    this.#issuers = new Map(
      authorities
        .established()
        .flatMap((id) => issuerIds(authorities.get(id).certificate).map((name) => [name, id] as const)),
    );
    return find();
  }

  /** A revocation, which any process may have made, counts at once: the revision of the CA tells. */
  #answer(request: OcspRequest, authority: AuthorityId, responder: OcspResponder): Buffer {
    if (request.nonce !== undefined) return this.#sign(request, this.#answers(request, authority), responder);
    const key = Buffer.concat(request.certificates.map(({ der }) => der)).toString('base64');
    const revision = this.#sources.state.ledger.revision(authority);
    const now = this.#sources.clock.now();
    const cached = this.#cache.find(key, revision, now);
    if (cached !== undefined) return cached;
    const answers = this.#answers(request, authority);
    const body = this.#sign(request, answers, responder);
    // What is unknown may be issued in a moment.
    if (!answers.some(({ status }) => status === 'unknown')) {
      this.#cache.keep(key, { body, revision, madeAt: now });
    }
    return body;
  }

  #answers({ certificates }: OcspRequest, authority: AuthorityId): OcspAnswer[] {
    return certificates.map((id) => ({ certificateId: id.der, status: this.#statusOf(id, authority) }));
  }

  #sign(
    { nonce }: OcspRequest,
    answers: readonly OcspAnswer[],
    responder: OcspResponder,
    defect?: OcspDefect,
  ): Buffer {
    const now = this.#sources.clock.now();
    const revocations = answers.map(({ status }) =>
      typeof status === 'string' ? 0 : status.revokedAt.getTime(),
    );
    // Verifiers may be late, but nobody knows of a revocation before it happened.
    const thisUpdate = new Date(Math.max(backdated(now).getTime(), ...revocations));
    return buildOcspResponse({
      responder,
      answers,
      producedAt: now,
      thisUpdate,
      nextUpdate: new Date(thisUpdate.getTime() + VALIDITY_MS),
      nonce,
      ...(defect && { defect }),
    });
  }

  #statusOf({ issuerId, serialNumber }: CertificateId, authority: AuthorityId): CertificateStatus {
    if (this.#issuers.get(issuerId) !== authority) return 'unknown';
    const row = this.#sources.state.ledger.byOctets(authority, serialNumber);
    if (row === undefined) return 'unknown';
    if (row.revoked_at === null) return 'good';
    const withReason = AUTHORITIES[authority].crl.reasons && row.reason !== null;
    return { revokedAt: new Date(row.revoked_at), ...(withReason && { reason: row.reason! }) };
  }

  #aboutAnother({ certificates }: OcspRequest, authority: AuthorityId): OcspAnswer[] {
    const other = this.#sources.state.authorities.get(anotherAuthority(this.#sources, authority));
    return certificates.map(({ serialNumber }) => ({
      certificateId: encodeCertificateId(other.certificate, serialNumber),
      status: 'good',
    }));
  }

  async #signer(authority: AuthorityId, right: OcspResponder, fault: OcspFault): Promise<OcspResponder> {
    switch (fault) {
      case 'expired-responder':
        return (await this.#responders.of(authority, 'expired'))!;
      case 'undelegated-responder':
        return (await this.#responders.of(authority, 'undelegated'))!;
      case 'wrong-responder':
        return (await this.#responders.of(anotherAuthority(this.#sources, authority)))!;
      default:
        return right;
    }
  }
}

function readRequest(question: Uint8Array): OcspRequest | undefined {
  try {
    return parseOcspRequest(question);
  } catch (error) {
    if (error instanceof BancError) return undefined;
    throw error;
  }
}
