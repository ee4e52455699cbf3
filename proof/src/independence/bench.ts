import { createPublicKey, type KeyObject, sign, verify } from 'node:crypto';
import type { AuthorityId } from '@banc-gap/mock-igc-sante';
import {
  cachedKeyPairs,
  type TemporaryAuthorities,
  temporaryAuthorities,
} from '@banc-gap/mock-igc-sante/testing';
import { buildCrl, type CrlDefect, EXTENSIONS, type ExtensionName, type IdentityDefect } from '@banc-gap/pki';
import { ManualClock } from '@banc-gap/simkit';
import { type Sign, signatureOf, withAlgorithmOf, withExtensionOf, withSignature } from './mend.ts';
import type { ChainQuestion } from './verifier.ts';

const DAY_MS = 86_400_000;

export const ISSUING_CA = 'ingetrust/issuing-ca' satisfies AuthorityId;

/** What the bench makes, as questions to verifiers, and the keys to mend it with. */
export class Bench implements AsyncDisposable {
  /** The system's time: certtool knows no other. */
  readonly now = new Date();
  /** The state is older than every time at which something is judged. */
  readonly #clock = new ManualClock(new Date(this.now.getTime() - 30 * DAY_MS));
  readonly #keys: KeyObject[] = [];
  #temporary!: TemporaryAuthorities;

  static async open(): Promise<Bench> {
    const bench = new Bench();
    const make = cachedKeyPairs();
    bench.#temporary = await temporaryAuthorities({
      clock: bench.#clock,
      async generateKeyPair(kind) {
        const pair = await make(kind);
        bench.#keys.push(pair.privateKey);
        return pair;
      },
    });
    bench.#clock.set(bench.now);
    return bench;
  }

  get authorities() {
    return this.#temporary.authorities;
  }

  /** What a GAP that was configured from the kit makes of a terminal with this defect. */
  async question(defect: IdentityDefect = {}): Promise<ChainQuestion> {
    const { chain } = await this.authorities.identities.identity(defect);
    return {
      presented: chain.map((der) => Buffer.from(der)),
      anchors: this.authorities.trust.tpe.map(({ der }) => der),
      crls: this.crls(),
      at: this.now,
      purpose: 'clientAuth',
    };
  }

  /** The CRLs of the kit as they were, or will be, at that time. */
  crls(at: Date = this.now): readonly Buffer[] {
    this.#clock.set(at);
    const crls = this.authorities.crls().tpe.map(({ der }) => der);
    this.#clock.set(this.now);
    return crls;
  }

  /** A CRL of this CA on which nothing is; a day old, so that thisUpdate may move. */
  emptyCrl(authority: AuthorityId, defect?: CrlDefect): Buffer {
    const certificate = this.authorities.certificate(authority);
    const thisUpdate = new Date(this.now.getTime() - DAY_MS);
    return buildCrl({
      issuer: { name: certificate.subject, certificate, privateKey: this.#key(authority) },
      thisUpdate,
      nextUpdate: new Date(thisUpdate.getTime() + 90 * DAY_MS),
      number: 1,
      entries: [],
      ...(defect && { defect }),
    });
  }

  /** A certificate or CRL with the signature of that CA over what it says, by the algorithm that it says. */
  signedBy(authority: AuthorityId, der: Buffer): Buffer {
    return withSignature(der, this.#signer(authority));
  }

  /** @throws Error unless the certificate is signed by that CA, with the algorithm that is named outside */
  assertSigned(authority: AuthorityId, der: Buffer): void {
    const { tbs, digest, signature } = signatureOf(der);
    if (verify(digest, tbs, this.authorities.certificate(authority).publicKey, signature)) return;
    throw new Error(`the certificate is not signed by ${authority}`);
  }

  /** A certificate signed again by that CA, with the algorithm of the other one. */
  withAlgorithmOf(other: Buffer, authority: AuthorityId, der: Buffer): Buffer {
    return withAlgorithmOf(der, other, this.#signer(authority));
  }

  /** A certificate with that extension as in the other one, signed by that CA. */
  withExtensionOf(other: Buffer, extension: ExtensionName, authority: AuthorityId, der: Buffer): Buffer {
    return withExtensionOf(der, other, EXTENSIONS[extension], this.#signer(authority));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#temporary[Symbol.asyncDispose]();
  }

  #signer(authority: AuthorityId): Sign {
    return (tbs, digest) => sign(digest, tbs, this.#key(authority));
  }

  #key(authority: AuthorityId): KeyObject {
    const { publicKey } = this.authorities.certificate(authority);
    return this.#keys.find((key) => createPublicKey(key).equals(publicKey))!;
  }
}
