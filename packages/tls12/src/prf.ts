import type { CipherSuite } from './cipher-suites.ts';
import { Hmac } from './hmac.ts';

export type PrfHash = CipherSuite['prfHash'];

/** PRF(secret, label, seed) = P_hash(secret, label + seed), `length` octets of it (RFC 5246 §5). */
export function prf(
  hashName: PrfHash,
  secret: Uint8Array,
  label: string,
  seed: Uint8Array,
  length: number,
): Buffer {
  const hmac = new Hmac(hashName, secret);
  const labelAndSeed = Buffer.concat([Buffer.from(label, 'latin1'), seed]);
  let output = '';
  for (let a = hmac.digestText(labelAndSeed); ; a = hmac.digestText(a)) {
    output += hmac.digestText(a, labelAndSeed);
    if (output.length < length) continue;
    // Not from the pool, all of which would live as long as the connection.
    const octets = Buffer.allocUnsafeSlow(length);
    octets.write(output, 'latin1');
    return octets;
  }
}

const MASTER_SECRET_LENGTH = 48;

/** RFC 5246 §8.1. */
export function masterSecret(
  hashName: PrfHash,
  premasterSecret: Uint8Array,
  clientRandom: Uint8Array,
  serverRandom: Uint8Array,
): Buffer {
  const seed = Buffer.concat([clientRandom, serverRandom]);
  return prf(hashName, premasterSecret, 'master secret', seed, MASTER_SECRET_LENGTH);
}

/** RFC 7627 §4; `sessionHash` is of the messages up to and with ClientKeyExchange. */
export function extendedMasterSecret(
  hashName: PrfHash,
  premasterSecret: Uint8Array,
  sessionHash: Uint8Array,
): Buffer {
  return prf(hashName, premasterSecret, 'extended master secret', sessionHash, MASTER_SECRET_LENGTH);
}

/** Octets of verify_data (RFC 5246 §7.4.9), for every suite that is spoken here. */
export const VERIFY_DATA_LENGTH = 12;

export function verifyData(
  hashName: PrfHash,
  master: Uint8Array,
  side: 'client' | 'server',
  handshakeHash: Uint8Array,
): Buffer {
  return prf(hashName, master, `${side} finished`, handshakeHash, VERIFY_DATA_LENGTH);
}

/** What one direction is protected with; in GCM the MAC key is empty and the IV is the salt of the nonce. */
export interface DirectionKeys {
  readonly macKey: Buffer;
  readonly encryptionKey: Buffer;
  readonly iv: Buffer;
}

/** RFC 5246 §6.3, RFC 5288 §3; the explicit IVs of CBC are no part of it. */
export function deriveKeys(
  suite: CipherSuite,
  master: Uint8Array,
  clientRandom: Uint8Array,
  serverRandom: Uint8Array,
): { readonly client: DirectionKeys; readonly server: DirectionKeys } {
  const macLength = suite.mode === 'cbc' ? suite.macLength : 0;
  const ivLength = suite.mode === 'gcm' ? 4 : 0;
  const seed = Buffer.concat([serverRandom, clientRandom]);
  const length = 2 * (macLength + suite.keyLength + ivLength);
  const block = prf(suite.prfHash, master, 'key expansion', seed, length);
  let offset = 0;
  const take = (size: number) => {
    offset += size;
    return block.subarray(offset - size, offset);
  };
  const clientMac = take(macLength);
  const serverMac = take(macLength);
  const clientKey = take(suite.keyLength);
  const serverKey = take(suite.keyLength);
  return {
    client: { macKey: clientMac, encryptionKey: clientKey, iv: take(ivLength) },
    server: { macKey: serverMac, encryptionKey: serverKey, iv: take(ivLength) },
  };
}
