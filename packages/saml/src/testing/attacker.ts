import { sign } from 'node:crypto';
import type { XmlCredential } from '../signature/sign.ts';
import { canonicalXml } from '../xml/canonical.ts';
import { parseXml } from '../xml/parse.ts';
import { TestPki } from './test-pki.ts';
import { codeOf, message, token, verifier } from './tokens.ts';

/** Somebody who has seen a good token, and in `resigned` even its private key. */
export class Attacker {
  readonly pki: TestPki;
  readonly credential: XmlCredential;

  private constructor(pki: TestPki) {
    this.pki = pki;
    this.credential = pki.credential('igc-sante-test/org-sign');
  }

  static async create(): Promise<Attacker> {
    return new Attacker(await TestPki.create());
  }

  /** The code with which a message with that content of wsse:Security is refused. */
  refusal(security: string): string | undefined {
    return codeOf(() => verifier(this.pki).verify(message(security)));
  }

  /** A good token with one thing changed after it was signed. */
  changed(search: string | RegExp, replacement: string): string {
    const signed = token(this.credential);
    const result = signed.replace(search, () => replacement);
    if (result === signed) throw new TypeError(`a token has no ${search}`);
    return result;
  }

  /** The same, and SignedInfo signed anew by the same key: what only the rules refuse. */
  resigned(search: string | RegExp, replacement: string): string {
    const { elements, source } = parseXml(this.changed(search, replacement));
    const signedInfo = elements.find(({ localName }) => localName === 'SignedInfo')!;
    const value = sign('sha256', Buffer.from(canonicalXml(signedInfo)), this.credential.privateKey);
    return source.replace(/(?<=<ds:SignatureValue>)[^<]*/, value.toString('base64'));
  }
}
