import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Provider, PSP_NAME } from './provider.ts';

/** Where a foreign client connects, and whose files it has. */
interface Target {
  readonly provider: Provider;
  readonly port: number;
}

interface Ran {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

function runTool(tool: string, parameters: readonly string[]): Promise<Ran> {
  return new Promise((resolve) => {
    const child = execFile(tool, parameters, { timeout: 60_000 }, (error, stdout, stderr) => {
      resolve({ status: typeof error?.code === 'number' ? error.code : error ? -1 : 0, stdout, stderr });
    });
    child.stdin?.end();
  });
}

const rootOf = ({ kit }: Provider): string => join(kit, 'trust/psp.pem');

const beside = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

export const runCurl = (
  { provider, port }: Target,
  folder: string | null,
  path: string,
  ...options: string[]
) =>
  runTool('curl', [
    ...['--silent', '--show-error', '--cacert', rootOf(provider)],
    ...['--resolve', `${PSP_NAME}:${port}:127.0.0.1`],
    ...(folder === null ? [] : ['--cert', join(folder, 'fullchain.pem'), '--key', join(folder, 'key.pem')]),
    ...options,
    `https://${PSP_NAME}:${port}/diapason/v1/self${path}`,
  ]);

export const runSClient = ({ provider, port }: Target, folder: string | null) =>
  runTool('openssl', [
    ...['s_client', '-connect', `127.0.0.1:${port}`, '-servername', PSP_NAME, '-tls1_2'],
    ...['-CAfile', rootOf(provider), '-verify_return_error', '-verify_hostname', PSP_NAME],
    ...(folder === null
      ? []
      : [
          ...['-cert', join(folder, 'cert.pem'), '-key', join(folder, 'key.pem')],
          ...['-cert_chain', join(folder, 'chain.pem')],
        ]),
  ]);

/** What the Java client prints of a debit with that token. */
export async function runJava({ provider, port }: Target, token: string): Promise<string> {
  const hosts = join(provider.directory, 'hosts');
  writeFileSync(hosts, `127.0.0.1 ${PSP_NAME}\n`);
  const { stdout, stderr } = await runTool('java', [
    '-XX:TieredStopAtLevel=1',
    `-Djdk.net.hosts.file=${hosts}`,
    beside('PspClient.java'),
    `https://${PSP_NAME}:${port}/diapason/v1/self`,
    ...[rootOf(provider), join(provider.kit, 'diapason-psp-client', 'bundle.p12'), token],
  ]);
  if (stderr !== '') throw new Error(stderr);
  return stdout.trim();
}
