import { type KeyObject, sign } from 'node:crypto';
import { Certificate } from './certificate.ts';
import { type CertificateDefect, type ExtensionOverride, resolveTime, spoilDer } from './defect.ts';
import { bitString, constructed, integer, integerOctets, sequence, time } from './der/encode.ts';
import { pkiErrors } from './errors.ts';
import {
  type ExtensionContent,
  encodeExtension,
  extensionContent,
  type WrittenExtensionName,
} from './extensions-encode.ts';
import { subjectPublicKeyInfo } from './keys.ts';
import { encodeName, type Name } from './names.ts';
import { EXTENSIONS } from './object-identifiers.ts';
import { corrupt, signatureAlgorithm, strangerLike } from './signing.ts';

/** What a certificate says, before anybody signs it. */
export interface CertificateContent {
  /** Content octets of the INTEGER. */
  readonly serialNumber: Buffer;
  readonly issuer: Name;
  readonly subject: Name;
  readonly notBefore: Date;
  readonly notAfter: Date;
  readonly publicKey: KeyObject;
  /** The subject's own key, which only the defect `signature: 'by-own-key'` needs. */
  readonly privateKey?: KeyObject;
  /** In the order of the certificate. */
  readonly extensions: readonly ExtensionContent[];
}

export interface Signer {
  readonly name: Name;
  readonly privateKey: KeyObject;
  readonly certificate?: Certificate;
}

/**
 * Signs a certificate: valid, with SHA-256, unless a defect says otherwise.
 *
 * @param at the moment of issue, from which the times of the defect count; notBefore unless given
 * @throws BancError PKI_CERTIFICATE_MALFORMED for a defect that leaves no readable certificate: see encodeCertificate
 */
export function buildCertificate(
  content: CertificateContent,
  signer: Signer,
  defect?: CertificateDefect,
  at?: Date,
): Certificate {
  return Certificate.parse(encodeCertificate(content, signer, defect, at));
}

/** The DER of what `buildCertificate` makes; it can also be what no reader accepts. */
export function encodeCertificate(
  content: CertificateContent,
  signer: Signer,
  defect: CertificateDefect = {},
  at: Date = content.notBefore,
): Buffer {
  const key = signingKey(content, signer, defect);
  const digest = defect.signatureDigest ?? 'sha256';
  const algorithm = signatureAlgorithm(key, defect.tbsSignatureAlgorithm ?? digest);
  const tbs = encodeTbs(content, defect, at, { algorithm, issuer: issuerName(content, signer, defect) });
  const signature = spoil(sign(digest, tbs, key), defect.signature);
  return spoilDer(sequence(tbs, signatureAlgorithm(key, digest), bitString(signature)), defect.der);
}

function signingKey(
  content: CertificateContent,
  signer: Signer,
  { signature }: CertificateDefect,
): KeyObject {
  if (signature === 'by-another-key') return strangerLike(signer.privateKey);
  if (signature !== 'by-own-key') return signer.privateKey;
  if (content.privateKey === undefined) throw pkiErrors.error('PKI_DEFECT_NEEDS_PRIVATE_KEY');
  return content.privateKey;
}

const VERSION_3 = constructed(0, integer(2));

/** TBSCertificate, RFC 5280 §4.1. */
function encodeTbs(
  content: CertificateContent,
  defect: CertificateDefect,
  at: Date,
  { algorithm, issuer }: { readonly algorithm: Buffer; readonly issuer: Buffer },
): Buffer {
  const { notBefore, notAfter } = validity(content, defect, at);
  const version3 = defect.version !== 1;
  const extensions = version3 ? overrideExtensions(content.extensions, defect) : [];
  return sequence(
    ...(version3 ? [VERSION_3] : []),
    integerOctets(
      defect.serialNumber === undefined ? content.serialNumber : Buffer.from(defect.serialNumber, 'hex'),
    ),
    algorithm,
    issuer,
    sequence(time(notBefore), time(notAfter)),
    encodeName(defect.subject ?? content.subject),
    subjectPublicKeyInfo(content.publicKey),
    ...(extensions.length > 0 ? [constructed(3, sequence(...extensions.map(encodeExtension)))] : []),
  );
}

/** As the CA itself writes its name, where it is that of its certificate (RFC 5280 §7.1). */
function issuerName(content: CertificateContent, { certificate }: Signer, defect: CertificateDefect): Buffer {
  const name = defect.issuer ?? content.issuer;
  return name === certificate?.subject ? certificate.subjectDer : encodeName(name);
}

function validity(
  content: CertificateContent,
  defect: CertificateDefect,
  at: Date,
): { notBefore: Date; notAfter: Date } {
  const lifetime = content.notAfter.getTime() - content.notBefore.getTime();
  const notBefore = defect.notBefore ? resolveTime(defect.notBefore, at) : content.notBefore;
  const notAfter = defect.notAfter ? resolveTime(defect.notAfter, at) : content.notAfter;
  if (notBefore < notAfter || (defect.notBefore && defect.notAfter)) return { notBefore, notAfter };
  return defect.notAfter
    ? { notBefore: new Date(notAfter.getTime() - lifetime), notAfter }
    : { notBefore, notAfter: new Date(notBefore.getTime() + lifetime) };
}

function overrideExtensions(
  extensions: readonly ExtensionContent[],
  { extensions: overrides = {}, addExtensions = [], duplicateExtension }: CertificateDefect,
): readonly ExtensionContent[] {
  const names = Object.keys(overrides) as WrittenExtensionName[];
  const result = names.reduce(
    (current, name) => overrideExtension(current, name, overrides[name]),
    extensions,
  );
  return [
    ...result.flatMap((extension) =>
      duplicateExtension !== undefined && extension.oid === EXTENSIONS[duplicateExtension]
        ? [extension, extension]
        : [extension],
    ),
    ...addExtensions.map(({ oid, critical, value }) => ({ oid, critical, value: Buffer.from(value, 'hex') })),
  ];
}

function overrideExtension<N extends WrittenExtensionName>(
  extensions: readonly ExtensionContent[],
  name: N,
  override: ExtensionOverride<N> | null | undefined,
): readonly ExtensionContent[] {
  const oid = EXTENSIONS[name];
  const original = extensions.find((extension) => extension.oid === oid);
  if (override === null) return extensions.filter((extension) => extension !== original);
  if (override === undefined) return extensions;
  const replacement: ExtensionContent = {
    oid,
    critical: override.critical ?? original?.critical ?? false,
    value: overriddenValue(name, override) ?? original?.value ?? Buffer.alloc(0),
  };
  return original
    ? extensions.map((extension) => (extension === original ? replacement : extension))
    : [...extensions, replacement];
}

function overriddenValue<N extends WrittenExtensionName>(
  name: N,
  { der, value }: ExtensionOverride<N>,
): Buffer | undefined {
  if (der !== undefined) return Buffer.from(der, 'hex');
  return value === undefined ? undefined : extensionContent(name, value, false).value;
}

function spoil(signature: Buffer, defect: CertificateDefect['signature']): Buffer {
  if (defect === 'empty') return Buffer.alloc(0);
  return defect === 'corrupted' ? corrupt(signature) : signature;
}
