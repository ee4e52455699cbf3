import { type ChildProcess, fork, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { SERVICE_CLIENT } from '@banc-gap/mock-pfcng';
import { seededRandom } from '@banc-gap/simkit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { foreignTool } from '../../../scripts/foreign-tool.ts';
import { habilitateEditor, openPlatform } from './platform.ts';

/** Each takes most of a second to start: everyday runs make do with fewer. */
const KILLS = process.env['BANC_REQUIRE_ALL'] === '1' ? 200 : 20;
/** A process dies after so many of its journal entries at most; some die before the first, while they open the stores. */
const LONGEST_LIFE = 30;
/** And so much later at most: what lies between two entries takes some milliseconds. */
const LONGEST_DELAY_MS = 8;

let directory: string;
/** What the storm adds revocations to: a state has one of its own, the DP that is revoked for suite `dp`. */
let revokedFromTheStart: readonly string[];
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'banc-storm-'));
});
afterAll(() => rmSync(directory, { recursive: true }));

/** A process that has loaded everything, opened nothing, and waits. */
async function warmProcess(name: string): Promise<ChildProcess> {
  const child = fork(new URL('storm-process.ts', import.meta.url), [directory, name], {
    execArgv: ['--conditions=source'],
  });
  const ended = once(child, 'exit').then(([code]) => {
    throw new Error(`a process of the storm ended by itself with ${code}`);
  });
  await Promise.race([once(child, 'message'), ended]);
  return child;
}

/** Lets the storm rage until the process has told of so many steps, and kills it a moment later. */
async function killAfter(steps: number, delay: number, child: ChildProcess): Promise<void> {
  const ended = once(child, 'exit');
  const counted = new Promise<void>((resolve) => {
    let seen = 0;
    if (steps === 0) resolve();
    child.on('message', () => {
      seen += 1;
      if (seen === steps) resolve();
    });
  });
  child.send('go');
  await Promise.race([counted, ended]);
  await wait(delay);
  child.kill('SIGKILL');
  const [code, signal] = await ended;
  expect({ code, signal }).toEqual({ code: null, signal: 'SIGKILL' });
}

test(`nothing acknowledged is lost, and no order is two certificates, when the platform is killed ${KILLS} times`, {
  timeout: 15 * 60_000,
}, async () => {
  {
    using platform = await openPlatform(directory);
    habilitateEditor(platform.pfcng);
    revokedFromTheStart = revokedByOpenssl(issuingCaCrl(platform));
  }
  const random = seededRandom('storm');
  let next = warmProcess('storm-0');
  for (let index = 1; index <= KILLS; index += 1) {
    const child = await next;
    if (index < KILLS) next = warmProcess(`storm-${index}`);
    await killAfter(random.integer(0, LONGEST_LIFE), random.integer(0, LONGEST_DELAY_MS), child);
  }

  using platform = await openPlatform(directory);
  const orders = new Map(platform.pfcng.orders.list(SERVICE_CLIENT).map((order) => [order.id, order]));
  const acknowledged = readFileSync(join(directory, 'acknowledged.log'), 'utf8').trimEnd().split('\n');
  expect(acknowledged.length).toBeGreaterThan(KILLS);
  for (const line of acknowledged) {
    const [what, id = '', serialNumber] = line.split(' ');
    const order = orders.get(id);
    expect(order, line).toBeDefined();
    if (what !== 'requested') expect(order?.serialNumber, line).toBe(serialNumber);
    if (what === 'revoked') expect(order?.state, line).toBe('revoked');
  }

  // What was interrupted is completed, and the ledger of the issuer agrees with the platform.
  expect([...orders.values()].filter(({ state }) => state.endsWith('ing'))).toEqual([]);
  const issued = platform.authorities.certificates().filter(({ orderId }) => orderId?.startsWith('pfcng-'));
  expect(new Set(issued.map(({ orderId }) => orderId)).size).toBe(issued.length);
  expect(new Set(issued.map(({ serialNumber }) => serialNumber)).size).toBe(issued.length);
  const certified = [...orders.values()].filter(({ serialNumber }) => serialNumber !== null);
  const pairs = (list: readonly (readonly (string | null | undefined)[])[]) =>
    list.map((pair) => pair.join(' ')).sort();
  expect(pairs(issued.map(({ orderId, serialNumber }) => [orderId, serialNumber]))).toEqual(
    pairs(certified.map(({ id, serialNumber }) => [id, serialNumber])),
  );

  const revoked = certified
    .filter(({ state }) => state === 'revoked')
    .map(({ serialNumber }) => serialNumber!);
  expect(revokedByOpenssl(issuingCaCrl(platform)).sort()).toEqual(
    [...revokedFromTheStart, ...revoked].sort(),
  );
});

test.runIf(foreignTool('openssl'))('before a storm openssl finds one certificate revoked', async () => {
  using platform = await openPlatform(join(directory, 'calm'));
  expect(revokedByOpenssl(issuingCaCrl(platform))).toHaveLength(1);
});

function issuingCaCrl({ authorities }: Awaited<ReturnType<typeof openPlatform>>): Uint8Array {
  return authorities.crl('igc-sante-test/aci-el-org').der;
}

/** Serial numbers in upper-case hex. */
function revokedByOpenssl(crl: Uint8Array): string[] {
  const file = join(directory, 'aci.crl');
  writeFileSync(file, crl);
  const { stdout } = spawnSync('openssl', ['crl', '-inform', 'DER', '-noout', '-text', '-in', file], {
    encoding: 'utf8',
  });
  return [...stdout.matchAll(/Serial Number: ([0-9A-F]+)/g)].map(([, serial]) => serial!);
}
