import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, expect, test } from 'vitest';
import { RequestRecord } from './request-record.ts';

const servers: ReturnType<typeof createServer>[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close().closeAllConnections();
});

/** A server that records, and the records. */
async function recording(answer: RequestListener, loses = false) {
  const records: RequestRecord[] = [];
  let answered = 0;
  const server = createServer((request, response) => {
    records.push(new RequestRecord({ request, response, connection: 7 }, loses, () => (answered += 1)));
    answer(request, response);
  });
  servers.push(server);
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/payments?all`;
  return { url, records, answered: () => answered };
}

const echo: RequestListener = async (request, response) => {
  const body = await text(request);
  response.writeHead(201, { 'content-type': 'text/plain' });
  response.write('got ');
  response.end(body);
};

test('what is asked and answered is kept, and passes unchanged', async () => {
  const { url, records } = await recording(echo);
  const body = 'é'.repeat(100_000);
  const response = await fetch(url, { method: 'POST', body, headers: { 'x-key': 'k' } });
  expect(await response.text()).toBe(`got ${body}`);
  expect(records).toHaveLength(1);
  expect(records[0]!.content).toMatchObject({
    connection: 7,
    method: 'POST',
    path: '/payments?all',
    headers: { 'x-key': 'k' },
    body: Buffer.from(body),
    answer: { status: 201, body: Buffer.from(`got ${body}`), lost: false },
  });
});

test('an answer that is lost is made, kept, and never sent', async () => {
  const { url, records, answered } = await recording(echo, true);
  await expect(fetch(url, { method: 'POST', body: 'debit' })).rejects.toThrow();
  expect(records[0]!.content).toMatchObject({
    body: Buffer.from('debit'),
    answer: { status: 201, body: Buffer.from('got debit'), lost: true },
  });
  expect(answered()).toBe(1);
});

test('a request that nobody has answered has no answer', async () => {
  const { url, records } = await recording((request) => request.socket.destroy());
  await expect(fetch(url)).rejects.toThrow();
  expect(records[0]!.answered).toBe(false);
  expect(records[0]!.content).not.toHaveProperty('answer');
});
