import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { type RequestOptions, request } from 'node:https';
import { json } from 'node:stream/consumers';
import { kitMaterial } from '@banc-gap/mock-igc-sante';
import { type TemporaryAuthorities, temporaryAuthorities } from '@banc-gap/mock-igc-sante/testing';
import type { Dp, RunningDp } from '@banc-gap/sim-dp';
import { systemClock } from '@banc-gap/simkit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openDossiers, startDossierGateway, startDossiers } from './dossier-pharmaceutique.ts';

let temporary: TemporaryAuthorities;
let dp: Dp;
let running: RunningDp;
beforeAll(async () => {
  temporary = await temporaryAuthorities();
  const { journal } = temporary.authorities;
  dp = openDossiers(temporary.authorities, { journal });
  running = await startDossiers(temporary.authorities, dp, { port: 0, clock: systemClock });
});
afterAll(async () => {
  await running.stop();
  dp.close();
  await temporary[Symbol.asyncDispose]();
});

/** Consults the first patient of the seed. */
async function consult(port: number, options: RequestOptions) {
  const asked = request({
    ...options,
    host: '127.0.0.1',
    port,
    method: 'POST',
    path: '/dp/v1/consultations',
    ca: temporary.authorities.trust.igcSante.map(({ pem }) => pem),
    headers: { ...options.headers, 'content-type': 'application/json' },
  });
  asked.end(JSON.stringify({ ins: '180019999900168', oid: '1.2.250.1.213.1.4.10' }));
  const [answer] = (await once(asked, 'response')) as [IncomingMessage];
  return { status: answer.statusCode, content: await json(answer) };
}

test('a doctor of the kit consults the DP', async () => {
  const { 'dp-medecin-auth': doctor } = await kitMaterial(temporary.authorities, undefined, [
    'dp-medecin-auth',
  ]);
  const { certificate, chain, privateKey } = doctor;
  const answer = await consult(running.port, {
    servername: 'dp.banc.test',
    cert: [certificate, ...chain.slice(0, -1)].map(({ pem }) => pem).join(''),
    key: privateKey!.export({ format: 'pem', type: 'pkcs8' }),
  });
  expect(answer).toMatchObject({ status: 200, content: { nomNaissance: 'ESSAI-COMPLET' } });
});

test('and so does a program that has a password of the gateway, and no key', async () => {
  await using gateway = await startDossierGateway(temporary.authorities, running, {
    host: '127.0.0.1',
    port: 0,
    journal: temporary.authorities.journal,
    passwordOf: (person) => `password of ${person}`,
  });
  const answer = await consult(gateway.port, {
    servername: 'passerelle.banc.test',
    auth: '899700000021:password of 899700000021',
  });
  expect(answer).toMatchObject({ status: 200, content: { nomNaissance: 'ESSAI-COMPLET' } });
});
