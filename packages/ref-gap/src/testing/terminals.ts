import { randomBytes } from 'node:crypto';
import {
  buildCertificate,
  buildCrl,
  type Certificate,
  type CertificateDefect,
  Crl,
  FAITHFUL_PUBLICATION,
  generateKeyPair,
  type IdentityDefect,
  type KeyPair,
  nameOf,
  newSerialNumber,
  type ProfileId,
  profileContent,
  type Signer,
  type SubjectInput,
} from '@banc-gap/pki';
import type { ServedCertificate, TrustedAuthorities } from '../material.ts';

/** A CA of a test, with the certificates that lead from it to its root, itself first. */
interface Authority extends Signer {
  readonly certificate: Certificate;
  readonly chain: readonly Certificate[];
}

/** What a terminal presents. */
export interface TerminalCredential {
  readonly chain: readonly Certificate[];
  readonly keys: KeyPair;
}

const DAY = 86_400_000;
const STRUCTURE = { departement: 'Paris (75)', name: 'CH TEST', nationalId: '10B0152872' };
const UNKNOWN_NAME = nameOf(['C', 'FR'], ['O', 'Inconnu'], ['CN', 'Racine inconnue']);
const SUB_CA_NAME = nameOf(['C', 'FR'], ['O', 'IngeTrust TEST'], ['CN', 'IngeTrust TEST Sub CA']);
const HOLD = 6;

/** The PKIs of the terminals and of the GAP, and terminals with everything that the defects of this package forgive. */
export class Terminals {
  readonly now = new Date();
  readonly #keys: Readonly<Record<'root' | 'ca' | 'ca2' | 'stranger' | 'sub' | 'leaf' | 'server', KeyPair>>;
  readonly #root: Authority;
  readonly #issuingCa: Authority;
  readonly #revokedCa: Authority;
  readonly #igcSanteRoot: Authority;
  readonly #igcSanteCa: Authority;
  readonly #delegate: TerminalCredential;
  readonly #subCa: Authority;
  readonly #revoked: TerminalCredential;
  readonly #onHold: TerminalCredential;
  // Never 00 first: DER wants the shortest form of an INTEGER.
  readonly #revokedElsewhere = `5A${randomBytes(14).toString('hex').toUpperCase()}`;

  static async create(): Promise<Terminals> {
    return new Terminals(await Promise.all(Array.from({ length: 7 }, () => generateKeyPair('rsa-2048'))));
  }

