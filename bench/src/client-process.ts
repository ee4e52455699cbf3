/**
 * The client of the handshakes, in a process of its own: node:tls, each connection closed by close_notify and FIN of
 * both sides before the next one begins.
 */
import { constants } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { connect, createSecureContext, type SecureContext } from 'node:tls';
import type { ClientFiles, HandshakesWanted } from './client.ts';
import type { Fleet } from './fleet.ts';
import { CIPHER } from './servers/server.ts';

/** So that the server need not wait while the client computes. */
const AT_ONCE = 4;

const files = JSON.parse(process.argv[2]!) as ClientFiles;
const read = (file: string) => readFileSync(file, 'utf8');

const contextOf = (certificate: string, key: string): SecureContext =>
  createSecureContext({
    cert: certificate + issuingCa,
    key,
    ciphers: CIPHER,
    ecdhCurve: 'prime256v1',
    sigalgs: 'RSA+SHA256',
    minVersion: 'TLSv1.2',
    maxVersion: 'TLSv1.2',
    secureOptions: constants.SSL_OP_NO_TICKET,
  });

const issuingCa = read(files.issuingCa);
const only = contextOf(read(files.certificate), read(files.key));
const fleet = files.fleet === undefined ? undefined : (JSON.parse(read(files.fleet)) as Fleet);
let turn = 0;

/** Of who is next among so many. */
function nextContext(identities: number | undefined): SecureContext {
  if (fleet === undefined || identities === undefined) return only;
  const index = turn++ % identities;
  return contextOf(fleet.certificates[index]!, fleet.keys[index % fleet.keys.length]!);
}

/** A full handshake: no session is offered, and none is kept. */
function handshake(port: number, secureContext: SecureContext, request: boolean): Promise<void> {
  return new Promise((resolve, reject) => {
    // Who the server is does not matter here, and would cost time that is not measured.
    const socket = connect({ host: '127.0.0.1', port, secureContext, rejectUnauthorized: false });
    let complete = false;
    socket.once('secureConnect', () => {
      complete = !request;
      if (request) socket.write('GET / HTTP/1.1\r\nHost: localhost\r\n\r\n');
      else socket.end();
    });
    socket.once('data', (answer) => {
      complete = answer.toString('latin1').startsWith('HTTP/1.1 200 ');
      socket.end();
    });
    socket.once('error', reject);
    socket.once('close', () => (complete ? resolve() : reject(new Error('closed before it was complete'))));
    socket.resume();
  });
}

process.on('message', async (wanted: HandshakesWanted) => {
  const { port, seconds, most = Number.POSITIVE_INFINITY, identities, request = false } = wanted;
  const end = performance.now() + seconds * 1e3;
  let begun = 0;
  let completed = 0;
  const oneAfterTheOther = async () => {
    for (; performance.now() < end && begun++ < most; completed++)
      await handshake(port, nextContext(identities), request);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, oneAfterTheOther));
  process.send!(completed);
});
