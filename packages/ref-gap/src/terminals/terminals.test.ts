import { once } from 'node:events';
import { beforeAll, describe, expect, test } from 'vitest';
import { type ReferenceGapOptions, startReferenceGap } from '../index.ts';
import type { GapMaterial } from '../material.ts';
import { createNodeServer } from '../testing/node-factory.ts';
import { message, payingTerminal, paymentResponse, refusal } from '../testing/paying-terminal.ts';
import { Terminals } from '../testing/terminals.ts';

const FQDN = 'gap.ch-test.fr';
const SERVER = 'igc-sante-test/ssl-serveur';

let terminals: Terminals;
let material: GapMaterial;
beforeAll(async () => {
  terminals = await Terminals.create();
  material = { ...terminals.served(SERVER, FQDN), ...terminals.trusted };
});

const start = (options: Partial<ReferenceGapOptions> = {}) =>
  startReferenceGap({ stack: 'node', material, createSecureServer: createNodeServer, ...options });
const order = {
  id: 'c1',
  dossier: 'S-1',
  at: '2026-11-22T09:00:00.000Z',
  ceiling: 150_00,
  text: 'au plus 150 €',
};

describe.each([
  ['node', 'socket'],
  ['node', 'https'],
  ['tls12', 'socket'],
  ['tls12', 'https'],
] as const)('on the stack %s, over %s', (stack, binding) => {
  test('a patient agrees: the token comes back', async () => {
    await using gap = await start({ stack });
    using terminal = await payingTerminal(gap.port, terminals.present(), binding);
    expect(await terminal.login()).toMatchObject({
      SaleToPOIResponse: {
        MessageHeader: { ServiceID: 'LOGIN', POIID: terminal.name },
        LoginResponse: { Response: { Result: 'Success' } },
      },
    });
    expect(gap.terminals.connected).toEqual([terminal.name]);
    const outcome = gap.terminals.ask(terminal.name, order);
    expect(await terminal.next()).toMatchObject({
      SaleToPOIRequest: {
        MessageHeader: { ServiceID: 'c1', MessageCategory: 'Payment' },
        PaymentRequest: {
          SaleData: { TokenRequestedType: 'Customer' },
          PaymentTransaction: { AmountsReq: { Currency: 'EUR', RequestedAmount: 1 } },
          PaymentData: { PaymentType: 'FirstReservation' },
          DisplayOutput: 'au plus 150 €',
          'urn:banc-gap:diapason:consent': { Ceiling: 150 },
        },
      },
    });
    terminal.say(paymentResponse(terminal.name, 'c1', 150));
    expect(await outcome).toMatchObject({
      agreed: true,
      token: 'dpn_token',
      maskedCard: '############0001',
      approvalCode: 'A12345',
    });
  });

  test('a connection that is lost: the same order again, once the terminal is back', async () => {
    await using gap = await start({ stack });
    const credential = terminals.present();
    const first = await payingTerminal(gap.port, credential, binding);
    await first.login();
    const outcome = gap.terminals.ask(first.name, order);
    const asked = await first.next();
    first.socket.destroy();
    using again = await payingTerminal(gap.port, credential, binding);
    await again.login();
    expect(await again.next()).toEqual(asked);
    again.say(refusal(again.name, 'c1', 'declined'));
    expect(await outcome).toEqual({ agreed: false, reason: 'declined' });
  });

  test('a certificate that is renewed: new connections see it, established ones go on', async () => {
    await using gap = await start({ stack });
    using before = await payingTerminal(gap.port, terminals.present(), binding);
    await before.login();
    const renewed = terminals.served(SERVER, FQDN);
    gap.useCertificate(renewed);
    using after = await payingTerminal(gap.port, terminals.present(), binding);
    await after.login();
    expect(material.certificateChain).toContain(before.served);
    expect(renewed.certificateChain).toContain(after.served);
    for (const terminal of [before, after]) {
      const outcome = gap.terminals.ask(terminal.name, { ...order, id: terminal.name.slice(0, 10) });
      await terminal.next();
      terminal.say(refusal(terminal.name, terminal.name.slice(0, 10), 'declined'));
      expect(await outcome).toMatchObject({ agreed: false });
    }
  });
});

test('a key that is not that of the certificate: refused, and the old one goes on', async () => {
  await using gap = await start();
  const { privateKey } = material;
  const other = (await Terminals.create()).served(SERVER, FQDN);
  expect(() => gap.useCertificate({ ...other, privateKey })).toThrow(
    expect.objectContaining({ code: 'REF_GAP_KEY_MISMATCH' }),
  );
  using terminal = await payingTerminal(gap.port, terminals.present(), 'socket');
  expect(await terminal.login()).toBeDefined();
});

describe('a terminal that is not to be believed', () => {
  test.each([
    ['no message at all', () => ({ hello: 'GAP' })],
    [
      'a message in the name of another',
      () => message('BANC000000000999', 'SaleToPOIRequest', 'LOGIN', { LoginRequest: {} }),
    ],
    [
      'a card number in place of a masked one',
      (name: string) => paymentResponse(name, 'c1', 150, { MaskedPAN: '4970109000000003' }),
    ],
  ])('%s: the connection ends', async (_, said) => {
    await using gap = await start();
    using terminal = await payingTerminal(gap.port, terminals.present(), 'socket');
    terminal.say(said(terminal.name));
    await once(terminal.socket, 'close');
    expect(gap.terminals.connected).toEqual([]);
  });

  test.each([0, 65_537, 0x00_ff_ff_ff])('a length of %i octets: the connection ends', async (length) => {
    await using gap = await start();
    using terminal = await payingTerminal(gap.port, terminals.present(), 'socket');
    const head = Buffer.alloc(4);
    head.writeUInt32BE(length);
    terminal.socket.write(head);
    await once(terminal.socket, 'close');
  });

  test.each([
    ['another ceiling than was asked', 500, {}],
    ['no token', 150, { PaymentToken: undefined }],
  ])('%s: the patient has agreed to nothing', async (_, ceiling, card) => {
    await using gap = await start();
    using terminal = await payingTerminal(gap.port, terminals.present(), 'socket');
    await terminal.login();
    const outcome = gap.terminals.ask(terminal.name, order);
    await terminal.next();
    terminal.say(paymentResponse(terminal.name, 'c1', ceiling, card));
    expect(await outcome).toEqual({ agreed: false, reason: 'not-what-was-ordered' });
  });

  test('an order that is not understood: the clerk is told why', async () => {
    await using gap = await start();
    using terminal = await payingTerminal(gap.port, terminals.present(), 'socket');
    await terminal.login();
    const outcome = gap.terminals.ask(terminal.name, order);
    await terminal.next();
    const EventNotification = { EventDetails: 'PaymentRequest: unknown field' };
    terminal.say(message(terminal.name, 'SaleToPOIRequest', 'c1', { EventNotification }, 'Event'));
    await expect(outcome).rejects.toMatchObject({ code: 'REF_GAP_ORDER_REJECTED' });
  });
});

test('a terminal that says nothing: the order is given up, and taken back', async () => {
  await using gap = await start({ desk: { patience: 30 } });
  using terminal = await payingTerminal(gap.port, terminals.present(), 'socket');
  await terminal.login();
  await expect(gap.terminals.ask(terminal.name, order)).rejects.toMatchObject({
    code: 'REF_GAP_TERMINAL_SILENT',
  });
  await terminal.next();
  expect(await terminal.next()).toMatchObject({
    SaleToPOIRequest: { AbortRequest: { MessageReference: { ServiceID: 'c1' } } },
  });
});
