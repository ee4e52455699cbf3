import { hash, type KeyObject } from 'node:crypto';
import {
  DerError,
  type DerReader,
  decodeOctetBitString,
  decodeSequence,
  decodeSmallInteger,
} from './der/decode.ts';
import { TAG } from './der/encode.ts';
import { decodeTime } from './der/time.ts';
import {
  type AuthorityKeyIdentifier,
  type BasicConstraints,
  type DistributionPoint,
  decodeAuthorityInfoAccess,
  decodeAuthorityKeyIdentifier,
  decodeBasicConstraints,
  decodeCertificatePolicies,
  decodeDistributionPoints,
  decodeExtendedKeyUsage,
  decodeInhibitAnyPolicy,
  decodeKeyIdentifier,
  decodeKeyUsage,
  decodeNameConstraints,
  decodePolicyConstraints,
  decodePolicyMappings,
  type KeyUsage,
  type NameConstraints,
  type PolicyConstraints,
  type PolicyMapping,
} from './extensions-decode.ts';
import { decodeSubjectAlternativeName, type GeneralName } from './general-names.ts';
import { readPublicKey } from './keys.ts';
import { reading } from './malformed.ts';
import { commonName, type Name } from './names.ts';
import { decodeName } from './names-decode.ts';
import { ACCESS_METHODS, EXTENSIONS, type ExtensionName } from './object-identifiers.ts';
import { decodePem, derOf, encodePem } from './pem.ts';
import {
  type AlgorithmIdentifier,
  decodeSigned,
  type Extension,
  readAlgorithmIdentifier,
  readExtensions,
} from './signed.ts';

const PEM_LABEL = 'CERTIFICATE';
const VERSIONS: Readonly<Record<number, 2 | 3>> = { 1: 2, 2: 3 };

/**
 * An X.509 certificate (RFC 5280 §4), read strictly: `parse` refuses what is not DER or not the structure, with
 * PKI_CERTIFICATE_MALFORMED. Extensions are read when asked for, and refuse in the same way then. Nothing here says
 * whether the certificate is to be trusted: that is `validatePath`.
 */
export class Certificate {
  readonly der: Buffer;
  /** The DER that is signed. */
  readonly tbs: Buffer;
  readonly version: 1 | 2 | 3;
  /** The content octets of the INTEGER, in upper-case hex. */
  readonly serialNumber: string;
  /** The algorithm outside and inside what is signed; they must be the same (RFC 5280 §4.1.1.2). */
  readonly outerAlgorithm: AlgorithmIdentifier;
  readonly innerAlgorithm: AlgorithmIdentifier;
  readonly issuer: Name;
  readonly issuerDer: Buffer;
  readonly notBefore: Date;
  /** The last moment of the validity: inclusive. */
  readonly notAfter: Date;
  readonly subject: Name;
  readonly subjectDer: Buffer;
  readonly subjectPublicKeyInfo: Buffer;
  readonly extensions: readonly Extension[];
  readonly signature: Buffer;
  readonly #decoded = new Map<ExtensionName, unknown>();
  #publicKey: KeyObject | undefined;
  #fingerprint: string | undefined;
  #publicKeyFingerprint: string | undefined;

  /** From DER, or from a PEM text with one certificate. */
  static parse(input: Uint8Array | string): Certificate {
    return reading('PKI_CERTIFICATE_MALFORMED', () => new Certificate(ownCopy(derOf(input, PEM_LABEL))));
  }

  /** Every certificate of a PEM text, in order; none is an empty list. */
  static parseAll(pem: string): Certificate[] {
    return reading('PKI_CERTIFICATE_MALFORMED', () =>
      decodePem(pem, PEM_LABEL).map((der) => new Certificate(der)),
    );
  }

