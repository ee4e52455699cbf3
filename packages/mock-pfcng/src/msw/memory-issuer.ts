import {
  buildCertificate,
  type Certificate,
  type Credential,
  FAITHFUL_PUBLICATION,
  generateKeyPair,
  type IssueOrder,
  type Issuer,
  type KeyPair,
  newSerialNumber,
  PROFILES,
  type ProfileId,
  profileContent,
} from '@banc-gap/pki';
import { type Random, systemRandom } from '@banc-gap/simkit';

/** One key for every CA and one for every holder: making more would only make tests slow. */
let keys: Promise<readonly [KeyPair, KeyPair]> | undefined;

/** An issuer for unit tests, in memory: real certificates, under CAs that live as long as it does. */
export class MemoryIssuer implements Issuer {
  /** In the order in which they were issued. */
  readonly issued: { readonly orderId: string; readonly certificate: Certificate }[] = [];
  readonly revoked: { readonly serialNumber: string; readonly issuer: ProfileId }[] = [];
  readonly #random: Random;
  readonly #credentials = new Map<string, Credential>();
  readonly #authorities = new Map<ProfileId, Certificate>();

  constructor(random: Random = systemRandom) {
    this.#random = random;
  }

  /** The roots of what was issued. */
  get roots(): Certificate[] {
    return [...this.#authorities].filter(([id]) => PROFILES[id].issuer === null).map(([, root]) => root);
  }

  async issue(order: IssueOrder): Promise<Credential> {
    keys ??= Promise.all([generateKeyPair('rsa-2048'), generateKeyPair('rsa-2048')]);
    const [authority, holder] = await keys;
    return this.#credentials.get(order.orderId) ?? this.#mint(order, authority, holder);
  }

  async revoke(serialNumber: string, issuer: ProfileId): Promise<void> {
    if (this.revoked.some((one) => one.serialNumber === serialNumber)) {
      throw Object.assign(new Error('revoked before'), { code: 'IGC_ALREADY_REVOKED' });
    }
    this.revoked.push({ serialNumber, issuer });
  }

  #mint(
    { orderId, profile, subject, publicKey, notBefore = new Date() }: IssueOrder,
    authority: KeyPair,
    holder: KeyPair,
  ): Credential {
    const chain = this.#path(PROFILES[profile].issuer!, authority);
    const content = profileContent(profile, {
      subject,
      publicKey: publicKey ?? holder.publicKey,
      issuer: chain[0]!,
      notBefore,
      serialNumber: newSerialNumber(profile, notBefore, this.#random.bytes),
      publication: FAITHFUL_PUBLICATION,
    });
    const certificate = buildCertificate(content, { name: content.issuer, privateKey: authority.privateKey });
    const credential = {
      certificate,
      chain,
      ...(publicKey === undefined && { privateKey: holder.privateKey }),
    };
    this.#credentials.set(orderId, credential);
    this.issued.push({ orderId, certificate });
    return credential;
  }

  #path(id: ProfileId, key: KeyPair): Certificate[] {
    const { issuer } = PROFILES[id];
    const above = issuer === null ? [] : this.#path(issuer, key);
    let certificate = this.#authorities.get(id);
    if (certificate === undefined) {
      const notBefore = new Date('2013-06-25T00:00:00Z');
      const content = profileContent(id, {
        subject: {},
        publicKey: key.publicKey,
        issuer: above[0] ?? null,
        notBefore,
        serialNumber: newSerialNumber(id, notBefore, this.#random.bytes),
        publication: FAITHFUL_PUBLICATION,
      });
      certificate = buildCertificate(content, { name: content.issuer, privateKey: key.privateKey });
      this.#authorities.set(id, certificate);
    }
    return [certificate, ...above];
  }
}
