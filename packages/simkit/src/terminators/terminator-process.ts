/**
 * A terminator: does handshakes and records of TLS, and leaves everything else to the process that has started it, with
 * which it ends, whatever that ends by.
 */
import { createPrivateKey } from 'node:crypto';
import { rmSync } from 'node:fs';
import { connect } from 'node:net';
import { dirname } from 'node:path';
import {
  type ConnectionInfo,
  createTls12Server,
  type PeerVerdict,
  type TlsConnection,
} from '@banc-gap/tls12';
import type { Answer, Assignment, Introduction, Order, Report } from './messages.ts';
import { Tunnel } from './tunnel.ts';

const report = (message: Report): void => {
  if (process.connected) process.send!(message);
};
const questions = new Map<number, PromiseWithResolvers<PeerVerdict>>();
let asked = 0;

/** Each time: who is judged here would be let in after a revocation. */
function verifyPeer(chain: readonly Buffer[]): Promise<PeerVerdict> {
  const question = asked++;
  const answered = Promise.withResolvers<PeerVerdict>();
  questions.set(question, answered);
  report({ type: 'question', question, chain });
  return answered.promise;
}

function answer({ question, verdict, failure }: Answer): void {
  const asking = questions.get(question);
  questions.delete(question);
  if (verdict) asking?.resolve(verdict);
  else asking?.reject(new Error(failure));
}

function serve({ handOver, host, port, identity, cipherSuites, clientCertificate }: Assignment): void {
  const { chain, privateKey } = identity;
  const server = createTls12Server(
    {
      identity: { chain, privateKey: createPrivateKey({ key: privateKey, format: 'der', type: 'pkcs8' }) },
      cipherSuites,
      clientCertificate,
      verifyPeer,
    },
    (connection) => carry(connection, handOver),
  );
  server.on('tlsClientError', ({ code }: { readonly code?: string }, { alertSent }: TlsConnection) =>
    report({ type: 'failed', error: code ?? null, alert: alertSent?.name ?? null }),
  );
  server.once('error', ({ code = '', message }: NodeJS.ErrnoException) =>
    report({ type: 'cannot-listen', code, message }),
  );
  server.listen({ host, port, reusePort: true }, () => report({ type: 'listening' }));
  process.once('disconnect', () => {
    // Whoever was killed has left it behind.
    rmSync(dirname(handOver), { recursive: true, force: true });
    process.exit();
  });
}

function carry(connection: TlsConnection, handOver: string): void {
  const { remoteAddress, remotePort, remoteFamily, localAddress, localPort } = connection;
  const tunnel = new Tunnel(connect({ path: handOver, allowHalfOpen: true }), { allowHalfOpen: true });
  const addresses = { remoteAddress, remotePort, remoteFamily, localAddress, localPort };
  const introduce = (info: ConnectionInfo) => tunnel.introduce({ info, ...addresses } satisfies Introduction);
  introduce(connection.info!);
  connection.on('renegotiated', introduce);
  let truncated = false;
  tunnel.on('error', () => undefined);
  tunnel.once('truncated', () => {
    truncated = true;
    tunnel.push(null); // What was said before it is still delivered.
  });
  tunnel.once('end', () => void (truncated ? connection.destroy() : connection.end()));
  tunnel.once('close', () => connection.resume());
  connection.once('close', () => {
    if (tunnel.writableEnded && !tunnel.writableFinished) tunnel.once('finish', () => tunnel.destroy());
    else tunnel.destroy();
  });
  connection.pipe(tunnel);
  tunnel.pipe(connection, { end: false });
}

process.on('message', (order: Order) => {
  if (order.type === 'serve') serve(order);
  else answer(order);
});
// They reach every process of a terminal, and the one that has started this one decides.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => undefined);
