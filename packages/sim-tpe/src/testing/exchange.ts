import { type Exchange, systemClock, systemRandom } from '@banc-gap/simkit';
import { type Probe, Terminal, type TerminalOptions } from '../index.ts';
import { FQDN, type TestPki } from './pki.ts';

export const GET: Probe = { mode: 'http', method: 'GET', path: '/' };

/** A terminal that is right, in a hurry, and knows where to find the GAP on this machine. */
export function terminalOf(pki: TestPki, port: number, options: Partial<TerminalOptions> = {}): Terminal {
  return new Terminal({
    identity: pki.terminal(),
    gap: { fqdn: FQDN, address: '127.0.0.1', port },
    trust: [pki.igcSanteRoot.certificate],
    timeouts: { resolve: 300, connect: 300, handshake: 300, answer: 300 },
    clock: systemClock,
    random: systemRandom,
    ...options,
  });
}

/** What is of interest of an exchange, small enough to compare. */
export const gist = ({ reached, handshake, end, error, answer }: Exchange) => ({
  reached,
  handshake,
  end,
  code: error?.code,
  status: answer?.status,
  body: answer?.bytes.toString(),
});

export const SERVED = { reached: 'connected', handshake: 'completed', end: 'local', status: 200, body: 'ok' };
