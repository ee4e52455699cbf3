import { createPublicKey, sign } from 'node:crypto';
import type { Signer } from '../build.ts';
import { type DerDefect, type RelativeTime, resolveTime, spoilDer } from '../defect.ts';
import { bitString, constructed, encodeLength, integer, sequence, TAG, time } from '../der/encode.ts';
import { type ExtensionContent, encodeExtension, extensionContent } from '../extensions-encode.ts';
import { keyIdentifier } from '../keys.ts';
import { encodeName, type Name } from '../names.ts';
import { EXTENSIONS } from '../object-identifiers.ts';
import { corrupt, type SignatureDigest, signatureAlgorithm, strangerLike } from '../signing.ts';
import { CrlEntriesWriter, entryLength, type RevokedCertificate } from './entries-encode.ts';

/** What is wrong with a CRL, as JSON-able data; times count from thisUpdate. */
export interface CrlDefect {
  readonly thisUpdate?: RelativeTime;
  /** `null` leaves it out. */
  readonly nextUpdate?: RelativeTime | null;
  readonly issuer?: Name;
  readonly signature?: 'corrupted' | 'by-another-key';
  readonly signatureDigest?: Exclude<SignatureDigest, 'sha256'>;
  readonly omitExtensions?: readonly ('authorityKeyIdentifier' | 'cRLNumber')[];
  readonly addExtensions?: readonly {
    readonly oid: string;
    readonly critical: boolean;
    readonly value: string;
  }[];
  readonly der?: DerDefect;
}

export interface CrlContent {
  readonly issuer: Signer;
  readonly thisUpdate: Date;
  readonly nextUpdate: Date;
  readonly number: number | bigint;
  /** Makes a delta CRL: the number of the full one that it completes (RFC 5280 §5.2.4). */
  readonly baseNumber?: number | bigint;
  readonly entries: Iterable<RevokedCertificate>;
  /** IGC-Santé has authorityKeyIdentifier first in the CRL of the issuing CA, last in that of the root. */
  readonly extensionOrder?: 'aki-number' | 'number-aki';
  readonly defect?: CrlDefect;
}

/** Room before and after TBSCertList for what encloses it, so that a large list is never copied. */
const HEAD_ROOM = 8;
const TAIL_ROOM = 2048;

/**
 * Signs a version 2 CRL (RFC 5280 §5) with SHA-256, and gives its DER. Entries stay in the given order.
 *
 * @throws RangeError for a serial number that is not the hex of 1 to 64 octets
 */
export function buildCrl(content: CrlContent): Buffer {
  const { issuer, defect = {} } = content;
  const key = defect.signature === 'by-another-key' ? strangerLike(issuer.privateKey) : issuer.privateKey;
  const digest = defect.signatureDigest ?? 'sha256';
  const algorithm = signatureAlgorithm(key, digest);
  const roomy = encodeTbs(content, defect, algorithm);
  const tbs = roomy.subarray(HEAD_ROOM, roomy.length - TAIL_ROOM);
  const signature = sign(digest, tbs, key);
  const tail = Buffer.concat([
    algorithm,
    bitString(defect.signature === 'corrupted' ? corrupt(signature) : signature),
  ]);
  const head = header(tbs.length + tail.length);
  const start = HEAD_ROOM - head.length;
  roomy.set(head, start);
  roomy.set(tail, HEAD_ROOM + tbs.length);
  return spoilDer(roomy.subarray(start, HEAD_ROOM + tbs.length + tail.length), defect.der);
}

/** TBSCertList (RFC 5280 §5.1), with room around it. */
function encodeTbs(content: CrlContent, defect: CrlDefect, algorithm: Buffer): Buffer {
  const { issuer, thisUpdate } = content;
  const nextUpdate = defect.nextUpdate ? resolveTime(defect.nextUpdate, thisUpdate) : content.nextUpdate;
  const extensions = crlExtensions(content, defect);
  return encodeList(
    Buffer.concat([
      integer(1),
      algorithm,
      encodeName(defect.issuer ?? issuer.name),
      time(defect.thisUpdate ? resolveTime(defect.thisUpdate, thisUpdate) : thisUpdate),
      ...(defect.nextUpdate === null ? [] : [time(nextUpdate)]),
    ]),
    Array.isArray(content.entries) ? content.entries : [...content.entries],
    extensions.length > 0 ? constructed(0, sequence(...extensions.map(encodeExtension))) : Buffer.of(),
  );
}

/** The SEQUENCE of what is before the entries, the entries if there are any, and what is after. */
function encodeList(before: Buffer, entries: readonly RevokedCertificate[], after: Buffer): Buffer {
  const length = entries.reduce((sum, entry) => sum + entryLength(entry), 0);
  const listHeader = length === 0 ? Buffer.of() : header(length);
  const start = Buffer.concat([
    header(before.length + listHeader.length + length + after.length),
    before,
    listHeader,
  ]);
  const roomy = Buffer.allocUnsafe(HEAD_ROOM + start.length + length + after.length + TAIL_ROOM);
  roomy.set(start, HEAD_ROOM);
  const writer = new CrlEntriesWriter(roomy, HEAD_ROOM + start.length);
  // Not for…of, which makes an object for each entry.
  entries.forEach((entry) => {
    writer.add(entry);
  });
  roomy.set(after, HEAD_ROOM + start.length + length);
  return roomy;
}

const header = (length: number): Buffer => Buffer.concat([Buffer.of(TAG.sequence), encodeLength(length)]);

function crlExtensions(content: CrlContent, defect: CrlDefect): readonly ExtensionContent[] {
  const { issuer, number, baseNumber, extensionOrder = 'aki-number' } = content;
  const authority =
    issuer.certificate?.subjectKeyIdentifier ?? keyIdentifier(createPublicKey(issuer.privateKey));
  const own = [
    extensionContent('authorityKeyIdentifier', authority.toString('hex'), false),
    { oid: EXTENSIONS.cRLNumber, critical: false, value: integer(number) },
  ];
  const omitted = (defect.omitExtensions ?? []).map((name): string => EXTENSIONS[name]);
  return [
    ...(extensionOrder === 'aki-number' ? own : own.reverse()).filter(({ oid }) => !omitted.includes(oid)),
    ...(baseNumber === undefined
      ? []
      : [{ oid: EXTENSIONS.deltaCRLIndicator, critical: true, value: integer(baseNumber) }]),
    ...(defect.addExtensions ?? []).map(({ oid, critical, value }) => ({
      oid,
      critical,
      value: Buffer.from(value, 'hex'),
    })),
  ];
}
