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

export const SERVER_NAME = 'dp.banc.test';
const STRUCTURE = { departement: 'Paris (75)', name: 'CH TEST', nationalId: '10B0152872' };
export const ORGANISATION = { structure: STRUCTURE, serviceApplicatif: 'Client_Diapason_PSP' };

const professional = (
  givenName: string,
  nationalId: string,
  profession: 'Pharmacien' | 'Médecin' | 'Infirmier',
) => ({ professional: { givenName, surname: 'ESSAI', nationalId, profession } });

/** Fictitious, each with a key of their own. */
export const PEOPLE = {
  pharmacist: professional('CAMILLE', '899700000013', 'Pharmacien'),
  anotherPharmacist: professional('MAXIME', '899700000039', 'Pharmacien'),
  doctor: professional('DOMINIQUE', '899700000021', 'Médecin'),
  nurse: professional('ALEX', '899700000047', 'Infirmier'),
  agent: {
    employee: { givenName: 'CLAUDE', surname: 'ESSAI', nationalId: '30B0152872/BANC0001' },
    structure: STRUCTURE,
  },
} as const satisfies Readonly<Record<string, SubjectInput>>;
export type PersonName = keyof typeof PEOPLE;

const PEOPLE_CA = 'igc-sante-test/aci-el-pp';
const DAY = 86_400_000;

/** Made once for all tests: what is tested is certificates, not keys. */
let keys: Promise<Readonly<Record<string, KeyPair>>> | undefined;

async function makeKeys(): Promise<Readonly<Record<string, KeyPair>>> {
  const names = ['authority', 'organisation', ...Object.keys(PEOPLE)];
  const made = names.map(async (name) => [name, await generateKeyPair('rsa-2048')] as const);
  return Object.fromEntries(await Promise.all(made));
}

/** Every PKI that a certificate of a test may be of. */
export class TestPki {
  readonly now = new Date();
  readonly #keys: Readonly<Record<string, KeyPair>>;
  readonly #authorities = new Map<ProfileId, Certificate>();
  #revoked: readonly string[] = [];
  #crls: readonly Crl[] | undefined;

  static async create(): Promise<TestPki> {
    keys ??= makeKeys();
    return new TestPki(await keys);
  }

  private constructor(keys: Readonly<Record<string, KeyPair>>) {
    this.#keys = keys;
  }

  /** A PRO AUTH of that person, or another certificate of theirs. */
  person(
    name: PersonName,
    profile: ProfileId = 'igc-sante-test/pro-auth',
    defect?: CertificateDefect,
  ): Identity {
    return this.identity(profile, PEOPLE[name], defect, name);
  }

  /** What that person signs with: PRO SIGN, unless told otherwise. */
  signer(
    name: PersonName,
    profile: ProfileId = 'igc-sante-test/pro-sign',
    defect?: CertificateDefect,
  ): XmlCredential {
    return credentialOf(this.person(name, profile, defect));
  }

  identity(
    profile: ProfileId,
    subject: SubjectInput,
    defect?: CertificateDefect,
    holder = 'organisation',
  ): Identity {
    const chain = this.#chain(PROFILES[profile].issuer!);
    const key = this.#keys[holder]!;
    const leaf = this.#issue(profile, subject, key, chain[0]!, defect);
    return { chain: [leaf, ...chain.slice(0, -1)].map(({ der }) => der), privateKey: key.privateKey };
  }

  /** The root of persons and organisations. */
  get root(): Certificate {
    return this.#chain(PEOPLE_CA).at(-1)!;
  }

  get intermediates(): readonly Certificate[] {
    return [this.#chain(PEOPLE_CA)[0]!];
  }

  /** Puts a person's certificate on the next CRL. */
  revoke(leaf: Certificate): void {
    this.#revoked = [...this.#revoked, leaf.serialNumber];
    this.#crls = undefined;
  }

  /** Of the CAs of persons and of organisations, and of their root. */
  get crls(): readonly Crl[] {
    this.#crls ??= ['igc-sante-test/root-el' as const, 'igc-sante-test/aci-el-org' as const, PEOPLE_CA].map(
      (profile) => this.#crl(profile as ProfileId),
    );
    return this.#crls;
  }

  #crl(profile: ProfileId): Crl {
    const thisUpdate = new Date(Math.floor(this.now.getTime() / 1000) * 1000 - DAY);
    const revoked = profile === PEOPLE_CA ? this.#revoked : [];
    return Crl.parse(
      buildCrl({
        issuer: {
          name: this.#chain(profile)[0]!.subject,
          privateKey: this.#keys['authority']!.privateKey,
        },
        thisUpdate,
        nextUpdate: new Date(thisUpdate.getTime() + 7 * DAY),
        number: 1,
        entries: revoked.map((serialNumber) => ({ serialNumber, revocationDate: thisUpdate })),
      }),
    );
  }

  /** That CA and those above it, the root last. */
  #chain(profile: ProfileId): Certificate[] {
    const { issuer } = PROFILES[profile];
    const above = issuer === null ? [] : this.#chain(issuer);
    let certificate = this.#authorities.get(profile);
    if (certificate === undefined) {
      certificate = this.#issue(profile, {}, this.#keys['authority']!, above[0] ?? null);
      this.#authorities.set(profile, certificate);
    }
    return [certificate, ...above];
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
    const { privateKey } = this.#keys['authority']!;
    return buildCertificate(content, { name: content.issuer, privateKey }, defect, this.now);
  }
}

export const credentialOf = ({ chain, privateKey }: Identity): XmlCredential => ({
  certificate: Certificate.parse(chain[0]!),
  privateKey,
});
