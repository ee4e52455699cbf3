import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ManualClock } from '@banc-gap/simkit';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Psp } from '../psp.ts';
import { event } from '../schemas/webhooks.ts';
import { consent, quietPsp } from '../testing/bench.ts';
import { ACCOUNT, debitOf, keyFor } from '../testing/messages.ts';

import { WebhookDeliverer } from './deliver.ts';
import { RETRY_AFTER_MS } from './desk.ts';

let psp: Psp;
let clock: ManualClock;
let hospital: Server;
let url: string;
let deliverer: WebhookDeliverer;
/** What the hospital got, and what it answers. */
let got: { readonly headers: IncomingHttpHeaders; readonly body: string }[];
let status: number;

beforeEach(async () => {
  ({ psp, clock } = quietPsp());
  got = [];
  status = 204;
  hospital = createServer(async (request, response) => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    got.push({ headers: request.headers, body: Buffer.concat(parts).toString() });
    response.writeHead(status).end();
  });
  await once(hospital.listen(0, '127.0.0.1'), 'listening');
  url = `http://localhost:${(hospital.address() as AddressInfo).port}/psp`;
  deliverer = new WebhookDeliverer({ desk: psp.webhooks, clock: psp.clock, trust: () => [] });
});
afterEach(async () => {
  await deliverer.stop();
  hospital.close();
  psp.close();
});

const subscribe = () => psp.webhooks.put(psp.merchants.get(ACCOUNT), { url });
const outcomes = () =>
  psp.journal.entries().flatMap(({ event: name }) => (name.startsWith('webhook-') ? [name] : []));

test('tells what happens in the order of it, signed as Standard Webhooks say', async () => {
  const { secret } = await subscribe();
  psp.payments.debit(psp.merchants.get(ACCOUNT), debitOf(consent(psp)), keyFor('told'));
  await deliverer.deliverDue();
  expect(got.map(({ body }) => event.parse(JSON.parse(body)).type)).toEqual([
    'mandate.registered',
    'payment.authorised',
  ]);
  for (const { headers, body } of got) {
    const signed = `${headers['webhook-id']}.${headers['webhook-timestamp']}.${body}`;
    const mac = createHmac('sha256', Buffer.from(secret.slice('whsec_'.length), 'base64')).update(signed);
    expect(headers['webhook-signature']).toBe(`v1,${mac.digest('base64')}`);
    expect(headers['webhook-timestamp']).toBe('1795255200');
  }
  await deliverer.deliverDue();
  expect(got).toHaveLength(2);
});

test('tries again a bounded number of times, later each time, and gives up', async () => {
  await subscribe();
  status = 500;
  consent(psp);
  await deliverer.deliverDue();
  await deliverer.deliverDue();
  expect(got).toHaveLength(1);
  for (const wait of RETRY_AFTER_MS) {
    clock.advance(wait);
    await deliverer.deliverDue();
  }
  expect(got).toHaveLength(1 + RETRY_AFTER_MS.length);
  clock.advance(86_400_000);
  await deliverer.deliverDue();
  expect(got).toHaveLength(1 + RETRY_AFTER_MS.length);
  expect(outcomes()).toEqual([...RETRY_AFTER_MS.map(() => 'webhook-failed'), 'webhook-given-up']);
  expect(new Set(got.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
});

test('follows no redirection, and counts it as a failure', async () => {
  await subscribe();
  status = 302;
  consent(psp);
  await deliverer.deliverDue();
  expect(outcomes()).toEqual(['webhook-failed']);
});

test('tells nobody of what happened before, or where nobody wants to know', async () => {
  consent(psp);
  await subscribe();
  await deliverer.deliverDue();
  psp.webhooks.remove(psp.merchants.get(ACCOUNT));
  consent(psp, undefined, 'later');
  await deliverer.deliverDue();
  expect(got).toEqual([]);
});

describe('an address', () => {
  test.each([
    'http://192.0.2.1/',
    'http://[2001:db8::1]:8080/',
    'https://192.0.2.1/',
    'http://name.invalid/',
  ])('that is not on this machine or its network is refused: %s', async (address) => {
    const merchant = psp.merchants.get(ACCOUNT);
    await expect(psp.webhooks.put(merchant, { url: address })).rejects.toThrow('webhook-address-refused');
  });

  test('is no file and no other protocol', async () => {
    const merchant = psp.merchants.get(ACCOUNT);
    await expect(psp.webhooks.put(merchant, { url: 'ftp://127.0.0.1/' })).rejects.toThrow('schema-error');
  });
});
