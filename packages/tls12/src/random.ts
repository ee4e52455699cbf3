import { randomFillSync } from 'node:crypto';

const BLOCK = Buffer.allocUnsafeSlow(4096);
let used = BLOCK.length;

/** Random octets, each given once: made by the block, because a few cost as much as many. */
export function randomOctets(size: number): Buffer {
  const octets = Buffer.allocUnsafe(size);
  if (size > BLOCK.length) return randomFillSync(octets);
  if (used + size > BLOCK.length) {
    randomFillSync(BLOCK);
    used = 0;
  }
  BLOCK.copy(octets, 0, used, used + size);
  BLOCK.fill(0, used, used + size);
  used += size;
  return octets;
}
