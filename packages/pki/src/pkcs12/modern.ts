import { createHash, type KeyObject } from 'node:crypto';
import type * as Asn1 from 'asn1js';
import type * as Pkijs from 'pkijs';
import type { Certificate } from '../certificate.ts';
import { ATTRIBUTES, BAGS, X509_CERTIFICATE } from './identifiers.ts';
import { assertAscii } from './password.ts';

/** PKCS#12 files (RFC 7292) as OpenSSL 3 and Java make them now: PBES2 with AES-256 and SHA-256 throughout. */

const ANY_EXTENDED_KEY_USAGE = '2.5.29.37.0';
const ITERATIONS = 10_000;

export interface Pkcs12Content {
  readonly certificate: Certificate;
  /** Issuing CA first. */
  readonly chain: readonly Certificate[];
  readonly privateKey: KeyObject;
  /** ASCII. */
  readonly password: string;
  /** The common name of the certificate unless given; Java calls it the alias. */
  readonly friendlyName?: string;
}

/**
 * A key with its certificate and chain.
 *
 * @throws BancError PKI_PKCS12_PASSWORD_NOT_ASCII
 */
export async function modernPkcs12(content: Pkcs12Content): Promise<Buffer> {
  const { certificate, chain, privateKey, friendlyName = certificate.commonName ?? 'key' } = content;
  const writer = await Pkcs12Writer.create(content.password);
  const keyId = createHash('sha1').update(certificate.der).digest();
  const own = [writer.friendlyName(friendlyName), writer.localKeyId(keyId)];
  return writer.write(
    [
      writer.certificateBag(certificate, own),
      ...chain.map((authority) => writer.certificateBag(authority, [])),
    ],
    await writer.keyBag(privateKey, own),
  );
}

/**
 * Certificates to trust, which Java's keytool shows as trustedCertEntry under their common names, or the last words of
 * their names.
 *
 * @throws BancError PKI_PKCS12_PASSWORD_NOT_ASCII
 */
export async function pkcs12Truststore(
  certificates: readonly Certificate[],
  password: string,
): Promise<Buffer> {
  const writer = await Pkcs12Writer.create(password);
  return writer.write(
    certificates.map((certificate, index) =>
      writer.certificateBag(certificate, [
        writer.friendlyName(
          certificate.commonName ?? certificate.subject.at(-1)?.[0]?.value ?? `certificate ${index + 1}`,
        ),
        writer.trusted(),
      ]),
    ),
  );
}

class Pkcs12Writer {
  readonly #pkijs: typeof Pkijs;
  readonly #asn1js: typeof Asn1;
  readonly #password: ArrayBuffer;

  private constructor(pkijs: typeof Pkijs, asn1js: typeof Asn1, password: string) {
    this.#pkijs = pkijs;
    this.#asn1js = asn1js;
    this.#password = toArrayBuffer(Buffer.from(password));
  }

  static async create(password: string): Promise<Pkcs12Writer> {
    assertAscii(password);
    // Loaded when needed: the import takes longer than most of what the bench does at its start.
    return new Pkcs12Writer(await import('pkijs'), await import('asn1js'), password);
  }

  certificateBag(certificate: Certificate, attributes: Pkijs.Attribute[]): Pkijs.SafeBag {
    return this.#bag(
      BAGS.certificate,
      new this.#pkijs.CertBag({
        certId: X509_CERTIFICATE,
        certValue: new this.#asn1js.OctetString({ valueHex: toArrayBuffer(certificate.der) }),
      }),
      attributes,
    );
  }

  async keyBag(privateKey: KeyObject, attributes: Pkijs.Attribute[]): Promise<Pkijs.SafeBag> {
    const pkcs8 = privateKey.export({ format: 'der', type: 'pkcs8' });
    const bag = new this.#pkijs.PKCS8ShroudedKeyBag({
      parsedValue: this.#pkijs.PrivateKeyInfo.fromBER(toArrayBuffer(pkcs8)),
    });
    await bag.makeInternalValues(this.#encryption);
    return this.#bag(BAGS.shroudedKey, bag, attributes);
  }

  friendlyName(name: string): Pkijs.Attribute {
    return this.#attribute(ATTRIBUTES.friendlyName, new this.#asn1js.BmpString({ value: name }));
  }

  localKeyId(keyId: Buffer): Pkijs.Attribute {
    return this.#attribute(
      ATTRIBUTES.localKeyId,
      new this.#asn1js.OctetString({ valueHex: toArrayBuffer(keyId) }),
    );
  }

  trusted(): Pkijs.Attribute {
    return this.#attribute(
      ATTRIBUTES.trustedKeyUsage,
      new this.#asn1js.ObjectIdentifier({ value: ANY_EXTENDED_KEY_USAGE }),
    );
  }

  /** Certificates encrypted together; the key, already encrypted, in a content of its own. */
  async write(certificates: Pkijs.SafeBag[], key?: Pkijs.SafeBag): Promise<Buffer> {
    const { AuthenticatedSafe, PFX, SafeContents } = this.#pkijs;
    const safeContents = [
      { privacyMode: 1, value: new SafeContents({ safeBags: certificates }) },
      ...(key ? [{ privacyMode: 0, value: new SafeContents({ safeBags: [key] }) }] : []),
    ];
    const authenticatedSafe = new AuthenticatedSafe({ parsedValue: { safeContents } });
    await authenticatedSafe.makeInternalValues({ safeContents: safeContents.map(() => this.#encryption) });
    const pfx = new PFX({ parsedValue: { integrityMode: 0, authenticatedSafe } });
    await pfx.makeInternalValues({
      password: this.#password,
      iterations: ITERATIONS,
      pbkdf2HashAlgorithm: 'SHA-256',
      hmacHashAlgorithm: 'SHA-256',
    });
    return Buffer.from(pfx.toSchema().toBER());
  }

  get #encryption() {
    return {
      password: this.#password,
      contentEncryptionAlgorithm: { name: 'AES-CBC', length: 256 },
      hmacHashAlgorithm: 'SHA-256',
      iterationCount: ITERATIONS,
    };
  }

  #bag(bagId: string, bagValue: Pkijs.BagType, bagAttributes: Pkijs.Attribute[]): Pkijs.SafeBag {
    return new this.#pkijs.SafeBag({ bagId, bagValue, bagAttributes });
  }

  #attribute(type: string, value: unknown): Pkijs.Attribute {
    return new this.#pkijs.Attribute({ type, values: [value] });
  }
}

function toArrayBuffer(bytes: Uint8Array): ArrayBuffer {
  return Uint8Array.from(bytes).buffer;
}
