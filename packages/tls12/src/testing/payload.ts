import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';

export const MEGABYTE = 1 << 20;

/**
 * Numbered lines of 16 octets, so that a lost, repeated or reordered record changes the checksum; digits, because
 * openssl s_server takes some letters for commands.
 */
export function payload(size = MEGABYTE): Buffer {
  const lines = Array.from(
    { length: Math.ceil(size / 16) },
    (_, line) => `${String(line).padStart(15, '0')}\n`,
  );
  return Buffer.from(lines.join('').slice(0, size));
}

export function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** Reads exactly this many bytes. */
export async function read(stream: Readable, size: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let total = 0;
  for await (const chunk of stream.iterator({ destroyOnReturn: false })) {
    chunks.push(chunk as Buffer);
    total += (chunk as Buffer).length;
    if (total >= size) break;
  }
  return Buffer.concat(chunks);
}
