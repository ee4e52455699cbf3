import { sign } from 'node:crypto';
import { bitString, integer, sequence, TAG, tlv } from '../der/encode.ts';
import { type ExtensionContent, encodeExtension } from '../extensions-encode.ts';
import { encodeName } from '../names.ts';
import { signatureAlgorithm } from '../signing.ts';
import { type Hierarchy, type Level, NAMES } from './hierarchy.ts';

const utcTime = (text: string): Buffer => tlv(TAG.utcTime, Buffer.from(text));
export const REVOCATION_DATE = utcTime('250501000000Z');

/** An entry of revokedCertificates. */
export function handmadeEntry(
  serialNumber: number | bigint,
  ...extensions: readonly ExtensionContent[]
): Buffer {
  const tagged = extensions.length > 0 ? [sequence(...extensions.map(encodeExtension))] : [];
  return sequence(integer(serialNumber), REVOCATION_DATE, ...tagged);
}

/** A CRL that no writer writes, with a right signature. */
export function handmadeCrl(
  hierarchy: Hierarchy,
  level: Level,
  entries: readonly Buffer[],
  { version = [integer(1)], after = [] as readonly Buffer[] } = {},
): Buffer {
  const { privateKey } = hierarchy.key(level);
  const algorithm = signatureAlgorithm(privateKey, 'sha256');
  const times = [utcTime('250531220000Z'), utcTime('250606220000Z')];
  const tbs = sequence(
    ...version,
    algorithm,
    encodeName(NAMES[level]),
    ...times,
    sequence(...entries),
    ...after,
  );
  return sequence(tbs, algorithm, bitString(sign('sha256', tbs, privateKey)));
}
