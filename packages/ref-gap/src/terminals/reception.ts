import { createServer, type RequestListener } from 'node:http';
import type { Duplex } from 'node:stream';
import { Certificate } from '@banc-gap/pki';
import type { TerminalDesk } from './desk.ts';
import { POLL_PATH, PollBinding } from './poll-binding.ts';
import { serveSocket } from './socket-binding.ts';

/** Milliseconds that a connection has for its first octet. */
const FIRST_OCTET_TIMEOUT = 10_000;

/** What is done with a connection whose terminal was let in; the chain as it was sent, DER. */
export type Reception = (connection: Duplex, chain: readonly Buffer[]) => void;

/**
 * Both bindings on one port. The first octet tells them apart: of a length below 2²⁴ it is 0, of an HTTP request a letter.
 * What is not for the terminals is left to `others`.
 */
export function reception(desk: TerminalDesk, others: RequestListener): Reception {
  const polls = new PollBinding(desk);
  const http = createServer((request, response) => {
    if (request.url === POLL_PATH && request.method === 'POST') polls.answer(request, response);
    else others(request, response);
  });
  return (connection, chain) => {
    const serialNumber = serialNumberOf(chain);
    const impatience = setTimeout(() => connection.destroy(), FIRST_OCTET_TIMEOUT);
    connection.once('close', () => clearTimeout(impatience));
    connection.once('error', () => undefined); // 'close' follows
    connection.once('data', (octets: Buffer) => {
      clearTimeout(impatience);
      connection.pause();
      connection.unshift(octets);
      if (octets[0] === 0 && serialNumber !== undefined) serveSocket(connection, serialNumber, desk);
      else {
        if (serialNumber !== undefined) polls.admit(connection, serialNumber);
        http.emit('connection', connection);
      }
      connection.resume();
    });
  };
}

/** undefined where a defect let somebody in who has no certificate, or none that can be read. */
function serialNumberOf([leaf]: readonly Buffer[]): string | undefined {
  try {
    return leaf && Certificate.parse(leaf).commonName;
  } catch {
    return undefined;
  }
}
