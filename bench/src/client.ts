import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { Terminal } from '@banc-gap/sim-tpe';
import { systemClock, systemRandom } from '@banc-gap/simkit';
import type { Identity } from '@banc-gap/tls12';
import { type Cores, onCores } from './cores.ts';
import type { Material } from './material.ts';
import { answer } from './servers/node.ts';

/** What the client process is given, as JSON in its first argument: PEM files. */
export type ClientFiles = Material['terminal'] & {
  /** JSON, a `Fleet`: identities to present in turn, in place of the one. */
  readonly fleet?: string | undefined;
};

/** What it is asked, as a message; it answers with the number of handshakes that were completed. */
export interface HandshakesWanted {
  readonly port: number;
  /** Handshakes begin within that time. */
  readonly seconds: number;
  /** No more than that many begin; default any number. */
  readonly most?: number | undefined;
  /** How many of the fleet present their certificates in turn. */
  readonly identities?: number | undefined;
  /** Each connection is for a request, which is answered before it ends. */
  readonly request?: boolean;
}

export interface Client extends Disposable {
  readonly pid: number;
  /** Full handshakes with the whole chain, a few at once: how many were completed. */
  handshakes(wanted: HandshakesWanted): Promise<number>;
}

export function startClient(
  { terminal }: Material,
  { fleet, cores }: { readonly fleet?: string; readonly cores?: Cores } = {},
): Client {
  const program = fileURLToPath(new URL('client-process.ts', import.meta.url));
  const files: ClientFiles = { ...terminal, fleet };
  const child = fork(program, [JSON.stringify(files)], onCores(cores));
  return {
    pid: child.pid!,
    async handshakes(wanted) {
      child.send(wanted);
      return answer<number>(child);
    },
    [Symbol.dispose]: () => void child.kill(),
  };
}

/** Milliseconds: a server with a long CRL takes a second for a handshake, and more where the machine is busy. */
const PATIENCE = { handshake: 60_000, answer: 60_000 };

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
    timeouts: PATIENCE,
    clock: systemClock,
    random: systemRandom,
  });
  const { answer } = await terminal.exchange({ probe: { mode: 'http', method: 'GET', path: '/' } });
  return answer?.status === 200;
}
