/**
 * `node --expose-gc --conditions=source bench/src/terminals-main.ts [count]`: what so many connected terminals cost in
 * one process, the GAP in another. Prints JSON.
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { generateKeyPair } from '@banc-gap/pki';
import { PaymentFleet } from '@banc-gap/sim-tpe';
import { Journal, systemClock, systemRandom } from '@banc-gap/simkit';
import { makeMaterial } from './material.ts';
import { processorSeconds } from './processor-time.ts';

const KEYS = 16;

const size = Number(process.argv[2] ?? 10_000);
await using material = await makeMaterial();
const { authorities, fqdn, kit } = material;
const keys = await Promise.all(Array.from({ length: KEYS }, () => generateKeyPair('rsa-2048')));
const program = fileURLToPath(new URL('terminals-gap-process.ts', import.meta.url));
const gap = fork(program, [kit], { execArgv: ['--conditions=source'] });
const [port] = (await once(gap, 'message')) as [number];

const journal = new Journal(systemClock, 100);
let failures = 0;
const everybody = Promise.withResolvers<void>();
let connected = 0;
journal.subscribe(({ event, details }) => {
  if (event === 'terminal-disconnected') {
    // Nothing is to fail here: the first one says what does.
    if (failures++ === 0) console.error(details);
  }
  if (event === 'terminal-connected' && ++connected === size) everybody.resolve();
});
const fleet = new PaymentFleet({
  issuer: authorities,
  size,
  keys,
  pairing: { gap: { fqdn, address: '127.0.0.1', port }, binding: 'socket' },
  trust: authorities.trust.igcSante,
  account: 'bench',
  acquirer: { authorise: () => Promise.reject(new Error('nobody pays here')) },
  clock: systemClock,
  random: systemRandom,
  journal,
});

const before = await memory();
const started = performance.now();
fleet.connect();
await everybody.promise;
const seconds = (performance.now() - started) / 1000;
const after = await memory();
gap.send('how many');
const [seenByGap] = (await once(gap, 'message')) as [number];
console.log(
  JSON.stringify({
    terminals: size,
    seenByGap,
    failures,
    seconds: Math.round(seconds),
    kibibytesPerTerminal: Math.round((after - before) / size / 1024),
    processMebibytes: Math.round(after / 2 ** 20),
    processorSeconds: { terminals: processorSeconds(process.pid), gap: processorSeconds(gap.pid!) },
  }),
);
gap.disconnect();
gap.kill();
await fleet.disconnect();

/** Resident octets, once garbage is collected, if that was allowed. */
async function memory(): Promise<number> {
  for (let round = 0; round < 3; round++) {
    globalThis.gc?.();
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  return process.memoryUsage.rss();
}
