import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, watch, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { StackBench } from './bench.ts';
import { type ForeignServer, freePort } from './program.ts';

/** The configuration that the kit's README tells an editor to use. */
export function rightConfiguration({ kit }: StackBench): string {
  return readFileSync(join(kit, 'README.md'), 'utf8').match(/```nginx\n([\s\S]+?)```/)?.[1] ?? '';
}

/** Starts nginx with one `server { }` block, at a port of its own; resolves when it accepts connections. */
export async function startNginx(serverBlock: string): Promise<ForeignServer> {
  const directory = mkdtempSync(join(tmpdir(), 'banc-nginx-'));
  const port = await freePort();
  const configuration = join(directory, 'nginx.conf');
  const pidFile = join(directory, 'nginx.pid');
  writeFileSync(
    configuration,
    nginxConf(directory, pidFile, serverBlock.replace(/listen \d+/, `listen 127.0.0.1:${port}`)),
  );
  // As a daemon, nginx returns once its sockets are bound.
  await promisify(execFile)('nginx', ['-p', directory, '-c', configuration]);
  return {
    port,
    async [Symbol.asyncDispose]() {
      const stopped = fileGone(directory, 'nginx.pid');
      process.kill(Number(readFileSync(pidFile, 'utf8')), 'SIGTERM');
      await stopped;
      rmSync(directory, { recursive: true });
    },
  };
}

function nginxConf(directory: string, pidFile: string, server: string): string {
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'];
  return `worker_processes 1;
pid ${pidFile};
error_log ${directory}/error.log;
events { worker_connections 256; }
http {
  access_log off;
  ${temporary.map((kind) => `${kind}_temp_path ${directory}/${kind};`).join('\n  ')}
  ${server}
}
`;
}

/** nginx removes its pid file as the last thing before it ends. */
function fileGone(directory: string, name: string): Promise<void> {
  return new Promise((resolve) => {
    const watcher = watch(directory, (event, file) => {
      if (event !== 'rename' || file !== name) return;
      watcher.close();
      resolve();
    });
  });
}
