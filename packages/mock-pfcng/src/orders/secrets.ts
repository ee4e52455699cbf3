import { scryptSync, timingSafeEqual } from 'node:crypto';
import type { Random } from '@banc-gap/simkit';

/** Enough for a bench: a code is checked in a few milliseconds. */
const COST = { N: 4096 };
const LENGTH = 32;

/** What the store keeps of a revocation code or key password. */
export function sealed(secret: string, random: Random): string {
  const salt = random.bytes(16);
  return `${salt.toString('hex')}:${scryptSync(secret, salt, LENGTH, COST).toString('hex')}`;
}

export function opens(seal: string, secret: string): boolean {
  const [salt = '', digest = ''] = seal.split(':');
  return timingSafeEqual(
    scryptSync(secret, Buffer.from(salt, 'hex'), LENGTH, COST),
    Buffer.from(digest, 'hex'),
  );
}
