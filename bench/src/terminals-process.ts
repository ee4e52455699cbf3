/** The terminals of `measureTerminals`: connects them all, and tells what they cost. Wants `--expose-gc`. */
import { setTimeout as pause } from 'node:timers/promises';
import { openAuthorities } from '@banc-gap/mock-igc-sante';
import { generateKeyPair } from '@banc-gap/pki';
import { PaymentFleet, type PaymentTerminal } from '@banc-gap/sim-tpe';
import { Journal, systemClock, systemRandom } from '@banc-gap/simkit';
import type { TerminalBinding } from './results.ts';

export interface TerminalsTask {
  /** The state folder of the authorities. */
  readonly state: string;
  readonly fqdn: string;
  readonly port: number;
  readonly size: number;
  readonly binding: TerminalBinding;
}

export interface TerminalsReport {
  readonly failures: number;
  /** How many were connected between the two measurements of memory, and in which time. */
  readonly added: number;
  readonly seconds: number;
  /** Resident octets, garbage collected: of the process with its first terminals, and with all. */
  readonly memory: { readonly before: number; readonly after: number };
}

const KEYS = 16;
/** Terminals that are connected before any memory is measured: what the first ones need is not each one's. */
const WARM_UP = 500;

const { state, fqdn, port, size, binding } = JSON.parse(process.argv[2]!) as TerminalsTask;
const authorities = await openAuthorities(state);
const keys = await Promise.all(Array.from({ length: KEYS }, () => generateKeyPair('rsa-2048')));
const journal = new Journal(systemClock, 100);
let failures = 0;
journal.subscribe(({ event, details }) => {
  // Nothing is to fail here: the first one says what does.
  if (event === 'terminal-disconnected' && failures++ === 0) console.error(details);
});
const fleet = new PaymentFleet({
  issuer: authorities,
  size,
  keys,
  pairing: { gap: { fqdn, address: '127.0.0.1', port }, binding },
  trust: authorities.trust.igcSante,
  account: 'bench',
  acquirer: { authorise: () => Promise.reject(new Error('nobody pays here')) },
  clock: systemClock,
  random: systemRandom,
  journal,
});

const terminals = [...fleet.terminals.values()];
await connect(terminals.splice(0, WARM_UP));
const added = terminals.length;
const before = await memory();
const started = performance.now();
await connect(terminals);
const seconds = (performance.now() - started) / 1000;
const after = await memory();
process.send!({ failures, added, seconds, memory: { before, after } } satisfies TerminalsReport);
process.once('disconnect', () => process.exit());

async function connect(some: readonly PaymentTerminal[]): Promise<void> {
  const all = Promise.withResolvers<void>();
  let missing = some.length;
  const stop = journal.subscribe(({ event }) => {
    if (event === 'terminal-connected' && --missing === 0) all.resolve();
  });
  for (const terminal of some) terminal.connect();
  await all.promise;
  stop();
}

async function memory(): Promise<number> {
  for (let round = 0; round < 3; round++) {
    globalThis.gc?.();
    await pause(200);
  }
  return process.memoryUsage.rss();
}
