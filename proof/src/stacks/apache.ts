import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '@banc-gap/cli';
import { readmeBlock, type StackBench } from './bench.ts';
import { type ForeignServer, Program } from './program.ts';

/** The configuration that the kit's README tells an editor to use. */
export function rightConfiguration({ kit }: StackBench): string {
  return readmeBlock(kit, 'apache');
}

/** Starts Apache httpd with these directives, at a port of its own. */
export async function startApache(directives: string): Promise<ForeignServer> {
  const directory = mkdtempSync(join(tmpdir(), 'banc-apache-'));
  // Started by root it serves as somebody else, who has to read the page.
  chmodSync(directory, 0o755);
  writeFileSync(join(directory, 'index.html'), 'GAP de test\n');
  const port = await freePort();
  const configuration = join(directory, 'apache.conf');
  const here = directives
    .replace('Listen 8443', `Listen 127.0.0.1:${port}`)
    .replace('<VirtualHost *:8443>', `<VirtualHost 127.0.0.1:${port}>`);
  writeFileSync(configuration, apacheConf(directory, here));
  const program = new Program('apache2', ['-D', 'FOREGROUND', '-f', configuration]);
  // By then its sockets are bound.
  await program.says(/resuming normal operations/);
  return {
    port,
    async [Symbol.asyncDispose]() {
      await program[Symbol.asyncDispose]();
      rmSync(directory, { recursive: true });
    },
  };
}

const MODULES = ['mpm_event', 'authz_core', 'dir', 'socache_shmcb', 'ssl'];

function apacheConf(directory: string, directives: string): string {
  return `ServerRoot ${directory}
ServerName localhost
${MODULES.map((name) => `LoadModule ${name}_module /usr/lib/apache2/modules/mod_${name}.so`).join('\n')}
User www-data
Group www-data
PidFile ${directory}/apache.pid
DefaultRuntimeDir ${directory}
Mutex pthread
ErrorLog "|$cat >&2"
DocumentRoot ${directory}
DirectoryIndex index.html
${directives}
`;
}