  private constructor(der: Buffer) {
    const { tbs, algorithm, signature } = decodeSigned(der, 'certificate');
    const fields = decodeSequence(tbs, 'tbsCertificate', readTbs);
    this.der = der;
    this.tbs = tbs;
    this.outerAlgorithm = algorithm;
    this.signature = signature;
    this.version = fields.version;
    this.serialNumber = fields.serialNumber;
    this.innerAlgorithm = fields.innerAlgorithm;
    this.issuerDer = fields.issuerDer;
    this.issuer = decodeName(fields.issuerDer, 'issuer');
    this.notBefore = fields.notBefore;
    this.notAfter = fields.notAfter;
    this.subjectDer = fields.subjectDer;
    this.subject = decodeName(fields.subjectDer, 'subject');
    this.subjectPublicKeyInfo = fields.subjectPublicKeyInfo;
    this.extensions = fields.extensions;
  }

  get pem(): string {
    return encodePem(this.der, PEM_LABEL);
  }

  get signatureAlgorithm(): string {
    return this.outerAlgorithm.oid;
  }

  get tbsSignatureAlgorithm(): string {
    return this.innerAlgorithm.oid;
  }

  /** SHA-256 of the DER, in lower-case hex. */
  get fingerprint(): string {
    this.#fingerprint ??= hash('sha256', this.der);
    return this.#fingerprint;
  }

  /** SHA-256 of the SubjectPublicKeyInfo, in lower-case hex. */
  get publicKeyFingerprint(): string {
    this.#publicKeyFingerprint ??= hash('sha256', this.subjectPublicKeyInfo);
    return this.#publicKeyFingerprint;
  }

  get commonName(): string | undefined {
    return commonName(this.subject);
  }

  get publicKey(): KeyObject {
    this.#publicKey ??= reading('PKI_CERTIFICATE_MALFORMED', () =>
      decodePublicKey(this.subjectPublicKeyInfo),
    );
    return this.#publicKey;
  }

  extension(oid: string): Extension | undefined {
    return this.extensions.find((extension) => extension.oid === oid);
  }

  get basicConstraints(): BasicConstraints | undefined {
    return this.#decode('basicConstraints', decodeBasicConstraints);
  }

  get keyUsage(): ReadonlySet<KeyUsage> | undefined {
    return this.#decode('keyUsage', decodeKeyUsage);
  }

  /** Object identifiers. */
  get extendedKeyUsage(): readonly string[] | undefined {
    return this.#decode('extendedKeyUsage', decodeExtendedKeyUsage);
  }

  get subjectAlternativeName(): readonly GeneralName[] | undefined {
    return this.#decode('subjectAltName', decodeSubjectAlternativeName);
  }

  get subjectKeyIdentifier(): Buffer | undefined {
    return this.#decode('subjectKeyIdentifier', decodeKeyIdentifier);
  }

  /** The key identifier in the authorityKeyIdentifier. */
  get authorityKeyIdentifier(): Buffer | undefined {
    return this.authorityKey?.keyIdentifier;
  }

  /** The whole authorityKeyIdentifier. */
  get authorityKey(): AuthorityKeyIdentifier | undefined {
    return this.#decode('authorityKeyIdentifier', decodeAuthorityKeyIdentifier);
  }

  /** Object identifiers. */
  get certificatePolicies(): readonly string[] | undefined {
    return this.#decode('certificatePolicies', decodeCertificatePolicies);
  }

  get policyMappings(): readonly PolicyMapping[] | undefined {
    return this.#decode('policyMappings', decodePolicyMappings);
  }

  get policyConstraints(): PolicyConstraints | undefined {
    return this.#decode('policyConstraints', decodePolicyConstraints);
  }

  get inhibitAnyPolicy(): number | undefined {
    return this.#decode('inhibitAnyPolicy', decodeInhibitAnyPolicy);
  }

  get nameConstraints(): NameConstraints | undefined {
    return this.#decode('nameConstraints', decodeNameConstraints);
  }

  get distributionPoints(): readonly DistributionPoint[] {
    return this.#decode('cRLDistributionPoints', decodeDistributionPoints) ?? [];
  }

  /** The URLs of all distribution points. */
  get crlDistributionPoints(): readonly string[] {
    return this.distributionPoints
      .flatMap(({ fullName }) => fullName ?? [])
      .flatMap((name) => (name.type === 'uniformResourceIdentifier' ? [name.value] : []));
  }

  /** The URLs of the OCSP responders in the authorityInfoAccess. */
  get ocspUrls(): readonly string[] {
    return (this.#decode('authorityInfoAccess', decodeAuthorityInfoAccess) ?? [])
      .filter(({ method }) => method === ACCESS_METHODS.ocsp)
      .flatMap(({ location }) => (location.type === 'uniformResourceIdentifier' ? [location.value] : []));
  }

  #decode<Value>(name: ExtensionName, decode: (value: Buffer) => Value): Value | undefined {
    if (!this.#decoded.has(name)) {
      const extension = this.extension(EXTENSIONS[name]);
      this.#decoded.set(
        name,
        extension && reading('PKI_CERTIFICATE_MALFORMED', () => decode(extension.value)),
      );
    }
    return this.#decoded.get(name) as Value | undefined;
  }
}

