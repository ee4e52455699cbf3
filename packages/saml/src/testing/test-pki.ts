import { type KeyObject, randomBytes } from 'node:crypto';
import {
  buildCertificate,
  buildCrl,
  type Certificate,
  type CertificateDefect,
  Crl,
  CrlSet,
  FAITHFUL_PUBLICATION,
  generateKeyPair,
  type KeyPair,
  newSerialNumber,
  PROFILES,
  type ProfileId,
  profileContent,
  type Signer,
  type SubjectInput,
} from '@banc-gap/pki';
import type { XmlCredential } from '../signature/sign.ts';
import type { SignerTrust } from '../signer/signer-verifier.ts';

/** When tokens of the tests are made and verified. */
export const NOW = new Date('2026-03-02T09:00:00Z');
const ISSUED_AT = new Date('2025-04-25T09:15:10Z');

export const STRUCTURE = '10B0152872';

const PHARMACIST = {
  givenName: 'CAMILLE',
  surname: 'PHARMACIEN BANC GAP',
  nationalId: '899700000013',
  profession: 'Pharmacien',
} as const;

const SUBJECTS: Readonly<Partial<Record<ProfileId, SubjectInput>>> = {
  'igc-sante-test/org-sign': organisation('Client_ROC_WebServices_AMC'),
  'igc-sante-test/org-auth-cli': organisation('Client_ROC_Annuaire_AMC'),
  'igc-sante-test/pro-auth': { professional: PHARMACIST },
  'igc-sante-test/pro-sign': { professional: PHARMACIST },
  'igc-osi/service-applicatif': { serviceApplicatif: 'Reponses AMC' },
  'igc-osi/server': { fqdn: 'amc.sim.test' },
};

function organisation(serviceApplicatif: string): SubjectInput {
  return {
    structure: { departement: "Côte-d'Or (21)", name: 'CENTRE DE SANTE RPPS15287', nationalId: STRUCTURE },
    serviceApplicatif,
  };
}

type Authority = Signer & { readonly certificate: Certificate };

/** IGC-Santé and IGC OSI as the verifier sees them, with two keys for CAs, one for leaves, and one of nobody. */
export class TestPki {
  readonly #keys: Readonly<Record<'root' | 'authority' | 'leaf' | 'stranger', KeyPair>>;
  readonly #authorities = new Map<ProfileId, Authority>();

  private constructor([root, authority, leaf, stranger]: readonly [KeyPair, KeyPair, KeyPair, KeyPair]) {
    this.#keys = { root, authority, leaf, stranger };
  }

  static async create(): Promise<TestPki> {
    const pair = () => generateKeyPair('rsa-2048');
    return new TestPki(await Promise.all([pair(), pair(), pair(), pair()]));
  }

  get strangerKey(): KeyObject {
    return this.#keys.stranger.privateKey;
  }

  /** Another certificate at each call; the subject is that of the tests, but for what is given. */
  credential(profile: ProfileId, defect?: CertificateDefect, subject?: SubjectInput): XmlCredential {
    const { publicKey, privateKey } = this.#keys.leaf;
    const issuer = this.authority(PROFILES[profile].issuer!);
    return {
      certificate: this.#certificate(profile, publicKey, issuer, defect, subject ?? SUBJECTS[profile]),
      privateKey,
    };
  }

  /** A credential like that of the profile, signed by its own key under the name of the CA. */
  selfSigned(profile: ProfileId): XmlCredential {
    const { publicKey, privateKey } = this.#keys.stranger;
    const issuer = { ...this.authority(PROFILES[profile].issuer!), privateKey };
    return {
      certificate: this.#certificate(profile, publicKey, issuer, undefined, SUBJECTS[profile]),
      privateKey,
    };
  }

  /** The key of a CA, to sign XML with. */
  authorityCredential(id: ProfileId): XmlCredential {
    const { certificate, privateKey } = this.authority(id);
    return { certificate, privateKey };
  }

  /** Trust in the root of these CAs, who revoked the certificates that are given. */
  trust(issuing: ProfileId, revoked: readonly Certificate[] = []): SignerTrust {
    const authority = this.authority(issuing);
    const root = this.authority(PROFILES[issuing].issuer!);
    return {
      trustAnchors: [root.certificate],
      intermediates: [authority.certificate],
      crls: new CrlSet([this.#crl(root, []), this.#crl(authority, revoked)]),
    };
  }

  authority(id: ProfileId): Authority {
    const known = this.#authorities.get(id);
    if (known) return known;
    const { issuer: issuerId } = PROFILES[id];
    const issuer = issuerId === null ? null : this.authority(issuerId);
    const { publicKey, privateKey } = issuer === null ? this.#keys.root : this.#keys.authority;
    const certificate = this.#certificate(id, publicKey, issuer);
    const authority = { name: certificate.subject, privateKey, certificate };
    this.#authorities.set(id, authority);
    return authority;
  }

  #certificate(
    id: ProfileId,
    publicKey: KeyObject,
    issuer: Authority | null,
    defect?: CertificateDefect,
    subject: SubjectInput = {},
  ): Certificate {
    const content = profileContent(id, {
      subject,
      publicKey,
      issuer: issuer?.certificate ?? null,
      notBefore: ISSUED_AT,
      serialNumber: newSerialNumber(id, ISSUED_AT, randomBytes),
      publication: FAITHFUL_PUBLICATION,
    });
    const signer = issuer ?? { name: content.subject, privateKey: this.#keys.root.privateKey };
    return buildCertificate(content, signer, defect);
  }

  #crl(issuer: Authority, revoked: readonly Certificate[]): Crl {
    return Crl.parse(
      buildCrl({
        issuer,
        thisUpdate: new Date(NOW.getTime() - 3_600_000),
        nextUpdate: new Date(NOW.getTime() + 6 * 86_400_000),
        number: 1,
        entries: revoked.map(({ serialNumber }) => ({ serialNumber, revocationDate: ISSUED_AT })),
      }),
    );
  }
}
