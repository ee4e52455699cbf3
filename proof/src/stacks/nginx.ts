import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '@banc-gap/cli';
import { readmeBlock, type StackBench } from './bench.ts';
import { type ForeignServer, Program } from './program.ts';

/** The configuration that the kit's README tells an editor to use. */
export function rightConfiguration({ kit }: StackBench): string {
  return readmeBlock(kit, 'nginx');
}

export interface Nginx extends ForeignServer {
  /** Has it read its files again; settles when no process is left that knows the former ones. */
  reload(): Promise<void>;
}

/** Starts nginx with one `server { }` block, at a port of its own. */
export async function startNginx(serverBlock: string): Promise<Nginx> {
  const directory = mkdtempSync(join(tmpdir(), 'banc-nginx-'));
  const port = await freePort();
  const configuration = join(directory, 'nginx.conf');
  writeFileSync(
    configuration,
    nginxConf(directory, serverBlock.replace(/listen \d+/, `listen 127.0.0.1:${port}`)),
  );
  const program = new Program('nginx', ['-p', directory, '-e', 'stderr', '-c', configuration]);
  // By then its sockets are bound.
  await program.says(/start worker processes/);
  return {
    port,
    async reload() {
      program.signal('SIGHUP');
      await program.says(/worker process \d+ exited with code 0/);
    },
    async [Symbol.asyncDispose]() {
      await program[Symbol.asyncDispose]();
      rmSync(directory, { recursive: true });
    },
  };
}

function nginxConf(directory: string, server: string): string {
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'];
  return `daemon off;
worker_processes 1;
pid ${directory}/nginx.pid;
error_log stderr notice;
events { worker_connections 256; }
http {
  access_log off;
  ${temporary.map((kind) => `${kind}_temp_path ${directory}/${kind};`).join('\n  ')}
  ${server}
}
`;
}
