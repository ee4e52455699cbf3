import { randomBytes } from 'node:crypto';
import {
  buildCertificate,
  buildCrl,
  Certificate,
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
import type { XmlCredential } from '@banc-gap/saml';
import type { Identity } from '@banc-gap/tls12';

export const SERVER_NAME = 'amc.banc.test';
export const STRUCTURE = { departement: 'Paris (75)', name: 'CH TEST', nationalId: '10B0152872' };
export const ANOTHER_STRUCTURE = { departement: 'Rhône (69)', name: 'CH DEUX', nationalId: '10B0152898' };

const DAY = 86_400_000;

/** One key for every CA and one for every holder: what is tested here is certificates, not keys. */
let keys: Promise<readonly [KeyPair, KeyPair]> | undefined;

/** Every PKI that a certificate of a test may be of. */
export class TestPki {
  readonly now = new Date();
  readonly #authorityKey: KeyPair;
  readonly #holderKey: KeyPair;
  readonly #authorities = new Map<ProfileId, Certificate>();
  readonly #revoked = new Map<ProfileId, string[]>();

  static async create(): Promise<TestPki> {
    keys ??= Promise.all([generateKeyPair('rsa-2048'), generateKeyPair('rsa-2048')]);
    return new TestPki(...(await keys));
  }

  private constructor(authorityKey: KeyPair, holderKey: KeyPair) {
    this.#authorityKey = authorityKey;
    this.#holderKey = holderKey;
  }

  /** The server of the AMC. */
  get server(): Identity {
    return this.identity('igc-osi/server', { fqdn: SERVER_NAME });
  }

  /** What the AMC signs its replies with. */
  get service(): XmlCredential {
    return this.credential('igc-osi/service-applicatif', { serviceApplicatif: 'Reponses AMC' });
  }

  /** What the GAP signs its tokens with. */
  get gap(): XmlCredential {
    return this.credential('igc-sante-test/org-sign', {
      structure: STRUCTURE,
      serviceApplicatif: 'Client_ROC_WebServices_AMC',
    });
  }

  /** To sign XML with. */
  credential(profile: ProfileId, subject: SubjectInput, defect?: CertificateDefect): XmlCredential {
    const { chain, privateKey } = this.identity(profile, subject, defect);
    return { certificate: Certificate.parse(chain[0]!), privateKey };
  }

  /** A credential of that profile: the leaf and what is between it and the root. */
  identity(profile: ProfileId, subject: SubjectInput, defect?: CertificateDefect): Identity {
    const chain = this.authorities(PROFILES[profile].issuer!);
    const leaf = this.#issue(profile, subject, this.#holderKey, chain[0]!, defect);
    return {
      chain: [leaf, ...chain.slice(0, -1)].map(({ der }) => der),
      privateKey: this.#holderKey.privateKey,
    };
  }

  /** That CA and those above it, the root last. */
  authorities(profile: ProfileId): Certificate[] {
    const { issuer } = PROFILES[profile];
    const above = issuer === null ? [] : this.authorities(issuer);
    let certificate = this.#authorities.get(profile);
    if (certificate === undefined) {
      certificate = this.#issue(profile, {}, this.#authorityKey, above[0] ?? null);
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
          issuer: { name: this.authorities(profile)[0]!.subject, privateKey: this.#authorityKey.privateKey },
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
    { publicKey }: KeyPair,
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
    const { privateKey } = this.#authorityKey;
    return buildCertificate(content, { name: content.issuer, privateKey }, defect, this.now);
  }
}
