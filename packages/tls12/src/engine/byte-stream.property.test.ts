import { BancError } from '@banc-gap/pki';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CIPHER_SUITES, type CipherSuiteName } from '../cipher-suites.ts';
import { tlsErrors } from '../errors.ts';
import { type Session, SessionCache } from '../session.ts';
import { cut, type End, InMemoryPair, type Wire } from '../testing/in-memory.ts';
import { payload } from '../testing/payload.ts';
import { SERVER_NAME, TestPki } from '../testing/test-pki.ts';
import { TicketKeys } from '../ticket-keys.ts';
import { ClientEngine } from './client.ts';
import type { Engine } from './engine.ts';
import type { ClientEngineOptions, ServerEngineOptions } from './options.ts';
import { ServerEngine } from './server.ts';

const ANY_SUITE = fc.constantFrom(...CIPHER_SUITES.map(({ name }) => name));
const MANNERS = ['full', 'session id', 'ticket', 'renegotiation'] as const;
const ANY_MANNER = fc.constantFrom(...MANNERS);
const DATA = payload(20_000);

describe('whatever the peer sends and however it is cut', () => {
  let pki: TestPki;
  let client: ClientEngineOptions;
  let server: ServerEngineOptions;

  beforeAll(async () => {
    pki = await TestPki.create();
    client = { identity: await pki.terminal(), serverName: SERVER_NAME };
    server = { identity: await pki.server(), clientCertificate: 'require' };
  });
  afterAll(() => pki[Symbol.asyncDispose]());

  interface Conversation {
    readonly suite?: CipherSuiteName;
    readonly manner?: (typeof MANNERS)[number];
    readonly wire?: Wire;
  }

  /** A handshake, data both ways, the end. */
  function converse({ suite, manner = 'full', wire }: Conversation): InMemoryPair {
    const clientOptions = {
      ...client,
      ...(suite && { cipherSuites: [suite] }),
      tickets: manner === 'ticket',
    };
    const serverOptions = {
      ...server,
      ...(manner === 'session id' && { sessions: new SessionCache() }),
      ...(manner === 'ticket' && { tickets: new TicketKeys() }),
    };
    const resumes = manner === 'session id' || manner === 'ticket';
    const session = resumes && sessionOf(new InMemoryPair(clientOptions, serverOptions).run().client);
    const pair = new InMemoryPair(
      { ...clientOptions, ...(session && { session }) },
      serverOptions,
      wire,
    ).run();
    if (manner === 'renegotiation') pair.server.engine.requestRenegotiation('require');
    pair.settle().client.engine.write(DATA);
    pair.server.engine.write(DATA);
    pair.settle().client.engine.close();
    pair.settle().server.engine.close();
    return pair.settle().cut();
  }

  it.each(MANNERS)(
    'gives the same transcript and result for every split of the byte stream: %s',
    (manner) => {
      const sizes = fc.array(fc.integer({ min: 1, max: 600 }), { minLength: 1, maxLength: 40 });
      fc.assert(
        fc.property(ANY_SUITE, sizes, (suite, sizes) => {
          const whole = converse({ suite, manner });
          const split = converse({ suite, manner, wire: (bytes) => cut(bytes, sizes) });
          for (const side of ['client', 'server'] as const) {
            expect(course(split[side])).toEqual(course(whole[side]));
            expect(split[side].data().equals(DATA)).toBe(true);
          }
          const { resumed, renegotiations } = split.client.engine.info!;
          expect(resumed).toBe(manner === 'session id' || manner === 'ticket');
          expect(renegotiations).toBe(manner === 'renegotiation' ? 1 : 0);
        }),
        { numRuns: 15 },
      );
    },
  );

  it('takes the bytes one by one', () => {
    const pair = converse({ wire: (bytes) => cut(bytes, [1]) });
    expect(pair.server.data().equals(DATA)).toBe(true);
  });

  it('never completes a handshake that was tampered with, unless both sides saw the same messages', () => {
    const tampering = fc.record({
      from: fc.constantFrom('client' as const, 'server' as const),
      flight: fc.integer({ min: 0, max: 5 }),
      position: fc.nat({ max: 0xffff }),
      change: fc.constantFrom(
        'flip' as const,
        'drop' as const,
        'insert' as const,
        'cut' as const,
        'repeat' as const,
      ),
      octet: fc.integer({ min: 1, max: 255 }),
    });
    fc.assert(
      fc.property(
        ANY_SUITE,
        ANY_MANNER,
        tampering,
        (suite, manner, { from, flight, position, change, octet }) => {
          const seen = { client: 0, server: 0 };
          const wire: Wire = (bytes, sender) =>
            sender === from && seen[sender]++ === flight
              ? [tamper(bytes, position % bytes.length, change, octet)]
              : [bytes];
          const pair = converse({ suite, manner, wire });
          for (const side of [pair.client, pair.server]) expectOver(side);
          if (completed(pair.client) && completed(pair.server)) {
            expectHeard(pair.client, pair.server);
            expectHeard(pair.server, pair.client);
          }
          for (const side of [pair.client, pair.server]) {
            expect(DATA.subarray(0, side.data().length).equals(side.data())).toBe(true);
          }
        },
      ),
      { numRuns: 300 },
    );
  });

  it('ends with what happened, whenever the transport ends', () => {
    const budgets = fc.record({ client: fc.nat({ max: 5_000 }), server: fc.nat({ max: 5_000 }) });
    fc.assert(
      fc.property(ANY_SUITE, budgets, (suite, budgets) => {
        const left = { ...budgets };
        const pair = new InMemoryPair({ ...client, cipherSuites: [suite] }, server, (bytes, from) => {
          const piece = bytes.subarray(0, left[from]);
          left[from] -= piece.length;
          return piece.length > 0 ? [piece] : [];
        });
        pair.run().cut();
        for (const side of [pair.client, pair.server]) {
          expectOver(side);
          expect(side.engine.state).toBe(completed(side) ? 'closed' : 'failed');
        }
      }),
      { numRuns: 100 },
    );
  });

  const roles: readonly [role: string, make: () => Engine][] = [
    ['client', () => new ClientEngine(client)],
    ['server', () => new ServerEngine(server)],
  ];

  describe.each(roles)('a %s', (_role, make) => {
    function receive(engine: Engine, pieces: Iterable<Uint8Array>): End {
      if (engine instanceof ClientEngine) engine.start();
      const events = engine.takeEvents();
      for (const piece of pieces) {
        engine.receive(piece);
        events.push(...engine.takeEvents());
        while (engine.takeOutput());
      }
      engine.transportEnded();
      events.push(...engine.takeEvents());
      return { engine, events, data: () => Buffer.alloc(0) };
    }

    it('ends with a typed error on random bytes', () => {
      fc.assert(
        fc.property(fc.array(fc.uint8Array({ maxLength: 3_000 }), { maxLength: 10 }), (pieces) => {
          expectOver(receive(make(), pieces));
        }),
        { numRuns: 300 },
      );
    });

    it('ends with a typed error on records with random content', () => {
      const record = fc.tuple(fc.constantFrom(20, 21, 22, 23, 24), fc.uint8Array({ maxLength: 300 }));
      const message = fc.tuple(
        fc.constantFrom(0, 1, 2, 4, 11, 12, 13, 14, 15, 16, 20, 99),
        fc.uint8Array({ maxLength: 300 }),
      );
      const records = fc.array(
        fc.oneof(
          record,
          message.map(([type, body]) => [22, handshake(type, body)] as const),
        ),
        { maxLength: 12 },
      );
      fc.assert(
        fc.property(records, (records) => {
          expectOver(
            receive(
              make(),
              records.map(([type, content]) => recordOf(type, content)),
            ),
          );
        }),
        { numRuns: 300 },
      );
    });

    it.each([
      ['warning alerts', recordOf(21, Buffer.of(1, 90))],
      ['empty records', recordOf(23, Buffer.alloc(0))],
      [
        'a handshake message that never ends',
        Buffer.concat([recordOf(22, Buffer.of(1, 0xff, 0xff, 0xff)), ...fragments(16)]),
      ],
      [
        'one-octet fragments of one',
        Buffer.concat([recordOf(22, Buffer.of(1, 0xff, 0xff, 0xff)), recordOf(22, Buffer.of(0))]),
      ],
      ['HelloRequests', recordOf(22, Buffer.of(0, 0, 0, 0))],
    ])('gives up on endless %s before it has read a megabyte', (_what, bytes) => {
      const engine = make();
      if (engine instanceof ClientEngine) engine.start();
      let read = 0;
      while (engine.state !== 'failed' && read < 1 << 20) {
        engine.receive(bytes);
        read += bytes.length;
        while (engine.takeOutput());
        engine.takeEvents();
      }
      expect(engine.state).toBe('failed');
    });
  });
});

