import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { CrlTask, ReadFigures } from './crl-process.ts';
import type { Material } from './material.ts';
import { endedChildrenSeconds, peakMemory } from './processor-time.ts';
import type { Cost, CrlResults } from './results.ts';
import { revokedCertificates } from './revoked-certificates.ts';
import { spread } from './statistics.ts';

/** What a long CRL costs here and in OpenSSL: to write and sign, and to read and verify. */
export async function measureCrl(
  material: Material,
  { entries, rounds }: { entries: number; rounds: number },
): Promise<CrlResults> {
  const { folder, terminal } = material;
  const crl = join(folder, 'long.crl');
  const issuerKey = join(folder, 'issuer-key.pem');
  writeFileSync(issuerKey, material.issuer.privateKey.export({ format: 'pem', type: 'pkcs8' }), {
    mode: 0o600,
  });
  const database = opensslDatabase(folder, entries);
  const files = { crl, issuer: terminal.issuingCa, issuerKey, entries };
  const measured: CrlResults['rounds'] = [];
  const lookups: ReadFigures[] = [];
  for (let round = 0; round < rounds; round++) {
    const write = {
      ours: await ourTask<Cost>({ ...files, task: 'write' }),
      openssl: await openssl([
        ...['ca', '-gencrl', '-config', database, '-md', 'sha256', '-crldays', '30'],
        ...['-keyfile', issuerKey, '-cert', terminal.issuingCa, '-out', join(folder, 'openssl.crl')],
      ]),
    };
    const { firstLookup, lookup, ...read } = await ourTask<ReadFigures>({ ...files, task: 'read' });
    lookups.push({ firstLookup, lookup, ...read });
    const crlOption = ['crl', '-inform', 'DER', '-in', crl, '-CAfile', terminal.issuingCa, '-noout'];
    measured.push({ write, read: { ours: read, openssl: await openssl(crlOption, 'verify OK') } });
  }
  return {
    entries,
    octets: statSync(crl).size,
    rounds: measured,
    firstLookup: spread(lookups.map(({ firstLookup }) => firstLookup)).median,
    lookup: spread(lookups.map(({ lookup }) => lookup)).median,
  };
}

async function ourTask<Figures>(task: CrlTask): Promise<Figures> {
  const program = fileURLToPath(new URL('crl-process.ts', import.meta.url));
  const args = ['--conditions=source', program, JSON.stringify(task)];
  const { stdout } = await promisify(execFile)(process.execPath, args);
  return JSON.parse(stdout) as Figures;
}

/** The whole process: its start takes a few milliseconds. */
async function openssl(args: readonly string[], expected = ''): Promise<Cost> {
  const before = endedChildrenSeconds();
  const child = spawn('openssl', args, { stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  let memory = 0;
  const watch = setInterval(() => {
    memory = peakMemory(child.pid!) ?? memory;
  }, 5);
  const [code] = await once(child, 'close');
  clearInterval(watch);
  if (code !== 0 || !said.includes(expected)) throw new Error(`openssl ${args.join(' ')}:\n${said}`);
  return { processorSeconds: endedChildrenSeconds() - before, peakMemory: memory };
}

/** What `openssl ca` keeps of a million revoked certificates; the configuration that names it. */
function opensslDatabase(folder: string, entries: number): string {
  const directory = join(folder, 'openssl-ca');
  mkdirSync(directory);
  const index = join(directory, 'index.txt');
  const lines = revokedCertificates(entries).map(({ serialNumber, revocationDate }) => {
    const revoked = revocationDate
      .toISOString()
      .replace(/^..(..)-(..)-(..)T(..):(..):(..).*/, '$1$2$3$4$5$6Z');
    return `R\t491231235959Z\t${revoked}\t${serialNumber}\tunknown\t/CN=${serialNumber}\n`;
  });
  writeFileSync(index, lines.join(''));
  writeFileSync(join(directory, 'crlnumber'), '01\n');
  const configuration = join(directory, 'ca.cnf');
  writeFileSync(
    configuration,
    `[ca]
default_ca = bench
[bench]
database = ${index}
crlnumber = ${join(directory, 'crlnumber')}
crl_extensions = extensions
unique_subject = no
[extensions]
authorityKeyIdentifier = keyid
`,
  );
  return configuration;
}
