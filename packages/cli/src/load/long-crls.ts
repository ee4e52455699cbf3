import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Authorities } from '@banc-gap/mock-igc-sante';
import type { RevokedCertificate } from '@banc-gap/pki';

const ISSUING_CA = 'ingetrust/issuing-ca';
const SHORTEST = 1_000;
const SERIAL_LENGTH = 16;

/**
 * Bodies of `trust.refresh` for CRLs of the terminals' CA of 1,000 entries, ten times as many, and so on up to the longest;
 * the files, the shortest first.
 */
export function writeLongCrls(authorities: Authorities, folder: string, longest: number): string[] {
  const genuine = authorities.crl(ISSUING_CA);
  const others = authorities.crls().tpe.filter((crl) => crl !== genuine);
  const files: string[] = [];
  for (let size = SHORTEST; size <= longest; size *= 10) {
    const entries = [...genuine.entries, ...invented(size - genuine.entryCount)];
    const crls = [authorities.alteredCrl(ISSUING_CA, { entries }), ...others].map(({ pem }) => pem).join('');
    const file = join(folder, `crl-${size}.json`);
    writeFileSync(file, JSON.stringify({ caseId: 'load/crl-scale', params: { pki: 'tpe', crls } }));
    files.push(file);
  }
  return files;
}

function invented(count: number): RevokedCertificate[] {
  const revocationDate = new Date();
  return Array.from({ length: count }, () => ({
    // No serial number of the bench begins so.
    serialNumber: `7F${randomBytes(SERIAL_LENGTH - 1)
      .toString('hex')
      .toUpperCase()}`,
    revocationDate,
  }));
}
