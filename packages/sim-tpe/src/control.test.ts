import { systemClock } from '@banc-gap/simkit';
import { expect, test } from 'vitest';
import { startTpeControl } from './control.ts';
import { consentRequest, socketGap } from './testing/gap.ts';
import { setting } from './testing/payment.ts';
import { FQDN, TestPki } from './testing/pki.ts';

test('a terminal is paired, connected, visited and read through its control port', async () => {
  const pki = await TestPki.create();
  await using gap = await socketGap(pki);
  await using tpe = setting(pki, 1, 'https');
  const { serialNumber } = tpe.terminal;
  await using control = await startTpeControl({
    terminals: new Map([[serialNumber, tpe.terminal]]),
    clock: systemClock,
    journal: tpe.journal,
  });
  const ask = async (method: string, path: string, body?: unknown) => {
    const answer = await fetch(`${control.url}${path}`, {
      method,
      ...(body !== undefined && {
        body: JSON.stringify(body),
        headers: { 'content-type': 'application/json' },
      }),
    });
    const text = await answer.text();
    return { status: answer.status, json: text === '' ? undefined : JSON.parse(text) };
  };
  const path = `/terminals/${serialNumber}`;

  expect((await ask('GET', '/terminals')).json).toMatchObject({
    total: 1,
    states: { off: 1 },
    items: [{ serialNumber, state: 'off', visitor: null }],
  });
  const paired = { gap: { fqdn: FQDN, address: '127.0.0.1', port: gap.port }, binding: 'socket' };
  expect((await ask('PUT', `${path}/pairing`, paired)).json.pairing).toEqual(paired);
  expect((await ask('POST', `${path}/connect`)).status).toBe(202);
  const guest = await gap.guest();
  await tpe.event('terminal-connected');
  const visit = { card: 'insufficient-funds', cardholder: 'mistypes-once' };
  expect((await ask('PUT', `${path}/visitor`, visit)).json.visitor).toMatchObject({
    card: { issuerRefuses: '51' },
    cardholder: { pin: ['wrong', 'right'] },
  });
  guest.send(consentRequest(guest.name, 'C1'));
  expect(await guest.next('PaymentResponse')).toMatchObject({
    Response: { ErrorCondition: 'Refusal' },
    'urn:banc-gap:diapason:refusal': { Reason: 'issuer-refused', ResponseCode: '51' },
  });
  const events = (await ask('GET', `${path}/journal`)).json.map(({ event }: { event: string }) => event);
  expect(events).toEqual([
    'terminal-paired',
    'message-sent',
    'message-received',
    'terminal-connected',
    'message-received',
    'message-sent',
  ]);
  expect((await ask('DELETE', `${path}/visitor`)).status).toBe(204);
  expect((await ask('GET', path)).json.visitor).toBeNull();
  expect((await ask('POST', `${path}/disconnect`)).json.state).toBe('off');

  expect(await ask('GET', '/terminals/NOBODY')).toMatchObject({
    status: 404,
    json: { code: 'TPE_TERMINAL_UNKNOWN' },
  });
  const wrong = await ask('PUT', `${path}/visitor`, { card: 'golden' });
  expect(wrong).toMatchObject({ status: 400, json: { error: expect.stringContaining('card') } });
});
