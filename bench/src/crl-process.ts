// Run as a process of its own by crl-benchmark.ts, so that its memory can be told.
import { createPrivateKey } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { buildCrl, Certificate, Crl } from '@banc-gap/pki';
import { peakMemory } from './processor-time.ts';
import type { Cost } from './results.ts';
import { revokedCertificates } from './revoked-certificates.ts';

export interface CrlTask {
  readonly task: 'write' | 'read';
  readonly crl: string;
  readonly issuer: string;
  readonly issuerKey: string;
  readonly entries: number;
}

/** In processor seconds. */
export interface ReadFigures extends Cost {
  readonly firstLookup: number;
  readonly lookup: number;
}

const LOOKUPS = 100_000;
const DAY_MS = 86_400_000;

function timed<Value>(action: () => Value): { readonly value: Value; readonly seconds: number } {
  const before = process.cpuUsage();
  const value = action();
  const { user, system } = process.cpuUsage(before);
  return { value, seconds: (user + system) / 1e6 };
}

function write({ crl, issuer, issuerKey, entries }: CrlTask): Cost {
  const certificate = Certificate.parse(readFileSync(issuer, 'utf8'));
  const privateKey = createPrivateKey(readFileSync(issuerKey));
  const revoked = revokedCertificates(entries);
  const { value, seconds } = timed(() =>
    buildCrl({
      issuer: { name: certificate.subject, privateKey, certificate },
      thisUpdate: new Date(),
      nextUpdate: new Date(Date.now() + 30 * DAY_MS),
      number: 1,
      entries: revoked,
    }),
  );
  const cost = { processorSeconds: seconds, peakMemory: peakMemory(process.pid)! };
  writeFileSync(crl, value);
  return cost;
}

function read({ crl: file, issuer }: CrlTask): ReadFigures {
  const certificate = Certificate.parse(readFileSync(issuer, 'utf8'));
  const { value: crl, seconds } = timed(() => {
    const list = Crl.parse(readFileSync(file));
    if (!list.verify(certificate)) throw new Error('the signature is not right');
    return list;
  });
  const first = timed(() => crl.find('01'));
  const memory = peakMemory(process.pid)!;
  const wanted = revokedCertificates(LOOKUPS / 2).map(({ serialNumber }) => serialNumber);
  for (const { serialNumber } of crl.entries) if (wanted.push(serialNumber) === LOOKUPS) break;
  const all = timed(() => wanted.filter((serialNumber) => crl.find(serialNumber)).length);
  if (all.value !== LOOKUPS / 2) throw new Error(`found ${all.value} of ${LOOKUPS / 2}`);
  return {
    processorSeconds: seconds,
    peakMemory: memory,
    firstLookup: first.seconds,
    lookup: all.seconds / LOOKUPS,
  };
}

const task = JSON.parse(process.argv[2]!) as CrlTask;
console.log(JSON.stringify(task.task === 'write' ? write(task) : read(task)));
