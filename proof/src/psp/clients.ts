import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { alertName } from '@banc-gap/pki';
import { type Provider, PSP_NAME } from './provider.ts';

/** Where a foreign client connects, and whose files it has. */
export interface Target {
  readonly provider: Provider;
  readonly port: number;
}

/** What becomes of a connection with the certificate in that folder, or with none: `accepted`, or the alert. */
type Outcomes = (target: Target, folders: readonly (string | null)[]) => Promise<string[]>;

export interface ForeignClient {
  readonly name: string;
  readonly tools: readonly string[];
  readonly outcomes: Outcomes;
}

interface Ran {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

export function runTool(tool: string, parameters: readonly string[]): Promise<Ran> {
  return new Promise((resolve) => {
    const child = execFile(tool, parameters, { timeout: 60_000 }, (error, stdout, stderr) => {
      resolve({ status: typeof error?.code === 'number' ? error.code : error ? -1 : 0, stdout, stderr });
    });
    child.stdin?.end();
  });
}

export const rootOf = ({ kit }: Provider): string => join(kit, 'trust/psp.pem');

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

/** What the Java client prints, a line for each folder, after that of the day if it has a token. */
export async function runJava(
  { provider, port }: Target,
  token: string | null,
  folders: readonly (string | null)[],
) {
  const hosts = join(provider.directory, 'hosts');
  writeFileSync(hosts, `127.0.0.1 ${PSP_NAME}\n`);
  const client = join(provider.kit, 'diapason-psp-client');
  const bundle = (folder: string | null) => (folder === null ? '-' : join(folder, 'bundle.p12'));
  const { stdout, stderr } = await runTool('java', [
    '-XX:TieredStopAtLevel=1',
    `-Djdk.net.hosts.file=${hosts}`,
    beside('PspClient.java'),
    `https://${PSP_NAME}:${port}/diapason/v1/self`,
    ...[rootOf(provider), token ?? '-', bundle(client)],
    ...folders.map(bundle),
  ]);
  if (stderr !== '') throw new Error(stderr);
  return stdout.trim().split('\n');
}

const accepted = (status: string): string => (status === '200' ? 'accepted' : `HTTP status ${status}`);

export const FOREIGN_CLIENTS: readonly ForeignClient[] = [
  {
    name: 'curl, on OpenSSL',
    tools: ['curl', 'openssl'],
    outcomes: (target, folders) =>
      Promise.all(
        folders.map(async (folder) => {
          const { status, stdout } = await runCurl(
            target,
            folder,
            '/settlements',
            ...['--output', '/dev/null', '--write-out', '%{http_code}'],
          );
          if (status === 0) return accepted(stdout);
          // curl has words of its own for some alerts; s_client numbers them all.
          const { stderr } = await runSClient(target, folder);
          const [, number] = /SSL alert number (\d+)/.exec(stderr) ?? [];
          return alertName(Number(number)) ?? stderr;
        }),
      ),
  },
  {
    name: 'the HTTP client of Java',
    tools: ['java'],
    outcomes: async (target, folders) =>
      (await runJava(target, null, folders)).map(
        (line) => /fatal alert: (\w+)/.exec(line)?.[1] ?? accepted(line),
      ),
  },
  {
    name: 'the ssl module of Python',
    tools: ['python3'],
    async outcomes({ provider, port }, folders) {
      const { stdout, stderr } = await runTool('python3', [
        beside('psp_client.py'),
        ...[String(port), PSP_NAME, rootOf(provider)],
        ...folders.map((folder) => folder ?? '-'),
      ]);
      if (stderr !== '') throw new Error(stderr);
      return stdout
        .trim()
        .split('\n')
        .map((line) => /^(?:SSLV3|TLSV1)_ALERT_(\w+)$/.exec(line)?.[1]?.toLowerCase() ?? accepted(line));
    },
  },
];
