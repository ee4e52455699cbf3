import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import type { Material } from '../material.ts';
import { type BenchServer, CIPHER, listening, type StartServer } from './server.ts';

/** nginx as the kit's README configures it, with one suite unless told otherwise, one curve and one worker. */
export const startNginx = async (
  material: Material,
  crls: string,
  ciphers: readonly string[] = [CIPHER],
): Promise<BenchServer> => {
  const port = await freePort();
  const prefix = join(material.folder, `nginx-${port}`);
  mkdirSync(prefix);
  const configuration = join(prefix, 'nginx.conf');
  writeFileSync(configuration, nginxConfiguration(material, { port, prefix, crls, ciphers }));
  return startProgram('nginx', ['-p', prefix, '-c', configuration], port);
};

function nginxConfiguration(
  { kit }: Material,
  { port, prefix, crls, ciphers }: { port: number; prefix: string; crls: string; ciphers: readonly string[] },
): string {
  const snippet = readFileSync(join(kit, 'README.md'), 'utf8').match(/```nginx\n([\s\S]+?)```/)![1]!;
  const server = snippet
    .replace(/listen \d+ ssl;/, `listen 127.0.0.1:${port} ssl;\n    ssl_ecdh_curve prime256v1;`)
    .replace(/ssl_ciphers .*;/, `ssl_ciphers ${ciphers.join(':')};`)
    .replace(/ssl_crl .*;/, `ssl_crl "${crls}";`);
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'];
  return `daemon off;
worker_processes 1;
pid ${prefix}/nginx.pid;
error_log ${prefix}/error.log;
events { worker_connections 256; }
http {
  access_log off;
  ${temporary.map((kind) => `${kind}_temp_path ${prefix}/${kind};`).join('\n  ')}
  ${server}
}
`;
}

/** `openssl s_server`, which serves one connection after the other. */
export const startOpenssl: StartServer = async ({ kit, folder }, crls) => {
  const port = await freePort();
  // With -CRL only the first CRL of a file would be read.
  const trust = join(folder, `s_server-${port}.pem`);
  writeFileSync(trust, readFileSync(join(kit, 'trust/tpe.pem'), 'utf8') + readFileSync(crls, 'utf8'));
  const server = join(kit, 'diapason-tpe-server');
  const identity = ['-cert', join(server, 'cert.pem'), '-key', join(server, 'key.pem')];
  const protocol = ['-tls1_2', '-cipher', CIPHER, '-named_curve', 'P-256', '-no_ticket', '-no_cache'];
  const verification = ['-Verify', '3', '-verify_return_error', '-CAfile', trust, '-crl_check_all'];
  return startProgram(
    'openssl',
    [
      ...['s_server', '-quiet', '-www', '-accept', `127.0.0.1:${port}`],
      ...identity,
      ...['-cert_chain', join(server, 'chain.pem')],
      ...protocol,
      ...verification,
    ],
    port,
  );
};

async function startProgram(command: string, args: readonly string[], port: number): Promise<BenchServer> {
  const child = spawn(command, args, { stdio: ['ignore', 'ignore', 'pipe'] });
  let complaints = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    complaints = (complaints + text).slice(-2000);
  });
  const ended = once(child, 'close');
  const failed = ended.then(() => Promise.reject(new Error(`${command} ended:\n${complaints}`)));
  failed.catch(() => undefined);
  await Promise.race([listening(port), failed]);
  return {
    pid: child.pid!,
    port,
    async [Symbol.asyncDispose]() {
      child.kill();
      await ended;
    },
  };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