function sessionOf({ events }: End): Session | undefined {
  return events.flatMap((event) => (event.type === 'session' ? [event.session] : [])).at(-1);
}

/** What does not depend on keys and random numbers: the order, the kind and the length of what was said. */
function course({ engine, events }: End): unknown {
  return {
    transcript: engine.transcript.entries.map(({ direction, record, message, bytes }) => [
      direction,
      record,
      message.type,
      bytes.length,
    ]),
    events: events.flatMap((event) => (event.type === 'data' ? [] : [event.type])),
    state: engine.state,
    info: { ...engine.info, sessionId: engine.info?.sessionId.length },
  };
}

function expectOver({ engine, events }: End): void {
  expect(['closed', 'failed']).toContain(engine.state);
  const failures = events.flatMap((event) => (event.type === 'failed' ? [event.error] : []));
  expect(failures).toHaveLength(engine.state === 'failed' ? 1 : 0);
  for (const error of failures) {
    expect(error).toBeInstanceOf(BancError);
    expect(Object.keys(tlsErrors.entries)).toContain(error.code);
    expect(error.code, String(error.cause)).not.toBe('TLS_INTERNAL');
  }
}

const completed = ({ events }: End): boolean => events.some(({ type }) => type === 'handshakeComplete');

/** What came of the handshakes is what was sent; the end of it may be lost. */
function expectHeard(listener: End, speaker: End): void {
  const heard = handshakeOf(listener, 'received');
  expect(handshakeOf(speaker, 'sent').slice(0, heard.length)).toEqual(heard);
}

