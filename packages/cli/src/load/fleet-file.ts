import { once } from 'node:events';
import { createWriteStream, renameSync } from 'node:fs';
import type { Certificate, Issuer, KeyPair } from '@banc-gap/pki';
import { generateKeyPair, keyFingerprint } from '@banc-gap/pki';
import type { Identity } from '@banc-gap/tls12';

/** Of the first line; each line after it is a member. The generator's reader: load/xk6-mtls/internal/identities. */
const FORMAT = 'banc-fleet/1';

/** A key costs a quarter of a second: so many are shared in turn, each terminal with a certificate of its own. */
const KEYS = 16;

export interface FleetFileOptions {
  readonly issuer: Pick<Issuer, 'issue'>;
  readonly file: string;
  readonly size: number;
  /** Told after each hundred. */
  readonly progress?: (written: number) => void;
}

/** Writes identities of terminals for the load generator: JSON lines, private keys in the first; replaced whole. */
export async function writeFleet({ issuer, file, size, progress }: FleetFileOptions): Promise<void> {
  const keys = await Promise.all(
    Array.from({ length: Math.min(KEYS, size) }, () => generateKeyPair('rsa-2048')),
  );
  const first = await member(issuer, 0, keys[0]!);
  await writeLines(file, async function* () {
    yield head(size, keys, first.chain);
    for (let index = 0; index < size; index++) {
      const key = index % keys.length;
      const { certificate, name } = await member(issuer, index, keys[key]!);
      yield { name, key, certificate: certificate.der.toString('base64') };
      if (index % 100 === 99) progress?.(index + 1);
    }
  });
}

/** The same for one identity that there is already, such as one that is on the CRL. */
export async function writeFleetOfOne(
  file: string,
  name: string,
  { chain, privateKey }: Identity,
): Promise<void> {
  const [leaf, ...rest] = chain;
  await writeLines(file, async function* () {
    yield headOf(1, [privateKey], rest);
    yield { name, key: 0, certificate: Buffer.from(leaf!).toString('base64') };
  });
}

async function member(issuer: Pick<Issuer, 'issue'>, index: number, { publicKey }: KeyPair) {
  const name = `BANC${String(index + 1).padStart(12, '0')}`;
  const { certificate, chain } = await issuer.issue({
    // Another key is another order: the certificate of an earlier file would not fit.
    orderId: `fleet/${name}/${keyFingerprint(publicKey).toString('hex').slice(0, 16)}`,
    profile: 'ingetrust/terminal',
    subject: { serialNumber: name },
    publicKey,
  });
  return { name, certificate, chain };
}

/** The GAP has the root. */
const head = (size: number, keys: readonly KeyPair[], chain: readonly Certificate[]) =>
  headOf(
    size,
    keys.map(({ privateKey }) => privateKey),
    chain.slice(0, -1).map(({ der }) => der),
  );

const headOf = (size: number, keys: readonly KeyPair['privateKey'][], chain: readonly Uint8Array[]) => ({
  format: FORMAT,
  size,
  keys: keys.map((key) => key.export({ type: 'pkcs8', format: 'pem' })),
  chain: chain.map((der) => Buffer.from(der).toString('base64')),
});

async function writeLines(file: string, lines: () => AsyncGenerator<object>): Promise<void> {
  const stream = createWriteStream(`${file}.part`, { mode: 0o600 });
  for await (const line of lines()) {
    if (!stream.write(`${JSON.stringify(line)}\n`)) await once(stream, 'drain');
  }
  stream.end();
  await once(stream, 'finish');
  renameSync(`${file}.part`, file);
}
