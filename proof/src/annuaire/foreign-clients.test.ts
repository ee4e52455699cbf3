import { execFile } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { alertName } from '@banc-gap/pki';
import type { RunningAnnuaire } from '@banc-gap/sim-amc';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { foreignTool } from '../../../scripts/foreign-tool.ts';
import { ANNUAIRE_NAME, type AnnuaireBench, startBench } from './bench.ts';

let bench: AnnuaireBench;
beforeAll(async () => {
  bench = await startBench();
});
afterAll(() => bench[Symbol.asyncDispose]());

const beside = (name: string): string => fileURLToPath(new URL(name, import.meta.url));
const REQUEST = beside('search.xml');

/** Standard output, or standard error where the tool fails. */
function run(tool: string, parameters: readonly string[]): Promise<string> {
  return new Promise((resolve) => {
    const child = execFile(tool, parameters, { timeout: 60_000 }, (error, stdout, stderr) =>
      resolve(error ? stderr : stdout),
    );
    child.stdin?.end();
  });
}

/** What becomes of a search with the certificate in each folder, or with none: the code of the reply, or the alert. */
type Search = ({ port }: RunningAnnuaire, folders: readonly (string | null)[]) => Promise<string[]>;

const curl: Search = ({ port }, folders) =>
  Promise.all(
    folders.map(async (folder) => {
      const files = (chain: string) =>
        folder === null ? [] : ['--cert', join(folder, chain), '--key', join(folder, 'key.pem')];
      const told = await run('curl', [
        ...['--silent', '--show-error', '--cacert', bench.trust],
        ...['--resolve', `${ANNUAIRE_NAME}:${port}:127.0.0.1`, ...files('fullchain.pem')],
        ...['--header', 'Content-Type: text/xml; charset=utf-8', '--header', 'SOAPAction: ""'],
        ...['--data-binary', `@${REQUEST}`, `https://${ANNUAIRE_NAME}:${port}/`],
      ]);
      const [, code] = /<code_retour>(\d+)</.exec(told) ?? [];
      if (code !== undefined) return code;
      // curl has words of its own for some alerts; s_client numbers them all.
      const [cert, , key] = files('cert.pem').slice(1);
      const client =
        folder === null ? [] : ['-cert', cert!, '-key', key!, '-cert_chain', join(folder, 'chain.pem')];
      const seen = await run('openssl', ['s_client', '-connect', `127.0.0.1:${port}`, '-tls1_2', ...client]);
      return alertName(Number(/SSL alert number (\d+)/.exec(seen)?.[1])) ?? seen;
    }),
  );

const java: Search = async ({ port }, folders) => {
  const hosts = join(bench.directory, 'hosts');
  writeFileSync(hosts, `127.0.0.1 ${ANNUAIRE_NAME}\n`);
  const told = await run('java', [
    '-XX:TieredStopAtLevel=1',
    `-Djdk.net.hosts.file=${hosts}`,
    beside('AnnuaireClient.java'),
    ...[`https://${ANNUAIRE_NAME}:${port}/`, bench.trust, REQUEST],
    readFileSync(join(bench.client, 'password.txt'), 'utf8').trim(),
    ...folders.map((folder) => (folder === null ? '-' : join(folder, 'bundle.p12'))),
  ]);
  return told
    .trim()
    .split('\n')
    .map((line) => /fatal alert: (\w+)/.exec(line)?.[1] ?? line);
};

const python: Search = async ({ port }, folders) => {
  const told = await run('python3', [
    ...[beside('annuaire_client.py'), String(port), ANNUAIRE_NAME, bench.trust, REQUEST],
    ...folders.map((folder) => folder ?? '-'),
  ]);
  return told
    .trim()
    .split('\n')
    .map((line) => /_ALERT_(\w+)$/.exec(line)?.[1]?.toLowerCase() ?? line);
};

describe.each([
  { client: 'curl, on OpenSSL', tools: ['curl', 'openssl'], search: curl },
  { client: 'the HTTP client of Java', tools: ['java'], search: java },
  { client: 'the ssl module of Python', tools: ['python3'], search: python },
])('$client', ({ tools, search }) => {
  test.skipIf(!tools.every(foreignTool))('finds an AMC with the kit', async () => {
    expect(await search(bench.annuaire, [bench.client])).toEqual(['00']);
  });

  test.skipIf(!tools.every(foreignTool))(
    'is let in when revoked where that is not looked at, and only then',
    async () => {
      const found = await search(bench.lenient, [bench.revoked, bench.expired]);
      expect(found).toEqual(['00', 'certificate_expired']);
    },
  );

  test.skipIf(!tools.every(foreignTool))(
    'under another name gets a warning, or the alert where naming is strict',
    async () => {
      expect(await search(bench.annuaire, [bench.otherName])).toEqual(['00']);
      expect(bench.annuaire.journal.entries().at(-1)?.details).toMatchObject({
        client: {
          warnings: ['the common name is Client_Diapason_PSP, where ANS names Client_ROC_Annuaire_AMC'],
        },
      });
      expect(await search(bench.strict, [bench.otherName, bench.client])).toEqual(['access_denied', '00']);
    },
  );
});
