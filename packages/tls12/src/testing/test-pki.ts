import { type KeyObject, randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  buildCertificate,
  type Certificate,
  type CertificateDefect,
  generateKeyPair,
  type KeyPair,
  localPublication,
  newSerialNumber,
  type ProfileId,
  profileContent,
  type Signer,
  type SubjectInput,
} from '@banc-gap/pki';
import type { Identity } from '../engine/options.ts';

export const SERVER_NAME = 'gap.banc.test';
const PUBLICATION = localPublication('http://127.0.0.1:9', 'ldap://127.0.0.1:9');

export interface Authority extends Signer {
  readonly certificate: Certificate;
}

/** A certificate of the test PKI with its chain: as an identity of this package, and as files for foreign tools. */
export interface TestIdentity extends Identity {
  readonly certificate: Certificate;
  /** The leaf and its issuing CA. */
  readonly pem: string;
  readonly files: {
    /** PEM: the leaf and its issuing CA. */
    readonly chain: string;
    /** PEM: the leaf alone, and its issuing CA alone. */
    readonly leaf: string;
    readonly issuer: string;
    readonly key: string;
  };
}

/** The PKIs of the payment terminals and of their server, each with a root and an issuing CA, in a temporary folder. */
export class TestPki implements AsyncDisposable {
  readonly directory: string;
  readonly #keys: Readonly<Record<'root' | 'authority' | 'server' | 'terminal', KeyPair>>;
  readonly #notBefore = new Date(Date.now() - 60_000);
  readonly terminalRoot: Authority;
  readonly terminalAuthority: Authority;
  readonly serverRoot: Authority;
  readonly serverAuthority: Authority;
  #files = 0;

  private constructor(directory: string, keys: readonly KeyPair[]) {
    const [root, authority, server, terminal] = keys as [KeyPair, KeyPair, KeyPair, KeyPair];
    this.directory = directory;
    this.#keys = { root, authority, server, terminal };
    this.terminalRoot = this.#authority('ingetrust/root', root, null);
    this.terminalAuthority = this.#authority('ingetrust/issuing-ca', authority, this.terminalRoot);
    this.serverRoot = this.#authority('geotrust/root', root, null);
    this.serverAuthority = this.#authority('geotrust/issuing-ca', authority, this.serverRoot);
  }

  static async create(): Promise<TestPki> {
    const directory = await mkdtemp(join(tmpdir(), 'banc-gap-tls12-'));
    return new TestPki(
      directory,
      await Promise.all(Array.from({ length: 4 }, () => generateKeyPair('rsa-2048'))),
    );
  }

  /** A server certificate for SERVER_NAME. */
  server(): Promise<TestIdentity> {
    return this.#identity('geotrust/server', { fqdn: SERVER_NAME }, this.serverAuthority, this.#keys.server);
  }

  terminal(defect?: CertificateDefect): Promise<TestIdentity> {
    const subject = { serialNumber: '0123456789ABCDEF' };
    return this.#identity('ingetrust/terminal', subject, this.terminalAuthority, this.#keys.terminal, defect);
  }

  /** The path of a file of that content. */
  async file(content: string | Uint8Array, extension = 'pem'): Promise<string> {
    const path = join(this.directory, `${this.#files++}.${extension}`);
    await writeFile(path, content);
    return path;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return rm(this.directory, { recursive: true });
  }

  async #identity(
    profile: ProfileId,
    subject: SubjectInput,
    issuer: Authority,
    key: KeyPair,
    defect?: CertificateDefect,
  ): Promise<TestIdentity> {
    const certificate = this.#certificate(profile, subject, key.publicKey, issuer, defect);
    const pem = certificate.pem + issuer.certificate.pem;
    return {
      certificate,
      pem,
      chain: [certificate.der, issuer.certificate.der],
      privateKey: key.privateKey,
      files: {
        chain: await this.file(pem),
        leaf: await this.file(certificate.pem),
        issuer: await this.file(issuer.certificate.pem),
        key: await this.file(key.privateKey.export({ format: 'pem', type: 'pkcs8' })),
      },
    };
  }

  #authority(profile: ProfileId, key: KeyPair, issuer: Authority | null): Authority {
    const certificate = this.#certificate(profile, {}, key.publicKey, issuer ?? key.privateKey);
    return { name: certificate.subject, privateKey: key.privateKey, certificate };
  }

  #certificate(
    profile: ProfileId,
    subject: SubjectInput,
    publicKey: KeyObject,
    issuer: Authority | KeyObject,
    defect?: CertificateDefect,
  ): Certificate {
    const self = !('certificate' in issuer);
    const content = profileContent(profile, {
      subject,
      publicKey,
      issuer: self ? null : issuer.certificate,
      notBefore: this.#notBefore,
      serialNumber: newSerialNumber(profile, this.#notBefore, randomBytes),
      publication: PUBLICATION,
    });
    const signer = self ? { name: content.subject, privateKey: issuer } : issuer;
    return buildCertificate(content, signer, defect, new Date());
  }
}
