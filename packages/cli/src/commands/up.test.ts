import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const banc = fileURLToPath(new URL('../main.ts', import.meta.url));

const childrenOf = (pid: number) =>
  readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').filter(Boolean);

it('does the TLS of a peer in as many processes as are asked for, and Ctrl-C leaves none', async () => {
  const state = mkdtempSync(join(tmpdir(), 'banc-up-'));
  const ports = ['--psp-port', '0', '--control-port', '0'];
  const options = ['--conditions=source', banc, 'up', 'psp', '--processes', '2', ...ports, '--state', state];
  // A group of its own, all of which a terminal interrupts.
  const bench = spawn(process.execPath, options, { detached: true, stdio: ['ignore', 'pipe', 'inherit'] });
  const exited = once(bench, 'exit');
  const closed = once(bench, 'close'); // Its output is that of its children, too.
  for await (const line of createInterface(bench.stdout)) if (line.startsWith('Ready.')) break;
  expect(childrenOf(bench.pid!)).toHaveLength(2);
  process.kill(-bench.pid!, 'SIGINT');
  expect(await exited).toEqual([0, null]);
  bench.stdout.resume();
  await closed;
  rmSync(state, { recursive: true });
});
