import { randomBytes } from 'node:crypto';
import type { RevokedCertificate } from '@banc-gap/pki';

const SERIAL_NUMBER_LENGTH = 16;
const MONTH_MS = 30 * 86_400_000;

/** Entries as those of IGC-Santé are: a serial number of 16 octets, the time, no reason; in no order. */
export function revokedCertificates(count: number): RevokedCertificate[] {
  const random = randomBytes(count * SERIAL_NUMBER_LENGTH);
  const now = Date.now();
  return Array.from({ length: count }, (_, index) => {
    const serial = random.subarray(index * SERIAL_NUMBER_LENGTH, (index + 1) * SERIAL_NUMBER_LENGTH);
    serial[0] = 0x40 | (serial[0]! & 0x3f);
    return {
      serialNumber: serial.toString('hex').toUpperCase(),
      revocationDate: new Date(now - Math.floor((MONTH_MS * index) / count)),
    };
  });
}
