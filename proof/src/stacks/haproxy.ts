import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '@banc-gap/cli';
import { readmeBlock, type StackBench } from './bench.ts';
import { type ForeignServer, Program } from './program.ts';

/** The configuration that the kit's README tells an editor to use, and its command that makes the file of the certificate. */
export function rightConfiguration({ kit }: StackBench): string {
  execFileSync('sh', ['-eu'], { input: readmeBlock(kit, 'sh', 'haproxy.pem') });
  return readmeBlock(kit, 'haproxy');
}

/** Starts HAProxy at a port of its own. */
export async function startHaproxy(configuration: string): Promise<ForeignServer> {
  const directory = mkdtempSync(join(tmpdir(), 'banc-haproxy-'));
  const port = await freePort();
  const file = join(directory, 'haproxy.cfg');
  writeFileSync(file, configuration.replace('bind :8443', `bind 127.0.0.1:${port}`));
  const program = new Program('haproxy', ['-V', '-db', '-f', file]);
  // By then its sockets are bound.
  await program.says(/^Using \w+\(\) as the polling mechanism/m);
  return {
    port,
    async [Symbol.asyncDispose]() {
      await program[Symbol.asyncDispose]();
      rmSync(directory, { recursive: true });
    },
  };
}
