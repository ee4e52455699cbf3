import type { Profiler } from 'node:inspector';
import type { ProfilePart } from './results.ts';

type Frame = Profiler.ProfileNode['callFrame'];

/** Where time may go: a frame is of the first part that has it. */
interface Part {
  readonly name: string;
  readonly has: (frame: Frame) => boolean;
}

/** Of a TLS server. */
export const TLS_PARTS: readonly Part[] = [
  { name: 'RSA signature', has: named('signOneShot') },
  { name: 'RSA verification', has: named('verifyOneShot') },
  { name: 'ECDH', has: within('node:internal/crypto/diffiehellman', '/tls12/src/key-exchange.ts') },
  {
    name: 'Hashes, HMAC, PRF',
    has: within('node:internal/crypto/hash', '/tls12/src/hmac.ts', '/tls12/src/prf.ts'),
  },
  { name: 'Record encryption', has: within('node:internal/crypto/cipher', '/tls12/src/record/') },
  { name: 'Random octets', has: within('node:internal/crypto/random') },
  { name: 'Path validation, revocation', has: within('/pki/src/path/', '/pki/src/crl/') },
  { name: 'Reading certificates', has: within('/pki/src/', 'node:internal/crypto/x509') },
  { name: 'Handshake, messages, transcript (JavaScript)', has: within('/tls12/src/engine/', '/tls12/src/') },
  { name: 'Sockets and streams', has: within('node:net', 'node:internal/stream', 'node:timers') },
  { name: 'Garbage collection', has: named('(garbage collector)') },
];

/** Of an issuer of certificates. */
export const ISSUANCE_PARTS: readonly Part[] = [
  { name: 'RSA-4096 signature', has: named('signOneShot') },
  { name: 'Signature of the CSR', has: named('verifyOneShot') },
  { name: 'Key read by OpenSSL', has: within('node:internal/crypto/keys') },
  { name: 'SQLite', has: within('/simkit/src/store.ts') },
  { name: 'Weak keys', has: within('/pki/src/csr/weak-keys.ts') },
  { name: 'CSR read and judged (JavaScript)', has: within('/pki/src/csr/') },
  { name: 'Subject checked (zod)', has: within('/zod/') },
  { name: 'DER read and written (JavaScript)', has: within('/pki/src/', '/mock-igc-sante/src/mint.ts') },
  { name: 'Order (JavaScript)', has: within('/mock-igc-sante/src/', '/simkit/src/') },
  { name: 'Garbage collection', has: named('(garbage collector)') },
];

export const OTHER = 'Other';

function named(name: string): (frame: Frame) => boolean {
  return ({ functionName }) => functionName === name;
}

function within(...places: readonly string[]): (frame: Frame) => boolean {
  return ({ url }) => places.some((place) => url.includes(place));
}

const isIdle = named('(idle)');

/**
 * Seconds by part, longest first; time without work is left out. A sample is of the innermost frame that is of any part.
 */
export function summarise(
  { nodes, samples = [], timeDeltas = [] }: Profiler.Profile,
  parts: readonly Part[],
): ProfilePart[] {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const parents = new Map(nodes.flatMap(({ id, children = [] }) => children.map((child) => [child, id])));
  const partOf = (id: number): string => {
    for (let at: number | undefined = id; at !== undefined; at = parents.get(at)) {
      const frame = byId.get(at)!.callFrame;
      const part = parts.find(({ has }) => has(frame));
      if (part) return part.name;
    }
    return OTHER;
  };
  const seconds = new Map<string, number>();
  samples.forEach((id, index) => {
    if (isIdle(byId.get(id)!.callFrame)) return;
    const part = partOf(id);
    seconds.set(part, (seconds.get(part) ?? 0) + timeDeltas[index]! / 1e6);
  });
  return [...seconds]
    .map(([name, sum]) => ({ name, seconds: sum }))
    .sort((one, other) => other.seconds - one.seconds);
}
