import { type KeyObject, randomBytes } from 'node:crypto';
import {
  buildCertificate,
  buildCrl,
  type Certificate,
  type CertificateDefect,
  Crl,
  FAITHFUL_PUBLICATION,
  generateKeyPair,
  type KeyPair,
  newSerialNumber,
  PROFILES,
  type ProfileId,
  profileContent,
  type SubjectInput,
} from '@banc-gap/pki';
import type { Identity } from '@banc-gap/tls12';

const DAY = 86_400_000;

const keys = new Map<string, Promise<KeyPair>>();

/** The key of that name, the same one in all tests of a process: what is tested is certificates, not keys. */
export function testKey(name: string): Promise<KeyPair> {
  let key = keys.get(name);
  if (key === undefined) {
    key = generateKeyPair('rsa-2048');
    keys.set(name, key);
  }
  return key;
}

/** One key for every CA, and one for every holder that is not given one. */
export interface TestKeys {
  readonly authority: KeyPair;
  readonly holder: KeyPair;
}

export const testKeys = async (): Promise<TestKeys> => {
  const [authority, holder] = await Promise.all([testKey('authority'), testKey('holder')]);
  return { authority, holder };
};

/** Every PKI that a certificate of a test may be of. */
export class TestAuthorities {
  readonly now = new Date();
  readonly #keys: TestKeys;
  readonly #authorities = new Map<ProfileId, Certificate>();
  readonly #revoked = new Map<ProfileId, string[]>();

  constructor(keys: TestKeys) {
    this.#keys = keys;
  }

  /** A credential of that profile: the leaf and what is between it and the root. */
  identity(
    profile: ProfileId,
    subject: SubjectInput,
    defect?: CertificateDefect,
    { publicKey, privateKey }: KeyPair = this.#keys.holder,
  ): Identity {
    const chain = this.authorities(PROFILES[profile].issuer!);
    const leaf = this.#issue(profile, subject, publicKey, chain[0]!, defect);
    return { chain: [leaf, ...chain.slice(0, -1)].map(({ der }) => der), privateKey };
  }

  /** That CA and those above it, the root last. */
  authorities(profile: ProfileId): Certificate[] {
    const { issuer } = PROFILES[profile];
    const above = issuer === null ? [] : this.authorities(issuer);
    let certificate = this.#authorities.get(profile);
    if (certificate === undefined) {
      certificate = this.#issue(profile, {}, this.#keys.authority.publicKey, above[0] ?? null);
      this.#authorities.set(profile, certificate);
    }
    return [certificate, ...above];
  }

  root(profile: ProfileId): Certificate {
    return this.authorities(profile).at(-1)!;
  }

  /** Puts a certificate on the next CRL of its CA. */
  revoke(serialNumber: string, issuer: ProfileId): void {
    this.#revoked.set(issuer, [...(this.#revoked.get(issuer) ?? []), serialNumber]);
  }

  /** The CRLs of these CAs and of those above them, as of now. */
  crls(...profiles: readonly ProfileId[]): Crl[] {
    const all = new Set(profiles.flatMap((profile) => [profile, PROFILES[profile].issuer ?? profile]));
    return [...all].map((profile) => {
      const thisUpdate = new Date(Math.floor(this.now.getTime() / 1000) * 1000 - DAY);
      return Crl.parse(
        buildCrl({
          issuer: {
            name: this.authorities(profile)[0]!.subject,
            privateKey: this.#keys.authority.privateKey,
          },
          thisUpdate,
          nextUpdate: new Date(thisUpdate.getTime() + 7 * DAY),
          number: 1,
          entries: (this.#revoked.get(profile) ?? []).map((serialNumber) => ({
            serialNumber,
            revocationDate: thisUpdate,
          })),
        }),
      );
    });
  }

  #issue(
    profile: ProfileId,
    subject: SubjectInput,
    publicKey: KeyObject,
    issuer: Certificate | null,
    defect?: CertificateDefect,
  ): Certificate {
    const notBefore = new Date(this.now.getTime() - DAY);
    const content = profileContent(profile, {
      subject,
      publicKey,
      issuer,
      notBefore,
      serialNumber: newSerialNumber(profile, notBefore, randomBytes),
      publication: FAITHFUL_PUBLICATION,
    });
    const { privateKey } = this.#keys.authority;
    return buildCertificate(content, { name: content.issuer, privateKey }, defect, this.now);
  }
}
