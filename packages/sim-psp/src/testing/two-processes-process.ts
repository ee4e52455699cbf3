/** A service that does TLS in two processes, in a process that a test kills. */
import { Journal, startTlsService, systemClock } from '@banc-gap/simkit';
import fastify from 'fastify';
import { TestPki } from './pki.ts';

const { server } = await TestPki.create();
const journal = new Journal(systemClock);
const { port } = await startTlsService(fastify(), {
  ...{ name: 'killed', identity: server, journal, port: 0, processes: 2 },
});
process.send!(port);
