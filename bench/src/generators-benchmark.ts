import { execFile } from 'node:child_process';
import { globSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { assertChecks, startClient } from './client.ts';
import { type Material, writeCrls } from './material.ts';
import { endedChildrenSeconds, processorSeconds } from './processor-time.ts';
import type { GeneratorResults, GeneratorRound, HandshakeFigures } from './results.ts';
import { startNginx } from './servers/foreign.ts';
import { CIPHER, GCM_CIPHER } from './servers/server.ts';

const run = promisify(execFile);
const CRL_ENTRIES = 1_000;
const ROUNDS = 3;
const SECONDS = 3;

/** What a full mTLS handshake costs those who make them, with the same server, in turn. */
export async function measureGenerators(material: Material): Promise<GeneratorResults> {
  await using server = await startNginx(material, writeCrls(material, CRL_ENTRIES), [CIPHER, GCM_CIPHER]);
  await assertChecks(material, 'nginx', server.port);
  using client = startClient(material);
  const k6 = k6Generators(material, server.port);
  await client.handshakes({ port: server.port, most: 2_000, seconds: 10 });
  const rounds: GeneratorRound[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const before = processorSeconds(client.pid);
    const handshakes = await client.handshakes({ port: server.port, seconds: SECONDS });
    rounds.push({
      opensslTime: await opensslTime(material, server.port),
      nodeTls: { handshakes, processorSeconds: processorSeconds(client.pid) - before },
      ...(k6 && { k6: await k6.ours(), stockK6: await k6.stock() }),
    });
  }
  return { measuredAt: new Date().toISOString(), rounds };
}

/** `openssl s_time`, which checks the chain of the server and not its name. */
async function opensslTime({ terminal, kit }: Material, port: number): Promise<HandshakeFigures> {
  const roots = `${terminal.certificate}.s_time-ca`;
  // It presents the certificates of this file that its own needs.
  writeFileSync(
    roots,
    readFileSync(terminal.issuingCa, 'utf8') + readFileSync(join(kit, 'trust/igc-sante.pem'), 'utf8'),
  );
  const before = endedChildrenSeconds();
  const { stdout } = await run('openssl', [
    ...['s_time', '-connect', `127.0.0.1:${port}`, '-new', '-time', String(SECONDS), '-tls1_2'],
    ...['-cipher', CIPHER, '-cert', terminal.certificate, '-key', terminal.key, '-CAfile', roots],
  ]);
  const handshakes = Number(stdout.match(/^(\d+) connections in \d+ real seconds/m)?.[1]);
  return { handshakes, processorSeconds: endedChildrenSeconds() - before };
}

/** k6 with the module of the project, if it was built: the first `banc load` does so. And the same k6 without it. */
function k6Generators({ folder, terminal }: Material, port: number) {
  const built = globSync('.cache/k6/k6-*').filter((file) => !file.endsWith('.part'));
  const newest = built.toSorted((one, other) => statSync(other).mtimeMs - statSync(one).mtimeMs)[0];
  const program = process.env['BANC_K6'] ?? newest;
  if (program === undefined) return undefined;
  const identity = join(folder, 'generator');
  mkdirSync(identity);
  const read = (file: string) => readFileSync(file, 'utf8');
  writeFileSync(join(identity, 'fullchain.pem'), read(terminal.certificate) + read(terminal.issuingCa));
  writeFileSync(join(identity, 'key.pem'), read(terminal.key), { mode: 0o600 });
  const generator = (name: string, text: string) => {
    const script = join(folder, name);
    writeFileSync(script, text);
    return async () => {
      const { stdout } = await run(program, ['run', '--quiet', '--no-color', script], {
        env: { ...process.env, K6_NO_USAGE_REPORT: 'true' },
      });
      return JSON.parse(stdout.slice(stdout.indexOf('{'))) as HandshakeFigures;
    };
  };
  return {
    ours: generator('generator.js', oursScript(identity, port)),
    stock: generator('stock.js', stockScript(identity, port)),
  };
}

const oursScript = (identity: string, port: number) => `
import { Client, Identities, processorSeconds } from 'k6/x/mtls';
const identities = new Identities(${JSON.stringify(identity)});
const client = new Client({ target: '127.0.0.1:${port}', identities, reuse: 'nothing' });
export const options = { vus: 4, duration: '${SECONDS}s' };
export default () => {
  const { ok, error } = client.connect(0);
  if (!ok) throw new Error(error);
  client.close();
};
${summary('mtls_handshakes')}`;

/** Where anything but an answer comes back it throws: a handshake that failed is not to count. */
const stockScript = (identity: string, port: number) => `
import http from 'k6/http';
import { processorSeconds } from 'k6/x/mtls';
const read = (file) => open(${JSON.stringify(identity)} + '/' + file);
export const options = {
  vus: 4,
  duration: '${SECONDS}s',
  noConnectionReuse: true,
  insecureSkipTLSVerify: true,
  tlsVersion: 'tls1.2',
  tlsCipherSuites: ['TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384'],
  tlsAuth: [{ cert: read('fullchain.pem'), key: read('key.pem') }],
};
export default () => {
  const { status } = http.get('https://127.0.0.1:${port}/');
  if (status !== 200) throw new Error('the server answered ' + status);
};
${summary('http_reqs')}`;

/** To read the script is no part of what it costs. */
function summary(metric: string): string {
  return `export const setup = () => ({ before: processorSeconds() });
export const handleSummary = ({ metrics, setup_data: { before } }) => ({
  stdout: JSON.stringify({
    handshakes: metrics.${metric}.values.count,
    processorSeconds: processorSeconds() - before,
  }),
});
`;
}
