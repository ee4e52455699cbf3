import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { XmlCredential } from '../signature/sign.ts';

const JAVA_PEER = fileURLToPath(new URL('../interop/java/XmlSignature.java', import.meta.url));

/** xmlsec1 and Java as peers, over files in a folder that is removed. */
export class ForeignPeers implements Disposable {
  readonly #directory = mkdtempSync(join(tmpdir(), 'banc-gap-saml-'));
  readonly #certificate: string;
  readonly #key: string;
  #files = 0;

  constructor({ certificate, privateKey }: XmlCredential) {
    this.#certificate = this.#file(certificate.pem);
    this.#key = this.#file(privateKey.export({ format: 'pem', type: 'pkcs8' }));
  }

  /** Whether libxmlsec finds each document signed with the key of the credential. */
  xmlsecAccepts(documents: readonly (string | Uint8Array)[]): boolean[] {
    const files = documents.map((document) => this.#file(document));
    // One process for all ends at the first that it refuses.
    if (this.#xmlsecVerifies(files)) return files.map(() => true);
    return files.map((file) => this.#xmlsecVerifies([file]));
  }

  #xmlsecVerifies(files: readonly string[]): boolean {
    // Without the keys of KeyInfo: whether they are to be trusted is not its question here.
    const options = ['--enabled-key-data', 'key-name', '--pubkey-cert-pem', this.#certificate];
    return this.#run('xmlsec1', ['--verify', ...ID_ATTRIBUTES, ...options, ...files]).status === 0;
  }

  /** The document with its template of a signature filled in by libxmlsec. */
  xmlsecSign(template: string): string {
    const output = this.#file('');
    const options = ['--privkey-pem', `${this.#key},${this.#certificate}`, '--output', output];
    const { status, stderr } = this.#run('xmlsec1', [
      '--sign',
      ...ID_ATTRIBUTES,
      ...options,
      this.#file(template),
    ]);
    if (status !== 0) throw new Error(`xmlsec1 --sign:\n${stderr}`);
    return readFileSync(output, 'utf8');
  }

  /** Whether javax.xml.crypto finds each document signed with the key of the credential. */
  javaAccepts(documents: readonly (string | Uint8Array)[]): boolean[] {
    const files = documents.map((document) => this.#file(document));
    const { stdout, stderr } = this.#run('java', [JAVA_PEER, 'verify', this.#certificate, ...files]);
    const verdicts = stdout.trim().split('\n');
    if (verdicts.length !== files.length) throw new Error(`java verify:\n${stdout}\n${stderr}`);
    return verdicts.map((verdict, index) => verdict === `${files[index]} valid`);
  }

  /** The documents with their roots signed by javax.xml.crypto, each with a PrefixList, behind their first child elements. */
  javaSign(
    documents: readonly { readonly document: string; readonly prefixList: readonly string[] }[],
  ): string[] {
    const files = documents.map(({ document }) => this.#file(document));
    const pairs = documents.flatMap(({ prefixList }, index) => [prefixList.join(',') || '-', files[index]!]);
    const { status, stderr } = this.#run('java', [JAVA_PEER, 'sign', this.#certificate, this.#key, ...pairs]);
    if (status !== 0) throw new Error(`java sign:\n${stderr}`);
    return files.map((file) => readFileSync(file, 'utf8'));
  }

  [Symbol.dispose](): void {
    rmSync(this.#directory, { recursive: true });
  }

  #file(content: string | Uint8Array): string {
    const path = join(this.#directory, `${this.#files++}.xml`);
    writeFileSync(path, content);
    return path;
  }

  #run(command: string, args: readonly string[]) {
    return spawnSync(command, args, { encoding: 'utf8', maxBuffer: 1 << 26 });
  }
}

/** xmlsec1 has to be told which attributes are identifiers. */
const ID_ATTRIBUTES = [
  '--id-attr:ID',
  'urn:oasis:names:tc:SAML:2.0:assertion:Assertion',
  '--id-attr:ID',
  'urn:banc-gap:test:signed',
  '--id-attr:Id',
  'http://schemas.xmlsoap.org/soap/envelope/:Body',
  '--id-attr:Id',
  'http://www.w3.org/2003/05/soap-envelope:Body',
];
