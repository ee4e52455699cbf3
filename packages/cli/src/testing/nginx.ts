import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, watch, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

export interface Nginx extends AsyncDisposable {
  readonly port: number;
}

/** Starts nginx with one `server { }` block; resolves when it accepts connections. */
export async function startNginx(serverBlock: (port: number) => string): Promise<Nginx> {
  const directory = mkdtempSync(join(tmpdir(), 'banc-nginx-'));
  const port = await freePort();
  const configuration = join(directory, 'nginx.conf');
  const pidFile = join(directory, 'nginx.pid');
  writeFileSync(configuration, nginxConf(directory, pidFile, serverBlock(port)));
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

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
