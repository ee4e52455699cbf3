import type { AlertName } from '@banc-gap/pki';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Bugs } from '../bugs.ts';
import { type Session, SessionCache } from '../session.ts';
import { expectFatalAlert, expectNoFatalAlert } from '../testing/alerts.ts';
import { InMemoryPair } from '../testing/in-memory.ts';
import { SERVER_NAME, TestPki } from '../testing/test-pki.ts';
import { TicketKeys } from '../ticket-keys.ts';
import type { Tolerances } from '../tolerances.ts';
import type { ClientEngineOptions, Identity, ServerEngineOptions } from './options.ts';

let pki: TestPki;
let client: ClientEngineOptions;
let server: ServerEngineOptions;
let terminal: Identity;

beforeAll(async () => {
  pki = await TestPki.create();
  terminal = await pki.terminal();
  client = { identity: terminal, serverName: SERVER_NAME };
  server = { identity: await pki.server(), clientCertificate: 'require' };
});
afterAll(() => pki[Symbol.asyncDispose]());

function sessionOf({ client }: InMemoryPair): Session {
  const sessions = client.events.flatMap((event) => (event.type === 'session' ? [event.session] : []));
  expect(sessions).toHaveLength(1);
  return sessions[0] as Session;
}

function expectConversation(pair: InMemoryPair): void {
  expectNoFatalAlert(pair);
  pair.client.engine.write(Buffer.from('question'));
  pair.server.engine.write(Buffer.from('answer'));
  pair.settle();
  expect(pair.server.data().toString()).toBe('question');
  expect(pair.client.data().toString()).toBe('answer');
}

