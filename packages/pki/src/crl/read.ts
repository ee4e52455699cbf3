import type { Certificate } from '../certificate.ts';
import { DerError, type DerReader, decodeSequence, decodeWhole } from '../der/decode.ts';
import { TAG } from '../der/encode.ts';
import { decodeTime } from '../der/time.ts';
import { decodeAuthorityKeyIdentifier } from '../extensions-decode.ts';
import { reading } from '../malformed.ts';
import type { Name } from '../names.ts';
import { decodeName } from '../names-decode.ts';
import { EXTENSIONS } from '../object-identifiers.ts';
import { derOf, encodePem } from '../pem.ts';
import { signatureProblem } from '../signature-check.ts';
import {
  type AlgorithmIdentifier,
  decodeSigned,
  type Extension,
  readAlgorithmIdentifier,
  readExtensions,
} from '../signed.ts';
import { CrlEntries, type CrlEntry } from './entries.ts';
import { decodeIssuingDistributionPoint, type IssuingDistributionPoint } from './scope.ts';

const PEM_LABEL = 'X509 CRL';

/**
 * A certificate revocation list (RFC 5280 §5), read strictly and whole by `parse`, which refuses with
 * PKI_CRL_MALFORMED. Whether it may be relied on for a certificate is for `validatePath` to say.
 */
export class Crl {
  readonly der: Buffer;
  readonly tbs: Buffer;
  readonly innerAlgorithm: AlgorithmIdentifier;
  readonly outerAlgorithm: AlgorithmIdentifier;
  readonly signature: Buffer;
  readonly issuer: Name;
  readonly issuerDer: Buffer;
  readonly thisUpdate: Date;
  /** The last moment of the validity: inclusive. */
  readonly nextUpdate: Date | undefined;
  readonly extensions: readonly Extension[];
  readonly number: bigint | undefined;
  /** The key identifier in the authorityKeyIdentifier. */
  readonly authorityKeyIdentifier: Buffer | undefined;
  readonly issuingDistributionPoint: IssuingDistributionPoint | undefined;
  /** Of a delta CRL, which says nothing without its base: the number of the full list that it completes. */
  readonly baseNumber: bigint | undefined;
  readonly entries: CrlEntries;
  readonly #verified = new Map<string, boolean>();

  /** From DER, which is not copied and must not change, or from a PEM text with one CRL. */
  static parse(input: Uint8Array | string): Crl {
    return reading('PKI_CRL_MALFORMED', () => new Crl(derOf(input, PEM_LABEL)));
  }

  private constructor(der: Buffer) {
    const { tbs, algorithm, signature } = decodeSigned(der, 'certificateList');
    const fields = decodeSequence(tbs, 'tbsCertList', readTbs);
    this.der = der;
    this.tbs = tbs;
    this.outerAlgorithm = algorithm;
    this.innerAlgorithm = fields.innerAlgorithm;
    this.signature = signature;
    this.issuerDer = fields.issuerDer;
    this.issuer = decodeName(fields.issuerDer, 'issuer');
    this.thisUpdate = fields.thisUpdate;
    this.nextUpdate = fields.nextUpdate;
    this.extensions = fields.extensions;
    this.entries = fields.entries;
    this.number = this.#decode(EXTENSIONS.cRLNumber, (value) => decodeCrlNumber(value, 'cRLNumber'));
    this.authorityKeyIdentifier = this.#decode(
      EXTENSIONS.authorityKeyIdentifier,
      decodeAuthorityKeyIdentifier,
    )?.keyIdentifier;
    this.issuingDistributionPoint = this.#decode(
      EXTENSIONS.issuingDistributionPoint,
      decodeIssuingDistributionPoint,
    );
    this.baseNumber = this.#decode(EXTENSIONS.deltaCRLIndicator, (value) =>
      decodeCrlNumber(value, 'deltaCRLIndicator'),
    );
    if (this.entries.hasRemoveFromCrl && !this.isDelta) {
      throw new DerError('reasonCode', 'is removeFromCRL, which only a delta CRL may say');
    }
  }

  get isDelta(): boolean {
    return this.baseNumber !== undefined;
  }

  get pem(): string {
    return encodePem(this.der, PEM_LABEL);
  }

  get entryCount(): number {
    return this.entries.count;
  }

  extension(oid: string): Extension | undefined {
    return this.extensions.find((extension) => extension.oid === oid);
  }

  /** The entry of a certificate, by its serial number as `Certificate.serialNumber` has it. */
  find(serialNumber: string): CrlEntry | undefined {
    return reading('PKI_CRL_MALFORMED', () => this.entries.find(serialNumber));
  }

  /** Whether that certificate's key signed this list; the answer is kept, since a long list takes long to hash. */
  verify(issuer: Certificate): boolean {
    const key = issuer.publicKeyFingerprint;
    const known = this.#verified.get(key);
    if (known !== undefined) return known;
    const verified = signatureProblem(this, issuer.publicKey) === undefined;
    this.#verified.set(key, verified);
    return verified;
  }

  #decode<Value>(oid: string, decode: (value: Buffer) => Value): Value | undefined {
    const extension = this.extension(oid);
    return extension && decode(extension.value);
  }
}

function readTbs(reader: DerReader) {
  const version = reader.optional(TAG.integer, 'version');
  if (version !== undefined && !version.content.equals(Buffer.of(1))) {
    throw new DerError('version', 'is neither absent (v1) nor v2');
  }
  const innerAlgorithm = readAlgorithmIdentifier(reader, 'signature');
  const issuerDer = reader.element('issuer', TAG.sequence).der;
  const thisUpdate = decodeTime(reader.element('thisUpdate'), 'thisUpdate');
  const hasNextUpdate = reader.nextTag === TAG.utcTime || reader.nextTag === TAG.generalizedTime;
  const nextUpdate = hasNextUpdate ? decodeTime(reader.element('nextUpdate'), 'nextUpdate') : undefined;
  const revoked = reader.optional(TAG.sequence, 'revokedCertificates');
  const entries = new CrlEntries(revoked?.content ?? Buffer.alloc(0));
  if (version === undefined && entries.hasExtensions) {
    throw new DerError('crlEntryExtensions', 'are in a list of version 1');
  }
  const tagged = version && reader.optional(0xa0, 'crlExtensions');
  const extensions = tagged ? decodeWhole(tagged.content, 'crlExtensions', readExtensions) : [];
  return { innerAlgorithm, issuerDer, thisUpdate, nextUpdate, entries, extensions };
}

function decodeCrlNumber(value: Buffer, field: string): bigint {
  const octets = decodeWhole(value, field, (reader) => reader.integer(field));
  if (octets[0]! >= 0x80) throw new DerError(field, 'is negative');
  return BigInt(`0x${octets.toString('hex')}`);
}