function handshakeOf({ engine }: End, direction: 'sent' | 'received'): string[] {
  return engine.transcript.entries
    .filter((entry) => entry.direction === direction && entry.record.type === 'handshake')
    .map(({ bytes }) => bytes.toString('hex'));
}

function tamper(
  bytes: Buffer,
  at: number,
  change: 'flip' | 'drop' | 'insert' | 'cut' | 'repeat',
  octet: number,
): Buffer {
  const before = bytes.subarray(0, at);
  const after = bytes.subarray(at + 1);
  switch (change) {
    case 'flip':
      return Buffer.concat([before, Buffer.of(bytes[at]! ^ octet), after]);
    case 'drop':
      return Buffer.concat([before, after]);
    case 'insert':
      return Buffer.concat([before, Buffer.of(octet), bytes.subarray(at)]);
    case 'cut':
      return before;
    case 'repeat':
      return Buffer.concat([bytes, bytes]);
  }
}

function handshake(type: number, body: Uint8Array): Buffer {
  const header = Buffer.alloc(4);
  header.writeUInt32BE(body.length);
  header[0] = type;
  return Buffer.concat([header, body]);
}

function recordOf(type: number, content: Uint8Array): Buffer {
  const header = Buffer.of(type, 3, 3, content.length >> 8, content.length & 0xff);
  return Buffer.concat([header, content]);
}

function fragments(count: number): Buffer[] {
  return Array.from({ length: count }, () => recordOf(22, Buffer.alloc(1 << 14)));
}
