import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import type { Bugs, PointBug, SignatureBug } from '../bugs.ts';
import type { FlightItemName, HandshakeMessageName } from '../constants.ts';
import type { DigitallySigned } from '../messages/key-exchange.ts';
import { RSA_MD5, RSA_SHA1, signWith } from '../signature-schemes.ts';

/** All that bugs do to what is sent, as functions from right to wrong; without bugs each returns what it was given. */

/** What a flight may hold besides its regular items, put there by bugs. */
export type ForeignItemName = 'earlyData' | 'unknownMessage' | 'unknownRecord';
type ItemName = FlightItemName | ForeignItemName;

/** The names of the items of a flight, in the order in which they are sent. */
export function arrangeFlight(
  flight: readonly FlightItemName[],
  bugs: Bugs,
  changeCipherSpecSent: boolean,
): readonly ItemName[] {
  if (Object.keys(bugs).length === 0) return flight;
  let items: ItemName[] = [...flight];
  if (bugs.changeCipherSpec === 'early') items = withEarlyChangeCipherSpec(items, changeCipherSpecSent);
  if (bugs.swap) items = swapped(items, bugs.swap);
  const before = (name: HandshakeMessageName | undefined, foreign: ForeignItemName) => {
    const index = name === undefined ? -1 : items.indexOf(name);
    if (index !== -1) items.splice(index, 0, foreign);
  };
  before(bugs.applicationDataBeforeFinished ? 'finished' : undefined, 'earlyData');
  before(bugs.unknownMessageBefore, 'unknownMessage');
  before(bugs.unknownRecordBefore, 'unknownRecord');
  const skipped: readonly ItemName[] =
    bugs.changeCipherSpec === 'omitted' ? [...(bugs.skip ?? []), 'changeCipherSpec'] : (bugs.skip ?? []);
  const repeated: readonly ItemName[] = bugs.repeat ?? [];
  return items
    .filter((name) => !skipped.includes(name))
    .flatMap((name) => (repeated.includes(name) ? [name, name] : [name]));
}

function withEarlyChangeCipherSpec(items: readonly ItemName[], alreadySent: boolean): ItemName[] {
  const others: ItemName[] = items.filter((name) => name !== 'changeCipherSpec');
  if (alreadySent) return others;
  for (const anchor of ['clientKeyExchange', 'serverHelloDone'] as const) {
    const index = others.indexOf(anchor);
    if (index !== -1) return others.toSpliced(index, 0, 'changeCipherSpec');
  }
  return [...items];
}

function swapped(items: readonly ItemName[], [one, other]: readonly [ItemName, ItemName]): ItemName[] {
  if (!items.includes(one) || !items.includes(other)) return [...items];
  return items.map((name) => (name === one ? other : name === other ? one : name));
}

const HEADER_LENGTH = 4;

/** Where the first length field of a body is, and how many octets it has. */
const INNER_LENGTHS: Partial<Record<HandshakeMessageName, readonly [offset: number, octets: number]>> = {
  clientHello: [34, 1],
  serverHello: [34, 1],
  newSessionTicket: [4, 2],
  certificate: [0, 3],
  serverKeyExchange: [3, 1],
  certificateRequest: [0, 1],
  certificateVerify: [2, 2],
  clientKeyExchange: [0, 1],
};

/** A handshake message with its lengths harmed. */
export function harmLengths(name: HandshakeMessageName, bytes: Buffer, bugs: Bugs): Buffer {
  if (bugs.messageLength?.message !== name) return bytes;
  const bodyLength = bytes.length - HEADER_LENGTH;
  switch (bugs.messageLength.defect) {
    case 'header-long':
      return withBodyLength(bytes, bodyLength + 1);
    case 'header-short':
      return withBodyLength(bytes, Math.max(0, bodyLength - 1));
    case 'trailing-byte':
      return withBodyLength(Buffer.concat([bytes, Buffer.of(0)]), bodyLength + 1);
    case 'truncated':
      return withBodyLength(bytes.subarray(0, -1), Math.max(0, bodyLength - 1));
    case 'inner-long': {
      const harmed = Buffer.from(bytes);
      const [offset, octets] = INNER_LENGTHS[name] ?? [];
      if (offset === undefined || octets === undefined) return bytes;
      const value = bytes.readUIntBE(HEADER_LENGTH + offset, octets);
      harmed.writeUIntBE(value + 1, HEADER_LENGTH + offset, octets);
      return harmed;
    }
  }
}

function withBodyLength(bytes: Buffer, length: number): Buffer {
  const harmed = Buffer.from(bytes);
  harmed.writeUIntBE(length, 1, 3);
  return harmed;
}

export function flipLastBit(bytes: Uint8Array): Buffer {
  const harmed = Buffer.from(bytes);
  harmed[harmed.length - 1]! ^= 1;
  return harmed;
}

/** What goes into renegotiation_info. */
export function harmRenegotiationInfo(info: Buffer, bugs: Bugs): Buffer {
  if (!bugs.wrongRenegotiationInfo) return info;
  return info.length > 0 ? flipLastBit(info) : Buffer.of(0);
}

/** A signature over `content`, right but for `bug`. */
export function signWithBug(
  scheme: number,
  content: Uint8Array,
  key: KeyObject,
  bug: SignatureBug | undefined,
): DigitallySigned {
  switch (bug) {
    case 'wrong-key':
      return { scheme, signature: signWith(scheme, content, anotherKey(key)) };
    case 'wrong-transcript':
      return { scheme, signature: signWith(scheme, flipLastBit(content), key) };
    case 'sha1':
      return { scheme: RSA_SHA1, signature: signWith(RSA_SHA1, content, key) };
    case 'md5-unoffered':
      return { scheme: RSA_MD5, signature: signWith(RSA_MD5, content, key) };
    default: {
      const signature = signWith(scheme, content, key);
      if (bug === 'corrupted') return { scheme, signature: flipLastBit(signature) };
      return { scheme, signature: bug === 'truncated' ? signature.subarray(0, -1) : signature };
    }
  }
}

let otherRsaKey: KeyObject | undefined;
let otherEcKey: KeyObject | undefined;

/** Some other key of the same type, made once in a process because it takes long. */
function anotherKey(key: KeyObject): KeyObject {
  if (key.asymmetricKeyType === 'ec') {
    otherEcKey ??= generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
    return otherEcKey;
  }
  otherRsaKey ??= generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
  return otherRsaKey;
}

/** A public key share with its point harmed; in X25519 `off-curve` is, like `zero`, the point of small order 0. */
export function harmPoint(point: Buffer, bug: PointBug | undefined): Buffer {
  const uncompressed = point.length !== 32;
  switch (bug) {
    case 'off-curve':
      return uncompressed ? flipLastBit(point) : Buffer.alloc(point.length);
    case 'zero':
      return Buffer.concat([point.subarray(0, uncompressed ? 1 : 0), Buffer.alloc(point.length)]).subarray(
        0,
        point.length,
      );
    case 'truncated':
      return point.subarray(0, -1);
    default:
      return point;
  }
}

/** The premaster secret of whoever sent or tolerates a point that is none. */
export const VOID_PREMASTER_SECRET = Buffer.alloc(32);