  private constructor([root, ca, ca2, stranger, sub, leaf, server]: readonly KeyPair[]) {
    this.#keys = {
      root: root!,
      ca: ca!,
      ca2: ca2!,
      stranger: stranger!,
      sub: sub!,
      leaf: leaf!,
      server: server!,
    };
    this.#root = this.#authority('ingetrust/root', this.#keys.root);
    this.#issuingCa = this.#authority('ingetrust/issuing-ca', this.#keys.ca, this.#root);
    this.#revokedCa = this.#authority('ingetrust/issuing-ca-2', this.#keys.ca2, this.#root);
    this.#igcSanteRoot = this.#authority('igc-sante-test/root-el', this.#keys.root);
    this.#igcSanteCa = this.#authority('igc-sante-test/aci-el-org', this.#keys.ca, this.#igcSanteRoot);
    this.#delegate = this.#leaf(this.#issuingCa, undefined, this.#keys.sub);
    this.#subCa = this.#authority('ingetrust/issuing-ca', this.#keys.sub, this.#issuingCa, {
      subject: SUB_CA_NAME,
    });
    this.#revoked = this.#leaf(this.#issuingCa);
    this.#onHold = this.#leaf(this.#issuingCa);
  }

  get trusted(): TrustedAuthorities {
    const serial = ({ chain: [leaf] }: TerminalCredential): string => leaf!.serialNumber;
    const [delegate] = this.#delegate.chain;
    return {
      trust: this.#root.certificate.pem,
      crls: [
        this.#crl(this.#root, { serialNumber: this.#revokedCa.certificate.serialNumber }),
        this.#crl(
          this.#issuingCa,
          { serialNumber: serial(this.#revoked) },
          { serialNumber: serial(this.#onHold), reason: HOLD },
        ),
        // Two CRLs in one file, as an editor finds them in the kit.
        this.#crl(this.#revokedCa, { serialNumber: this.#revokedElsewhere }) +
          this.#crl(this.#subCa) +
          this.#crl({
            name: delegate!.subject,
            privateKey: this.#keys.sub.privateKey,
            certificate: delegate!,
          }),
      ],
    };
  }

  /** The CA of the terminals, for an OCSP responder. */
  get issuer(): { readonly certificate: Certificate; readonly privateKey: KeyPair['privateKey'] } {
    return this.#issuingCa;
  }

  get igcSante(): TrustedAuthorities {
    return {
      trust: this.#igcSanteRoot.certificate.pem,
      crls: [this.#crl(this.#igcSanteRoot), this.#crl(this.#igcSanteCa)],
    };
  }

  /** A certificate for the GAP and its chain. */
  served(
    profile: 'igc-sante-test/ssl-serveur' | 'igc-sante-test/org-auth-cli',
    name: string,
    defect?: CertificateDefect,
  ): ServedCertificate {
    const subject = profile.endsWith('ssl-serveur') ? { fqdn: name } : { serviceApplicatif: name };
    const keys = this.#keys.server;
    const leaf = this.#issue(profile, keys, this.#igcSanteCa, { structure: STRUCTURE, ...subject }, defect);
    return {
      privateKey: keys.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
      certificateChain: leaf.pem + this.#igcSanteCa.certificate.pem,
    };
  }

  /** As `TerminalIdentities` of the bench. */
  present(defect: IdentityDefect = {}): TerminalCredential {
    const { chain, keys } = this.#credential(defect);
    if (defect.present === 'nothing') return { chain: [], keys };
    return { chain: defect.present === 'leaf-only' ? chain.slice(0, 1) : chain, keys };
  }

  #credential({ from, leaf, issuingCa }: IdentityDefect): TerminalCredential {
    if (from === undefined) return this.#leaf(this.#reissued(issuingCa), leaf);
    switch (from) {
      case 'self-signed':
        return this.#leaf();
      case 'unknown-root':
        return this.#leaf(this.#foreignCa({ subject: UNKNOWN_NAME, issuer: UNKNOWN_NAME }));
      case 'lookalike-root':
        return this.#leaf(this.#foreignCa({}));
      case 'igc-sante-client': {
        const subject = { structure: STRUCTURE, serviceApplicatif: 'Client_Diapason_PSP' };
        const keys = this.#keys.leaf;
        const certificate = this.#issue('igc-sante-test/org-auth-cli', keys, this.#igcSanteCa, subject);
        return { chain: [certificate, this.#igcSanteCa.certificate], keys };
      }
      case 'revoked':
        return this.#revoked;
      case 'on-hold':
        return this.#onHold;
      case 'revoked-issuing-ca':
        return this.#leaf(this.#revokedCa);
      case 'same-serial-as-revoked':
        return this.#leaf(this.#issuingCa, { serialNumber: this.#revokedElsewhere });
      case 'end-entity-as-ca': {
        const { chain, keys } = this.#delegate;
        const certificate = chain[0]!;
        return this.#leaf({ name: certificate.subject, privateKey: keys.privateKey, certificate, chain });
      }
      case 'path-length-exceeded':
        return this.#leaf(this.#subCa);
    }
  }

  /** The issuing CA again, with the same name and key. */
  #reissued(defect: CertificateDefect | undefined): Authority {
    if (defect === undefined) return this.#issuingCa;
    return this.#authority('ingetrust/issuing-ca', this.#keys.ca, this.#root, defect);
  }

  /** An issuing CA under a root that is not that of the terminals, whatever its name. */
  #foreignCa(rootDefect: CertificateDefect): Authority {
    const root = this.#authority('ingetrust/root', this.#keys.stranger, undefined, rootDefect);
    return this.#authority('ingetrust/issuing-ca', this.#keys.sub, root);
  }

  /** Signed by itself where there is no issuer. */
  #leaf(issuer?: Authority, defect?: CertificateDefect, keys = this.#keys.leaf): TerminalCredential {
    const serialNumber = randomBytes(8).toString('hex').toUpperCase();
    const leaf = this.#issue('ingetrust/terminal', keys, issuer, { serialNumber }, defect);
    return { chain: [leaf, ...(issuer?.chain ?? [])], keys };
  }

  /** The chain that is presented leaves the root out. */
  #authority(profile: ProfileId, keys: KeyPair, issuer?: Authority, defect?: CertificateDefect): Authority {
    const certificate = this.#issue(profile, keys, issuer, {}, defect);
    const chain = issuer === undefined ? [] : [certificate, ...issuer.chain];
    return { name: certificate.subject, privateKey: keys.privateKey, certificate, chain };
  }

  #issue(
    profile: ProfileId,
    keys: KeyPair,
    issuer: Authority | undefined,
    subject: SubjectInput,
    defect?: CertificateDefect,
  ): Certificate {
    const content = this.#content(profile, keys, issuer?.certificate ?? null, subject);
    const signer = issuer ?? { name: content.subject, privateKey: keys.privateKey };
    return buildCertificate(content, signer, defect, this.now);
  }

  #content(
    profile: ProfileId,
    { publicKey, privateKey }: KeyPair,
    issuer: Certificate | null,
    subject: SubjectInput,
  ) {
    const notBefore = new Date(this.now.getTime() - DAY);
    const serialNumber = newSerialNumber(profile, notBefore, randomBytes);
    const input = { subject, publicKey, issuer, notBefore, serialNumber, publication: FAITHFUL_PUBLICATION };
    return { ...profileContent(profile, input), privateKey };
  }

  #crl(issuer: Signer, ...entries: readonly { serialNumber: string; reason?: number }[]): string {
    const thisUpdate = new Date(Math.floor(this.now.getTime() / 1000) * 1000 - DAY);
    return Crl.parse(
      buildCrl({
        issuer,
        thisUpdate,
        nextUpdate: new Date(thisUpdate.getTime() + 30 * DAY),
        number: 1,
        entries: entries.map((entry) => ({ ...entry, revocationDate: thisUpdate })),
      }),
    ).pem;
  }
}
