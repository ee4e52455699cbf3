import { nameToString } from '@banc-gap/pki';
import { ManualClock } from '@banc-gap/simkit';
import { beforeAll, describe, expect, test } from 'vitest';
import {
  abortRequest,
  consentRequest,
  pollGap,
  saleRequest,
  socketGap,
  statusRequest,
} from '../testing/gap.ts';
import { setting, TOKEN_END } from '../testing/payment.ts';
import { TestPki } from '../testing/pki.ts';
import { TEST_CARDS } from './test-cards.ts';

let pki: TestPki;
beforeAll(async () => {
  pki = await TestPki.create();
});

const GAPS = { socket: socketGap, https: pollGap } as const;

describe.each(['socket', 'https'] as const)('over %s', (binding) => {
  const gapOf = GAPS[binding];

  test('a patient consents: one euro is authorised, and the GAP gets a token', async () => {
    await using gap = await gapOf(pki);
    await using tpe = setting(pki, gap.port, binding);
    tpe.present();
    tpe.terminal.connect();
    const guest = await gap.guest();
    expect(guest.name).toBe(tpe.terminal.serialNumber);
    await tpe.event('terminal-connected');
    guest.send(consentRequest(guest.name, 'C1', 150.5));
    expect(await guest.next('PaymentResponse')).toMatchObject({
      Response: { Result: 'Success' },
      SaleData: { SaleTransactionID: { TransactionID: 'SEJOUR-1', TimeStamp: '2026-11-22T08:00:00+01:00' } },
      PaymentResult: {
        PaymentType: 'FirstReservation',
        PaymentInstrumentData: {
          CardData: {
            MaskedPAN: '############0001',
            EntryMode: 'ICC',
            PaymentToken: {
              TokenRequestedType: 'Customer',
              TokenValue: `dpn_${'b'.repeat(32)}`,
              ExpiryDateTime: TOKEN_END.toISOString(),
            },
          },
        },
        AmountsResp: { Currency: 'EUR', AuthorizedAmount: 1 },
        AuthenticationMethod: 'OnLinePIN',
        PaymentAcquirerData: { ApprovalCode: 'A12345' },
        'urn:banc-gap:diapason:consent': { Ceiling: 150.5 },
      },
    });
    expect(tpe.acquirer.asked).toEqual([
      {
        purpose: 'consent',
        account: 'chu-test',
        terminal: guest.name,
        card: TEST_CARDS.good,
        amount: 100,
        entry: 'contact',
        verification: 'pin',
      },
    ]);
  });

  test('each message is in the journal beside the certificate that vouched for it', async () => {
    const credential = pki.server();
    await using gap = await gapOf(pki, { credential });
    await using tpe = setting(pki, gap.port, binding);
    tpe.present();
    tpe.terminal.connect();
    const guest = await gap.guest();
    await tpe.event('terminal-connected');
    guest.send(saleRequest(guest.name, 'P1', 20));
    await guest.next('PaymentResponse');
    const messages = tpe.journal.entries().filter(({ event }) => event.startsWith('message-'));
    const [leaf] = credential.chain;
    const theirs = {
      subject: nameToString(leaf!.subject),
      issuer: nameToString(leaf!.issuer),
      commonName: leaf!.commonName,
      serialNumber: leaf!.serialNumber,
      sha256: leaf!.fingerprint,
    };
    expect(
      messages.map(({ event, details }) => [event, (details['vouchedForBy'] as typeof theirs).commonName]),
    ).toEqual([
      ['message-sent', guest.name],
      ['message-received', leaf!.commonName],
      ['message-received', leaf!.commonName],
      ['message-sent', guest.name],
    ]);
    expect(messages[2]!.details).toMatchObject({
      terminal: guest.name,
      vouchedForBy: theirs,
      message: { SaleToPOIRequest: { PaymentRequest: { PaymentData: { PaymentType: 'Normal' } } } },
    });
  });

  test('the GAP aborts while the patient hesitates', async () => {
    await using gap = await gapOf(pki);
    await using tpe = setting(pki, gap.port, binding);
    tpe.present('walks-away');
    tpe.terminal.connect();
    const guest = await gap.guest();
    await tpe.event('terminal-connected');
    guest.send(consentRequest(guest.name, 'C1'));
    guest.send(statusRequest(guest.name, 'C1'));
    expect(await guest.next('TransactionStatusResponse')).toMatchObject({
      Response: { Result: 'Failure', ErrorCondition: 'InProgress' },
    });
    guest.send(abortRequest(guest.name, 'C1'));
    expect(await guest.next('PaymentResponse')).toMatchObject({
      Response: { Result: 'Failure', ErrorCondition: 'Aborted' },
    });
    expect(tpe.acquirer.asked).toEqual([]);
  });

  test('a lost answer is asked for again, and the order is not carried out twice', async () => {
    await using gap = await gapOf(pki);
    await using tpe = setting(pki, gap.port, binding);
    tpe.present();
    tpe.terminal.connect();
    const guest = await gap.guest();
    await tpe.event('terminal-connected');
    guest.send(consentRequest(guest.name, 'C1'));
    const first = await guest.next('PaymentResponse');
    guest.send(consentRequest(guest.name, 'C1'));
    expect(await guest.next('PaymentResponse')).toEqual(first);
    guest.send(statusRequest(guest.name, 'C1'));
    expect(await guest.next('TransactionStatusResponse')).toMatchObject({
      Response: { Result: 'Success' },
      RepeatedMessageResponse: { PaymentResponse: first },
    });
    guest.send(statusRequest(guest.name, 'C9'));
    expect(await guest.next('TransactionStatusResponse')).toMatchObject({
      Response: { Result: 'Failure', ErrorCondition: 'NotFound' },
    });
    guest.send(consentRequest(guest.name, 'C1', 999));
    expect(await guest.next('PaymentResponse')).toMatchObject({ Response: { ErrorCondition: 'NotAllowed' } });
    expect(tpe.acquirer.asked).toHaveLength(1);
  });

  test('a GAP that comes back finds the terminal again, and what it missed', async () => {
    await using gap = await gapOf(pki);
    await using tpe = setting(pki, gap.port, binding);
    tpe.present({ pace: 7000 });
    tpe.terminal.connect();
    const guest = await gap.guest();
    await tpe.event('terminal-connected');
    guest.send(saleRequest(guest.name, 'P1', 20));
    await tpe.time.pass(7000); // the card is in
    guest.leave();
    await tpe.event('terminal-disconnected');
    await tpe.time.pass(7000); // the PIN is typed, and nobody is there to be told
    await tpe.time.pass(500, 1000);
    const again = await gap.guest();
    await again.next('LoginRequest');
    again.send(statusRequest(again.name, 'P1'));
    expect(await again.next('TransactionStatusResponse')).toMatchObject({
      Response: { Result: 'Success' },
      RepeatedMessageResponse: { PaymentResponse: { Response: { Result: 'Success' } } },
    });
    expect(tpe.acquirer.asked).toHaveLength(1);
  });

  test('a login that is refused is tried again, ever more slowly', async () => {
    await using gap = await gapOf(pki, { login: 'Failure' });
    await using tpe = setting(pki, gap.port, binding);
    tpe.terminal.connect();
    const pauses: number[] = [];
    for (let attempt = 0; attempt < 9; attempt++) pauses.push(await tpe.time.pass(1, 60_000));
    expect(tpe.terminal.error?.code).toBe('TPE_LOGIN_REFUSED');
    for (const [attempt, pause] of pauses.entries()) {
      const bound = Math.min(60_000, 1000 * 2 ** attempt);
      expect(pause).toBeGreaterThanOrEqual(bound / 2);
      expect(pause).toBeLessThanOrEqual(bound);
    }
  });
});

