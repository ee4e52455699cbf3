import type { Profiler } from 'node:inspector';

type Frame = Profiler.ProfileNode['callFrame'];

/** Where the time of the server may go; the first one that fits the innermost frame that fits any. */
const PARTS: readonly { readonly name: string; readonly has: (frame: Frame) => boolean }[] = [
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

export const OTHER = 'Other';

function named(name: string): (frame: Frame) => boolean {
  return ({ functionName }) => functionName === name;
}

function within(...places: readonly string[]): (frame: Frame) => boolean {
  return ({ url }) => places.some((place) => url.includes(place));
}

const isIdle = named('(idle)');

/** Seconds by part, longest first; time without work is left out. */
export function summarise({ nodes, samples = [], timeDeltas = [] }: Profiler.Profile): {
  name: string;
  seconds: number;
}[] {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const parents = new Map(nodes.flatMap(({ id, children = [] }) => children.map((child) => [child, id])));
  const partOf = (id: number): string => {
    for (let at: number | undefined = id; at !== undefined; at = parents.get(at)) {
      const frame = byId.get(at)!.callFrame;
      const part = PARTS.find(({ has }) => has(frame));
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
