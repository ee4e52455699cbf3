import { randomBytes } from 'node:crypto';
import { buildCertificate, type Signer } from '../build.ts';
import type { Certificate } from '../certificate.ts';
import type { CertificateDefect } from '../defect.ts';
import { generateKeyPair, type KeyPair } from '../keys.ts';
import { newSerialNumber, PROFILES, profileContent } from '../profiles/content.ts';
import type { ProfileId } from '../profiles/profile.ts';
import { FAITHFUL_PUBLICATION } from '../profiles/publication.ts';
import type { SubjectInput } from '../profiles/subject.ts';

const STRUCTURE = {
  departement: "Côte-d'Or (21)",
  name: "AGENCE DES SYSTEMES D'INFORMATION PARTAGES DE SANTE",
  nationalId: '10B0152872',
};

const SUBJECTS: Readonly<Partial<Record<ProfileId, SubjectInput>>> = {
  'igc-sante-test/ssl-serveur': {
    structure: STRUCTURE,
    fqdn: 'gap.ch-test.fr',
    alternativeNames: ['gap2.ch-test.fr'],
  },
  'igc-sante-test/org-auth-cli': { structure: STRUCTURE, serviceApplicatif: 'Client_Diapason_PSP' },
  'igc-sante-test/org-sign': { structure: STRUCTURE, serviceApplicatif: 'Client_ROC_WebServices_AMC' },
  'ingetrust/terminal': { serialNumber: '0000000012345678' },
  'geotrust/server': { fqdn: 'psp.banc.test' },
};

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

  private constructor(keys: readonly KeyPair[]) {
    this.#keys = keys;
  }

  static async create(): Promise<Mint> {
    return new Mint(await Promise.all([0, 1, 2].map(() => generateKeyPair('rsa-2048'))));
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
  issue(id: ProfileId, defect?: CertificateDefect, keys: KeyPair = this.#keys[this.#level(id)]!): Minted {
    const { issuer: issuerId } = PROFILES[id];
    const issuer = issuerId === null ? null : this.get(issuerId);
    const content = profileContent(id, {
      subject: SUBJECTS[id] ?? {},
      publicKey: keys.publicKey,
      issuer: issuer?.certificate ?? null,
      notBefore: ISSUED_AT,
      serialNumber: newSerialNumber(id, randomBytes),
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
