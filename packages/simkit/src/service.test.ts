import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import fastify from 'fastify';
import { expect, test } from 'vitest';
import { startHttpService } from './service.ts';

const application = () => fastify().get('/', async () => 'here');

test('a service answers at its URL until it is stopped, and may be stopped twice', async () => {
  const service = await startHttpService(application(), { name: 'greeter', port: 0 });
  const answer = await fetch(service.url);
  expect(await answer.text()).toBe('here');
  await Promise.all([service.stop(), service.stop()]);
  await expect(fetch(service.url)).rejects.toThrow('fetch failed');
});

test('a port that is taken is named, with the service that wanted it', async () => {
  const occupant = createServer();
  await new Promise<void>((listening) => occupant.listen(0, '127.0.0.1', listening));
  const { port } = occupant.address() as AddressInfo;
  await expect(startHttpService(application(), { name: 'greeter', port })).rejects.toMatchObject({
    code: 'SIMKIT_PORT_TAKEN',
    message: `greeter cannot listen on 127.0.0.1:${port}: the port is taken`,
  });
  await new Promise((closed) => occupant.close(closed));
});

test('an address that this machine does not have is named', async () => {
  await expect(
    startHttpService(application(), { name: 'greeter', host: '192.0.2.1', port: 0 }),
  ).rejects.toMatchObject({ code: 'SIMKIT_ADDRESS_UNAVAILABLE' });
});
