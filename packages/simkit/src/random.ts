import { createCipheriv, createHash } from 'node:crypto';
import { randomOctets } from '@banc-gap/tls12';

/** Randomness, injected so that a run can be repeated from its seed. */
export interface Random {
  bytes(size: number): Buffer;
  /** A uniform integer, both bounds included; the range is at most 2^48. */
  integer(minimum: number, maximum: number): number;
}

export const systemRandom: Random = randomFrom(randomOctets);

/** The same seed gives the same sequence for ever. Predictable: never for keys. */
export function seededRandom(seed: string | number): Random {
  const key = createHash('sha256').update(String(seed)).digest();
  const keyStream = createCipheriv('aes-256-ctr', key, Buffer.alloc(16));
  return randomFrom((size) => keyStream.update(Buffer.alloc(size)));
}

function randomFrom(bytes: (size: number) => Buffer): Random {
  return {
    bytes,
    integer(minimum, maximum) {
      const range = maximum - minimum + 1;
      if (!Number.isSafeInteger(minimum) || !Number.isSafeInteger(maximum) || range < 1 || range > 2 ** 48) {
        throw new RangeError(`no range of integers: ${minimum} to ${maximum}`);
      }
      // Rejecting the incomplete last interval keeps every value equally likely.
      const limit = 2 ** 48 - (2 ** 48 % range);
      for (;;) {
        const value = bytes(6).readUIntBE(0, 6);
        if (value < limit) return minimum + (value % range);
      }
    },
  };
}