test('the pauses begin anew after a connection that lasted', async () => {
  const clock = new ManualClock(new Date());
  await using gap = await socketGap(pki);
  await using tpe = setting(pki, gap.port, 'socket', { clock });
  tpe.terminal.connect();
  const pauseAfter = async (milliseconds: number): Promise<number> => {
    const guest = await gap.guest();
    clock.advance(milliseconds);
    guest.leave();
    return await tpe.time.pass(1, 60_000);
  };
  expect(await pauseAfter(0)).toBeLessThanOrEqual(1000);
  expect(await pauseAfter(0)).toBeGreaterThanOrEqual(1000);
  expect(await pauseAfter(0)).toBeGreaterThanOrEqual(2000);
  expect(await pauseAfter(60_001)).toBeLessThanOrEqual(1000);
});

test('a terminal that is switched off leaves, and connects to where it was paired with since', async () => {
  await using first = await socketGap(pki);
  await using second = await pollGap(pki);
  await using tpe = setting(pki, first.port, 'socket');
  tpe.terminal.connect();
  await first.guest();
  await tpe.event('terminal-connected');
  const gap = { ...tpe.terminal.pairing.gap, port: second.port };
  await tpe.terminal.pair({ gap, binding: 'https' });
  expect((await second.guest()).name).toBe(tpe.terminal.serialNumber);
  await tpe.terminal.disconnect();
  expect(tpe.terminal.state).toBe('off');
});
