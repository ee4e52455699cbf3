import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { PassThrough } from 'node:stream';
import { json, text } from 'node:stream/consumers';
import { afterEach, describe, expect, test } from 'vitest';
import { DRIVE_ACTIONS, type DriveOrder, driveAnswerSchema } from './actions.ts';
import { commandDrive } from './command-drive.ts';
import { httpDrive } from './http-drive.ts';
import { manualDrive } from './manual-drive.ts';

const order = {
  action: 'trust.refresh',
  caseId: 'diapason-tpe/revocation/revoked-since',
  params: { pki: 'tpe', crls: '-----BEGIN X509 CRL-----\n' },
} as const satisfies DriveOrder;

describe('by HTTP', () => {
  const servers: Server[] = [];
  afterEach(() => {
    for (const server of servers.splice(0)) server.close().closeAllConnections();
  });

  async function driveTo(answer: (request: IncomingMessage, response: ServerResponse) => unknown) {
    const server = createServer(answer);
    servers.push(server);
    await once(server.listen(0, '127.0.0.1'), 'listening');
    return httpDrive(`http://127.0.0.1:${(server.address() as AddressInfo).port}/gap/`, 500);
  }

  test('the order is posted to the action, and the answer is the reply', async () => {
    const requests: unknown[] = [];
    const drive = await driveTo(async (request, response) => {
      requests.push([request.method, request.url, await json(request)]);
      response.end('{"outcome":"refused","detail":"no such CA"}');
    });
    expect(await drive.perform(order)).toEqual({ outcome: 'refused', detail: 'no such CA' });
    const { action, ...body } = order;
    expect(requests).toEqual([['POST', `/gap/actions/${action}`, body]]);
  });

  test.each([404, 501])('status %i says that the action is not implemented', async (status) => {
    const drive = await driveTo((_, response) => response.writeHead(status).end('no'));
    expect(await drive.perform(order)).toEqual({ outcome: 'not-implemented' });
  });

  test.each([
    [500, '{"outcome":"accepted"}', 'HTTP 500'],
    [200, 'accepted', 'not JSON'],
    [200, '{"outcome":"done"}', 'outcome'],
    [200, '{"outcome":"accepted","why":"x"}', 'why'],
  ])('status %i with %s is an error that says what is wrong', async (status, body, reason) => {
    const drive = await driveTo((_, response) => response.writeHead(status).end(body));
    expect(await drive.perform(order)).toEqual({
      outcome: 'error',
      detail: expect.stringContaining(reason),
    });
  });

  test('a server that does not answer is an error, in bounded time', async () => {
    const drive = await driveTo(() => undefined);
    expect(await drive.perform(order)).toMatchObject({ outcome: 'error' });
  });

  test('a server that is not there is an error that says so', async () => {
    const server = createServer();
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const { port } = server.address() as AddressInfo;
    server.close();
    await once(server, 'close');
    const reply = await httpDrive(`http://127.0.0.1:${port}`, 500).perform(order);
    expect(reply).toMatchObject({ outcome: 'error', detail: expect.stringContaining('ECONNREFUSED') });
  });
});

describe('by a command', () => {
  test.each([
    ['exit 0', { outcome: 'accepted' }],
    ['echo reading; echo "too old" >&2; exit 1', { outcome: 'refused', detail: 'too old' }],
    ['exit 89', { outcome: 'not-implemented' }],
    ['exit 2', { outcome: 'error', detail: 'the command ended with 2' }],
    ['kill -9 $$', { outcome: 'error', detail: 'the command was killed' }],
    ['no-such-command-at-all', { outcome: 'error', detail: expect.stringContaining('127') }],
  ])('%s', async (command, reply) => {
    expect(await commandDrive(command, 5000).perform(order)).toEqual(reply);
  });

  test('the order is in the environment', async () => {
    const drive = commandDrive('printf %s "$BANC_ACTION $BANC_CASE $BANC_PARAMS"', 5000);
    const { action, caseId, params } = order;
    const detail = `${action} ${caseId} ${JSON.stringify(params)}`;
    expect(await drive.perform(order)).toEqual({ outcome: 'accepted', detail });
  });

  test('a command that does not end is ended, with what it started', async () => {
    const reply = await commandDrive('sleep 60 | cat', 200).perform(order);
    expect(reply).toEqual({ outcome: 'error', detail: 'the command did not end within 200 ms' });
  });
});

describe('by a person', () => {
  const person = (timeoutMs = 5000) => {
    const input = new PassThrough();
    const output = new PassThrough();
    const kept: string[] = [];
    const keep = (_: string, content: string) => {
      kept.push(content);
      return '/tmp/crls.pem';
    };
    const drive = manualDrive({ input, output, keep }, 'en', timeoutMs);
    return { input, output, kept, drive };
  };

  test.each([
    ['y', 'accepted'],
    ['O', 'accepted'],
    ['r', 'refused'],
    ['e', 'error'],
    ['?', 'not-implemented'],
    ['what\ny', 'accepted'],
  ])('%j is %s', async (typed, outcome) => {
    const { input, drive } = person();
    const reply = drive.perform(order);
    input.write(`${typed}\n`);
    expect(await reply).toEqual({ outcome });
  });

  test('is told the case, the action, and where the file is', async () => {
    const { input, output, kept, drive } = person();
    const reply = drive.perform(order);
    input.write('y\n');
    await reply;
    output.end();
    const told = await text(output);
    for (const part of [order.caseId, order.action, 'crls: /tmp/crls.pem']) expect(told).toContain(part);
    expect(kept).toEqual([order.params.crls]);
  });

  test('who does not answer in time, or is not there, is an error', async () => {
    expect(await person(50).drive.perform(order)).toEqual({
      outcome: 'error',
      detail: 'nobody answered within 50 ms',
    });
    const { input, drive } = person();
    input.end();
    expect(await drive.perform(order)).toEqual({ outcome: 'error', detail: 'nobody is at the terminal' });
  });
});

test('docs/drive.md names every action with its parameters, and every outcome', () => {
  const document = readFileSync(new URL('../../../../docs/drive.md', import.meta.url), 'utf8');
  const names = Object.entries(DRIVE_ACTIONS).flatMap(([action, schema]) => [
    action,
    ...Object.keys(schema.shape),
  ]);
  const missing = [...names, ...driveAnswerSchema.shape.outcome.options].filter(
    (name) => !document.includes(`\`${name}\``),
  );
  expect(missing).toEqual([]);
});
