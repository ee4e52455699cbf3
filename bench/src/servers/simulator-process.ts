import { createPrivateKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Certificate, Crl } from '@banc-gap/pki';
import { Admission, Journal, startTlsService, systemClock } from '@banc-gap/simkit';
import fastify from 'fastify';
import { files } from './node-process.ts';

/** What every simulator is made of: who is let in is looked at in the handshake, and again at the request. */
const read = (file: string) => readFileSync(join(files.kit, file), 'utf8');
const crls = readFileSync(files.crls, 'utf8')
  .split(/(?<=-----END X509 CRL-----\n)/)
  .filter((pem) => pem.trim() !== '')
  .map((pem) => Crl.parse(pem));
const trustAnchors = Certificate.parseAll(read('trust/tpe.pem'));
const trust = { trustAnchors: () => trustAnchors, crls: () => crls };
const journal = new Journal(systemClock);
const admission = new Admission({ kinds: ['terminal'], trust, clock: systemClock, journal });

const app = fastify();
app.get('/', async ({ raw }, reply) => {
  const { accepted } = await admission.judgeRequest(raw);
  return reply.code(accepted ? 200 : 401).send('');
});
const identity = {
  chain: Certificate.parseAll(read('diapason-tpe-server/fullchain.pem')).map(({ der }) => der),
  privateKey: createPrivateKey(read('diapason-tpe-server/key.pem')),
};
const options = { name: 'simulator', identity, admission, journal, processes: files.processes };
const { port } = await startTlsService(app, { ...options, port: 0 });
process.send!(port);
