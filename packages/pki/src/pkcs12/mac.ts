import { createHmac, timingSafeEqual } from 'node:crypto';
import { DerError, type DerReader, decodeSequence } from '../der/decode.ts';
import { nullValue, TAG } from '../der/encode.ts';
import { pkiErrors } from '../errors.ts';
import { readAlgorithmIdentifier } from '../signed.ts';
import { readIterations } from './encryption.ts';
import { deriveKey, PURPOSE } from './key-derivation.ts';

/** What the integrity of a file is protected with (RFC 7292 §4, MacData). */
export interface Mac {
  /** Such as "sha1". */
  readonly digest: string;
  readonly iterations: number;
  readonly salt: Buffer;
  readonly value: Buffer;
}

const DIGESTS: Readonly<Record<string, { readonly name: string; readonly length: number }>> = {
  '1.3.14.3.2.26': { name: 'sha1', length: 20 },
  '2.16.840.1.101.3.4.2.1': { name: 'sha256', length: 32 },
  '2.16.840.1.101.3.4.2.2': { name: 'sha384', length: 48 },
  '2.16.840.1.101.3.4.2.3': { name: 'sha512', length: 64 },
};

export function readMac(reader: DerReader): Mac {
  const { der } = reader.element('macData', TAG.sequence);
  return decodeSequence(der, 'macData', (mac) => {
    const { algorithm, value } = decodeSequence(mac.element('mac', TAG.sequence).der, 'mac', (info) => ({
      algorithm: readAlgorithmIdentifier(info, 'mac.digestAlgorithm'),
      value: info.element('mac.digest', TAG.octetString).content,
    }));
    // Outside of what the MAC protects: there is one way to write it, so that a change anywhere is noticed.
    if (algorithm.parameters?.equals(nullValue()) === false) {
      throw new DerError('mac.digestAlgorithm', 'has parameters other than NULL');
    }
    const salt = mac.element('macSalt', TAG.octetString).content;
    const iterations = mac.atEnd ? 1 : readIterations(mac, 'mac.iterations');
    const name = DIGESTS[algorithm.oid]?.name;
    if (name === undefined)
      throw pkiErrors.error('PKI_PKCS12_UNSUPPORTED', { what: `a MAC with the algorithm ${algorithm.oid}` });
    return { digest: name, iterations, salt, value };
  });
}

/** Whether this password and these octets give that MAC. */
export function macHolds(
  { digest, iterations, salt, value }: Mac,
  content: Buffer,
  password: string,
): boolean {
  const length = Object.values(DIGESTS).find(({ name }) => name === digest)!.length;
  const key = deriveKey({ digest, password, salt, iterations, purpose: PURPOSE.mac, length });
  const expected = createHmac(digest, key).update(content).digest();
  return expected.length === value.length && timingSafeEqual(expected, value);
}
