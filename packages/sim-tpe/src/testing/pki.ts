import { type KeyObject, randomBytes } from 'node:crypto';
import {
  buildCertificate,
  buildCrl,
  Certificate,
  type CertificateDefect,
  type Credential,
  Crl,
  CrlSet,
  FAITHFUL_PUBLICATION,
  generateKeyPair,
  type IssueOrder,
  type KeyPair,
  newSerialNumber,
  type ProfileId,
  profileContent,
  type Signer,
  type SubjectInput,
} from '@banc-gap/pki';
import type { Identity } from '@banc-gap/tls12';

export const FQDN = 'gap.ch-test.fr';
const DAY = 86_400_000;
const STRUCTURE = { departement: 'Paris (75)', name: 'CH TEST', nationalId: '10B0152872' };

interface Authority extends Signer {
  readonly certificate: Certificate;
}

/** A certificate of a GAP with its intermediate. */
export interface ServerCredential {
  readonly chain: readonly Certificate[];
  readonly keys: KeyPair;
}

/** The IGC-Santé for the GAP and the IngeTrust PKI for the terminal, of one test. */
export class TestPki {
  readonly now = new Date();
  readonly #keys: readonly KeyPair[];
  readonly igcSanteRoot: Authority;
  readonly #igcSanteCa: Authority;
  readonly ingeTrustRoot: Authority;
  readonly #ingeTrustCa: Authority;

  static async create(): Promise<TestPki> {
    return new TestPki(await Promise.all([0, 1, 2].map(() => generateKeyPair('rsa-2048'))));
  }

  private constructor(keys: readonly KeyPair[]) {
    this.#keys = keys;
    this.igcSanteRoot = this.#authority('igc-sante-test/root-el', 0);
    this.#igcSanteCa = this.#authority('igc-sante-test/aci-el-org', 1, this.igcSanteRoot);
    this.ingeTrustRoot = this.#authority('ingetrust/root', 0);
    this.#ingeTrustCa = this.#authority('ingetrust/issuing-ca', 1, this.ingeTrustRoot);
  }

  terminal(): Identity {
    const serialNumber = randomBytes(8).toString('hex').toUpperCase();
    const leaf = this.#issue('ingetrust/terminal', 2, this.#ingeTrustCa, { serialNumber });
    return { chain: [leaf.der, this.#ingeTrustCa.certificate.der], privateKey: this.#keys[2]!.privateKey };
  }

  /** What an issuer of terminals gives for a key of somebody else's. */
  terminalCredential({ subject, publicKey }: IssueOrder): Credential {
    const certificate = this.#certificate('ingetrust/terminal', publicKey!, this.#ingeTrustCa, subject);
    return { certificate, chain: [this.#ingeTrustCa.certificate, this.ingeTrustRoot.certificate] };
  }

  /** The serial number of a terminal, as its certificate has it. */
  nameOf({ chain }: Identity): string {
    return Certificate.parse(Buffer.from(chain[0]!)).commonName!;
  }

  server(fqdn = FQDN, defect?: CertificateDefect): ServerCredential {
    const leaf = this.#issue(
      'igc-sante-test/ssl-serveur',
      2,
      this.#igcSanteCa,
      { structure: STRUCTURE, fqdn },
      defect,
    );
    return { chain: [leaf, this.#igcSanteCa.certificate], keys: this.#keys[2]! };
  }

  /** The CRLs of the IGC-Santé, on which these are revoked. */
  crls(...revoked: readonly Certificate[]): CrlSet {
    return new CrlSet([
      this.#crl(this.igcSanteRoot, []),
      this.#crl(
        this.#igcSanteCa,
        revoked.map(({ serialNumber }) => serialNumber),
      ),
    ]);
  }

  #crl(issuer: Authority, serialNumbers: readonly string[]): Crl {
    const thisUpdate = new Date(Math.floor(this.now.getTime() / 1000) * 1000 - DAY);
    const entries = serialNumbers.map((serialNumber) => ({ serialNumber, revocationDate: thisUpdate }));
    const nextUpdate = new Date(thisUpdate.getTime() + 7 * DAY);
    return Crl.parse(buildCrl({ issuer, thisUpdate, nextUpdate, number: 1, entries }));
  }

  #authority(profile: ProfileId, key: number, issuer?: Authority): Authority {
    const certificate = this.#issue(profile, key, issuer);
    return { name: certificate.subject, privateKey: this.#keys[key]!.privateKey, certificate };
  }

  #issue(
    profile: ProfileId,
    key: number,
    issuer?: Authority,
    subject: SubjectInput = {},
    defect?: CertificateDefect,
  ): Certificate {
    const { publicKey, privateKey } = this.#keys[key]!;
    return this.#certificate(profile, publicKey, issuer, subject, defect, privateKey);
  }

  #certificate(
    profile: ProfileId,
    publicKey: KeyObject,
    issuer?: Authority,
    subject: SubjectInput = {},
    defect?: CertificateDefect,
    ownKey?: KeyObject,
  ): Certificate {
    const content = profileContent(profile, {
      subject,
      publicKey,
      issuer: issuer?.certificate ?? null,
      notBefore: new Date(this.now.getTime() - DAY),
      serialNumber: newSerialNumber(profile, this.now, randomBytes),
      publication: FAITHFUL_PUBLICATION,
    });
    return buildCertificate(
      content,
      issuer ?? { name: content.subject, privateKey: ownKey! },
      defect,
      this.now,
    );
  }
}
