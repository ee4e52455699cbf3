import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Terminal } from '@banc-gap/sim-tpe';
import { systemClock, systemRandom } from '@banc-gap/simkit';
import type { Identity } from '@banc-gap/tls12';
import type { Material } from './material.ts';
import { CIPHER } from './servers/server.ts';

/** One group and one signature algorithm, so that every server does the same; no tickets, so that none is issued. */
const OPENSSL_CONFIGURATION = `openssl_conf = init
[init]
ssl_conf = ssl
[ssl]
system_default = defaults
[defaults]
Groups = P-256
SignatureAlgorithms = RSA+SHA256
Options = -SessionTicket
`;

/**
 * Full handshakes with the whole chain, one after the other, for that many seconds at least: how many were completed.
 * The client is `openssl s_time`, which closes as soon as a handshake is complete.
 */
export async function handshakes(
  { terminal, folder }: Material,
  port: number,
  seconds: number,
): Promise<number> {
  const configuration = join(folder, 'client.cnf');
  writeFileSync(configuration, OPENSSL_CONFIGURATION);
  const { stdout } = await promisify(execFile)(
    'openssl',
    [
      ...['s_time', '-new', '-tls1_2', '-cipher', CIPHER],
      ...['-connect', `127.0.0.1:${port}`, '-time', String(seconds)],
      // What is in -CAfile completes the chain that is sent.
      ...['-cert', terminal.certificate, '-key', terminal.key, '-CAfile', terminal.issuingCa],
    ],
    { env: { ...process.env, OPENSSL_CONF: configuration } },
  );
  const count = Number(stdout.match(/^(\d+) connections in \d+ real seconds/m)?.[1]);
  if (!(count > 0)) throw new Error(`openssl s_time completed no handshake:\n${stdout}`);
  return count;
}

/** A server that does not check would look fast: it must answer the good terminal, and not the revoked one. */
export async function assertChecks(material: Material, name: string, port: number): Promise<void> {
  const good = await answered(material, port, material.good);
  const revoked = await answered(material, port, material.revoked);
  if (!good || revoked) {
    throw new Error(`${name} ${good ? 'serves a revoked terminal' : 'does not serve the good terminal'}`);
  }
}

async function answered({ fqdn, authorities }: Material, port: number, identity: Identity): Promise<boolean> {
  const terminal = new Terminal({
    identity,
    gap: { fqdn, address: '127.0.0.1', port },
    trust: authorities.trust.igcSante,
    clock: systemClock,
    random: systemRandom,
  });
  const { answer } = await terminal.exchange({ probe: { mode: 'http', method: 'GET', path: '/' } });
  return answer?.status === 200;
}
