import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  buildCertificate,
  generateKeyPair,
  newSerialNumber,
  type ProfileId,
  profileContent,
} from '@banc-gap/pki';
import { systemRandom } from '@banc-gap/simkit';
import type { Material } from './material.ts';

/** Identities of terminals, PEM: certificates of their own, over a few keys that they have in turn. */
export interface Fleet {
  readonly certificates: readonly string[];
  readonly keys: readonly string[];
}

const KEYS = 8;
const PROFILE: ProfileId = 'ingetrust/terminal';

/** Writes so many identities to a file, as JSON. Only whoever judges them has to know them: no ledger has. */
export async function writeFleet({ issuer, authorities, folder }: Material, size: number): Promise<string> {
  const keys = await Promise.all(Array.from({ length: KEYS }, () => generateKeyPair('rsa-2048')));
  const notBefore = new Date(Date.now() - 3_600_000);
  const certificates = Array.from({ length: size }, (_, index) => {
    const content = profileContent(PROFILE, {
      subject: { serialNumber: `FLEET${String(index).padStart(11, '0')}` },
      publicKey: keys[index % KEYS]!.publicKey,
      issuer: issuer.certificate!,
      notBefore,
      serialNumber: newSerialNumber(PROFILE, notBefore, systemRandom.bytes),
      publication: authorities.publication.urls,
    });
    return buildCertificate(content, issuer).pem;
  });
  const fleet: Fleet = {
    certificates,
    keys: keys.map(({ privateKey }) => privateKey.export({ format: 'pem', type: 'pkcs8' }).toString()),
  };
  const file = join(folder, `fleet-${size}.json`);
  writeFileSync(file, JSON.stringify(fleet), { mode: 0o600 });
  return file;
}
