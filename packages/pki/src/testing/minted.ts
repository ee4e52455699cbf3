import { randomBytes } from 'node:crypto';
import { buildCertificate, type Signer } from '../build.ts';
import type { Certificate } from '../certificate.ts';
import type { CertificateDefect } from '../defect.ts';
import { generateKeyPair, type KeyPair } from '../keys.ts';
import { newSerialNumber, PROFILES, profileContent } from '../profiles/content.ts';
import type { ProfileId } from '../profiles/profile-ids.ts';
import { FAITHFUL_PUBLICATION } from '../profiles/publication.ts';
import type { SubjectField, SubjectInput } from '../profiles/subject.ts';

const EXAMPLES: { readonly [F in SubjectField]: NonNullable<SubjectInput[F]> } = {
  structure: {
    departement: "Côte-d'Or (21)",
    name: "AGENCE DES SYSTEMES D'INFORMATION PARTAGES DE SANTE",
    nationalId: '10B0152872',
  },
  professional: {
    givenName: 'ANNE',
    surname: 'MED-CS RPPS0052352',
    nationalId: '899700523527',
    profession: 'Médecin',
    savoirFaire: 'SM26',
  },
  employee: {
    givenName: 'CHARLES',
    surname: 'ADMINISTRATIF-CH057880002',
    nationalId: '30B0057881/CPET0002',
  },
  serviceApplicatif: 'Client_Diapason_PSP',
  fqdn: 'gap.ch-test.fr',
  alternativeNames: ['gap2.ch-test.fr'],
  email: 'admissions@ch-test.fr',
  userPrincipalName: 'anne.martin@ch-test.fr',
  cardNumber: '2000000123',
  serialNumber: '0000000012345678',
};

/** A subject with every field that the profile takes. */
export function exampleSubject(id: ProfileId): SubjectInput {
  const { fields, optionalFields = [], alternatives: [alternative = []] = [] } = PROFILES[id];
  const ofProfile = id.endsWith('/org-sign') ? { serviceApplicatif: 'Client_ROC_WebServices_AMC' } : {};
  const examples = { ...EXAMPLES, ...ofProfile };
  return Object.fromEntries(
    [...fields, ...alternative, ...optionalFields].map((field) => [field, examples[field]]),
  );
}

/** Moment of issue of what the tests mint. */
const ISSUED_AT = new Date('2025-04-25T09:15:10Z');

/** A certificate of a test and the key that goes with it. */
export interface Minted {
  readonly certificate: Certificate;
  readonly keys: KeyPair;
  readonly signer: Signer;
}

/**
 * Mints one certificate of each kind with its CAs. Keys have 2048 bits whatever the profile says: 4096 take seconds;
 * each level of the hierarchy has its own.
 */
export class Mint {
  readonly #minted = new Map<ProfileId, Minted>();
  readonly #keys: readonly KeyPair[];
  readonly #issuedAt: Date;

  private constructor(keys: readonly KeyPair[], issuedAt: Date) {
    this.#keys = keys;
    this.#issuedAt = issuedAt;
  }

  static async create(issuedAt = ISSUED_AT): Promise<Mint> {
    return new Mint(await Promise.all([0, 1, 2].map(() => generateKeyPair('rsa-2048'))), issuedAt);
  }

  /** The same certificate at each call. */
  get(id: ProfileId): Minted {
    const known = this.#minted.get(id);
    if (known) return known;
    const minted = this.issue(id);
    this.#minted.set(id, minted);
    return minted;
  }

  /** Another certificate at each call, with the key of its level. */
  issue(
    id: ProfileId,
    defect?: CertificateDefect,
    keys: KeyPair = this.#keys[this.#level(id)]!,
    subject: SubjectInput = exampleSubject(id),
  ): Minted {
    const { issuer: issuerId } = PROFILES[id];
    const issuer = issuerId === null ? null : this.get(issuerId);
    const content = profileContent(id, {
      subject,
      publicKey: keys.publicKey,
      issuer: issuer?.certificate ?? null,
      notBefore: this.#issuedAt,
      serialNumber: newSerialNumber(id, this.#issuedAt, randomBytes),
      publication: FAITHFUL_PUBLICATION,
    });
    const signer = issuer?.signer ?? { name: content.subject, privateKey: keys.privateKey };
    const certificate = buildCertificate({ ...content, privateKey: keys.privateKey }, signer, defect);
    return {
      certificate,
      keys,
      signer: { name: certificate.subject, privateKey: keys.privateKey, certificate },
    };
  }

  #level(id: ProfileId): number {
    const { issuer } = PROFILES[id];
    return issuer === null ? 0 : this.#level(issuer) + 1;
  }
}