/** Of its own memory: certificates live long, and a copy in the pool of buffers would keep all of it. */
function ownCopy(octets: Buffer): Buffer {
  const copy = Buffer.allocUnsafeSlow(octets.length);
  copy.set(octets);
  return copy;
}

function readTbs(reader: DerReader) {
  const version = readVersion(reader);
  const serialNumber = reader.integer('serialNumber').toString('hex').toUpperCase();
  const innerAlgorithm = readAlgorithmIdentifier(reader, 'signature');
  const issuerDer = reader.element('issuer', TAG.sequence).der;
  const validity = reader.enter('validity');
  const notBefore = decodeTime(validity.element('notBefore'), 'notBefore');
  const notAfter = decodeTime(validity.element('notAfter'), 'notAfter');
  validity.end();
  const subjectDer = reader.element('subject', TAG.sequence).der;
  const subjectPublicKeyInfo = readPublicKeyInfo(reader);
  if (version > 1) {
    reader.optional(0x81, 'issuerUniqueID');
    reader.optional(0x82, 'subjectUniqueID');
  }
  const extensions = version === 3 && !reader.atEnd ? readTaggedExtensions(reader) : [];
  return {
    version,
    serialNumber,
    innerAlgorithm,
    issuerDer,
    notBefore,
    notAfter,
    subjectDer,
    subjectPublicKeyInfo,
    extensions,
  };
}

function readVersion(reader: DerReader): 1 | 2 | 3 {
  if (reader.nextTag !== 0xa0) return 1;
  const tagged = reader.enter('version', 0xa0);
  const version = VERSIONS[decodeSmallInteger(tagged.integer('version'), 'version')];
  tagged.end();
  if (version === undefined) throw new DerError('version', 'is neither absent (v1) nor v2 nor v3');
  return version;
}

function readPublicKeyInfo(reader: DerReader): Buffer {
  const field = 'subjectPublicKeyInfo';
  const { der } = reader.element(field, TAG.sequence);
  decodeSequence(der, field, (info) => {
    readAlgorithmIdentifier(info, field);
    decodeOctetBitString(info.element(field, TAG.bitString).content, field);
  });
  return der;
}

function readTaggedExtensions(reader: DerReader): readonly Extension[] {
  const tagged = reader.enter('extensions', 0xa3);
  const extensions = readExtensions(tagged);
  tagged.end();
  return extensions;
}

function decodePublicKey(subjectPublicKeyInfo: Buffer): KeyObject {
  try {
    return readPublicKey(subjectPublicKeyInfo);
  } catch {
    throw new DerError('subjectPublicKeyInfo', 'is not a public key that OpenSSL can read');
  }
}
