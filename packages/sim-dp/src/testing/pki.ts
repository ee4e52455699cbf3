import {
  Certificate,
  type CertificateDefect,
  type Crl,
  type KeyPair,
  type ProfileId,
  type SubjectInput,
} from '@banc-gap/pki';
import type { XmlCredential } from '@banc-gap/saml';
import { TestAuthorities, type TestKeys, testKey, testKeys } from '@banc-gap/simkit/testing';
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

/** Who issues to them. */
export const PEOPLE_CA = 'igc-sante-test/aci-el-pp';

/** Every PKI, with the people of the DP. */
export class TestPki extends TestAuthorities {
  readonly #people: Readonly<Record<PersonName, KeyPair>>;
  #crls: readonly Crl[] | undefined;

  static async create(): Promise<TestPki> {
    const names = Object.keys(PEOPLE) as PersonName[];
    const people = await Promise.all(names.map(async (name) => [name, await testKey(name)] as const));
    return new TestPki(await testKeys(), Object.fromEntries(people) as Record<PersonName, KeyPair>);
  }

  private constructor(keys: TestKeys, people: Readonly<Record<PersonName, KeyPair>>) {
    super(keys);
    this.#people = people;
  }

  /** A PRO AUTH of that person, or another certificate of theirs. */
  person(
    name: PersonName,
    profile: ProfileId = 'igc-sante-test/pro-auth',
    defect?: CertificateDefect,
  ): Identity {
    return this.identity(profile, PEOPLE[name], defect, this.#people[name]);
  }

  /** What that person signs with: PRO SIGN, unless told otherwise. */
  signer(
    name: PersonName,
    profile: ProfileId = 'igc-sante-test/pro-sign',
    defect?: CertificateDefect,
  ): XmlCredential {
    return credentialOf(this.person(name, profile, defect));
  }

  get intermediates(): readonly Certificate[] {
    return [this.authorities(PEOPLE_CA)[0]!];
  }

  /** Puts a person's certificate on the next CRL. */
  revokePerson({ serialNumber }: Certificate): void {
    this.revoke(serialNumber, PEOPLE_CA);
    this.#crls = undefined;
  }

  /** Of the CAs of persons and of organisations, and of their root; the same ones until somebody is revoked. */
  get currentCrls(): readonly Crl[] {
    this.#crls ??= this.crls('igc-sante-test/aci-el-org', PEOPLE_CA);
    return this.#crls;
  }
}

export const credentialOf = ({ chain, privateKey }: Identity): XmlCredential => ({
  certificate: Certificate.parse(chain[0]!),
  privateKey,
});