describe.each(['session id', 'ticket'] as const)('by %s', (means) => {
  const byTicket = means === 'ticket';

  /** A server's memory of sessions, and the pairs that share it. */
  function house(now = { value: new Date('2026-11-01T12:00:00Z') }) {
    const clock = { now: () => now.value };
    const memory = byTicket
      ? { tickets: new TicketKeys({ lifetimeSeconds: 60 }) }
      : { sessions: new SessionCache({ lifetimeSeconds: 60 }) };
    const run = (ofClient: Partial<ClientEngineOptions> = {}, ofServer: Partial<ServerEngineOptions> = {}) =>
      new InMemoryPair(
        { ...client, clock, tickets: byTicket, ...ofClient },
        { ...server, clock, ...memory, ...ofServer },
      ).run();
    return { run, now };
  }

  it.each([
    [true, true],
    [true, false],
    [false, true],
    [false, false],
  ])('with extended master secret %s, encrypt-then-MAC %s', (extendedMasterSecret, encryptThenMac) => {
    const { run } = house();
    const options = { extendedMasterSecret, encryptThenMac };
    const session = sessionOf(run(options));
    const again = run({ ...options, session });
    for (const side of [again.client, again.server]) {
      expect(side.engine.info).toMatchObject({ resumed: true, cipherSuite: 0xc028, ...options });
      expect(side.events.map(({ type }) => type)).not.toContain('peerCertificate');
    }
    expect(again.server.engine.info?.peerChain.map(String)).toEqual(terminal.chain.map(String));
    expectConversation(again);
    expectConversation(run({ ...options, session }));
  });

  it('ends with the lifetime of the session', () => {
    const { run, now } = house();
    const session = sessionOf(run());
    now.value = new Date(now.value.getTime() + 61_000);
    const again = run({ session });
    expect(again.server.engine.info?.resumed).toBe(false);
    expectConversation(again);
  });

  it('is not offered under another identity, name or cipher suite', () => {
    const { run } = house();
    const session = sessionOf(run());
    const others: Partial<ClientEngineOptions>[] = [
      { identity: { ...terminal, chain: terminal.chain.slice(1) } },
      { serverName: 'other.banc.test' },
      { cipherSuites: ['TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256'] },
    ];
    for (const other of others) {
      const hello = run({ session, ...other }).client.engine.transcript.entries[0]?.message;
      expect(hello).toMatchObject({ type: 'clientHello', sessionId: Buffer.alloc(0) });
    }
  });

  it('is refused by the server under another name or cipher suite, without harm', () => {
    const { run } = house();
    const session = sessionOf(run());
    const bugs = { resumeForeignSession: true };
    for (const other of [
      { serverName: 'other.banc.test' },
      { cipherSuites: ['TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256'] as const },
    ]) {
      const again = run({ session, bugs, ...other });
      expect(again.server.engine.info?.resumed).toBe(false);
      expectConversation(again);
    }
  });

  it('is refused by a server that requires a certificate which the session lacks', () => {
    const { run } = house();
    const session = sessionOf(run({}, { clientCertificate: 'none' }));
    expect(run({ session }).server.engine.info).toMatchObject({ resumed: false, certificateRequested: true });
  });

  it('never follows a fatal alert', () => {
    const { run } = house();
    const first = run({ bugs: { recordMac: 'corrupted' } });
    const session = sessionOf(first);
    first.client.engine.write(Buffer.from('data'));
    first.settle();
    expectFatalAlert(first, 'server', 'bad_record_mac');
    expect(session.resumable).toBe(false);
    const again = run({ session, bugs: { resumeForeignSession: true } });
    expect(again.server.engine.info?.resumed).toBe(false);
  });

  it('never follows a fatal alert that the client sends of its own accord', () => {
    const { run } = house();
    const first = run();
    const session = sessionOf(first);
    first.client.engine.abort('internal_error');
    first.settle();
    expectFatalAlert(first, 'client', 'internal_error');
    expect(session.resumable).toBe(false);
    const again = run({ session, bugs: { resumeForeignSession: true } });
    expect(again.server.engine.info?.resumed).toBe(false);
    expectConversation(again);
  });

  it('fails where the extended master secret is lost on the way (RFC 7627 §5.3)', () => {
    const { run } = house();
    const session = sessionOf(run());
    expectFatalAlert(run({ session, extendedMasterSecret: false }), 'server', 'handshake_failure');
  });

  it('gives way to a full handshake where the extended master secret is new', () => {
    const { run } = house();
    const session = sessionOf(run({ extendedMasterSecret: false }));
    const again = run({ session });
    expect(again.client.engine.info).toMatchObject({ resumed: false, extendedMasterSecret: true });
  });

  describe.each(['client', 'server'] as const)('with bugs of the %s', (guilty) => {
    const innocent = guilty === 'client' ? 'server' : 'client';

    function again(bugs: Bugs, tolerances: Tolerances = {}): InMemoryPair {
      const { run } = house();
      const session = sessionOf(run());
      const [ofClient, ofServer] =
        guilty === 'client' ? [{ bugs }, { tolerances }] : [{ tolerances }, { bugs }];
      return run({ session, ...ofClient }, ofServer);
    }

    it.each<[Bugs, AlertName]>([
      [{ finished: 'corrupted' }, 'decrypt_error'],
      [{ changeCipherSpec: 'omitted' }, 'unexpected_message'],
      [{ repeat: ['changeCipherSpec'] }, 'unexpected_message'],
      [{ swap: ['changeCipherSpec', 'finished'] }, 'unexpected_message'],
    ])('%j is noticed with %s', (bugs, alert) => {
      expectFatalAlert(again(bugs), innocent, alert);
    });

    it.each<[Bugs, Tolerances]>([
      [{ finished: 'corrupted' }, { wrongFinished: true }],
      [{ changeCipherSpec: 'omitted' }, { omittedChangeCipherSpec: true }],
    ])('%j passes with %j', (bugs, tolerances) => {
      const pair = again(bugs, tolerances);
      expect(pair.client.engine.info?.resumed).toBe(true);
      expectConversation(pair);
    });
  });
});

it('by a ticket that the server does not know leads to a full handshake', () => {
  const tickets = new TicketKeys();
  const pair = () => new InMemoryPair({ ...client, tickets: true }, { ...server, tickets }).run();
  const session = sessionOf(pair());
  tickets.renew();
  const again = new InMemoryPair({ ...client, session }, { ...server, tickets }).run();
  expect(again.server.engine.info?.resumed).toBe(false);
  expectConversation(again);
  const damaged = { ...session, ticket: Buffer.alloc(5) };
  const third = new InMemoryPair({ ...client, session: damaged }, { ...server, tickets }).run();
  expect(third.server.engine.info?.resumed).toBe(false);
  expectConversation(third);
});

it('is impossible where the server keeps no sessions', () => {
  const pair = new InMemoryPair({ ...client, tickets: true }, server).run();
  expect(pair.client.events.map(({ type }) => type)).not.toContain('session');
});
