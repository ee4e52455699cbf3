import { describe, expect, it } from 'vitest';
import { type Session, SessionCache } from './session.ts';
import { TicketKeys } from './ticket-keys.ts';

const START = new Date('2026-11-01T12:00:00Z');
const later = (seconds: number) => new Date(START.getTime() + seconds * 1000);

function session(id: number, change: Partial<Session> = {}): Session {
  return {
    id: Buffer.alloc(32, id),
    cipherSuite: 0xc028,
    group: 'P-384',
    masterSecret: Buffer.alloc(48, 7),
    extendedMasterSecret: true,
    peerChain: [Buffer.from('leaf'), Buffer.from('authority')],
    createdAt: START,
    resumable: true,
    ...change,
  };
}

describe('SessionCache', () => {
  it('finds a session by its id until its lifetime is over', () => {
    const cache = new SessionCache({ lifetimeSeconds: 10 });
    const kept = session(1);
    cache.add(kept);
    expect(cache.find(Buffer.alloc(32, 1), later(9))).toBe(kept);
    expect(cache.find(Buffer.alloc(32, 2), later(9))).toBeUndefined();
    expect(cache.find(Buffer.alloc(32, 1), later(10))).toBeUndefined();
    expect(cache.size).toBe(0);
  });

  it('forgets the oldest when it is full, one on demand, and all', () => {
    const cache = new SessionCache({ maximumEntries: 2 });
    for (const id of [1, 2, 3]) cache.add(session(id));
    expect([1, 2, 3].map((id) => cache.find(Buffer.alloc(32, id), START) !== undefined)).toEqual([
      false,
      true,
      true,
    ]);
    cache.remove(Buffer.alloc(32, 2));
    expect(cache.find(Buffer.alloc(32, 2), START)).toBeUndefined();
    cache.clear();
    expect(cache.size).toBe(0);
  });

  it('does not give out what may not be resumed', () => {
    const cache = new SessionCache();
    cache.add(session(1, { resumable: false }));
    expect(cache.find(Buffer.alloc(32, 1), START)).toBeUndefined();
  });
});

describe('TicketKeys', () => {
  it('opens what it sealed', () => {
    const keys = new TicketKeys();
    for (const sealed of [session(1), session(2, { serverName: 'gap.banc.test', peerChain: [] })]) {
      expect(keys.open(keys.seal(sealed), START)).toEqual(sealed);
    }
  });

  it('opens nothing that was changed, cut or sealed under another key', () => {
    const keys = new TicketKeys();
    const ticket = keys.seal(session(1));
    for (let index = 0; index < ticket.length; index++) {
      const changed = Buffer.from(ticket);
      changed[index]! ^= 1;
      expect(keys.open(changed, START)).toBeUndefined();
      expect(keys.open(ticket.subarray(0, index), START)).toBeUndefined();
    }
    expect(new TicketKeys().open(ticket, START)).toBeUndefined();
    keys.renew();
    expect(keys.open(ticket, START)).toBeUndefined();
  });

  it('says nothing of the session', () => {
    const ticket = new TicketKeys().seal(session(1));
    expect(ticket.includes(Buffer.alloc(48, 7))).toBe(false);
    expect(ticket.includes('authority')).toBe(false);
  });

  it('opens none after its lifetime, and none that was forgotten', () => {
    const keys = new TicketKeys({ lifetimeSeconds: 10 });
    const ticket = keys.seal(session(1));
    expect(keys.open(ticket, later(9))).toBeDefined();
    expect(keys.open(ticket, later(10))).toBeUndefined();
    keys.forget(session(1));
    expect(keys.open(ticket, later(1))).toBeUndefined();
    expect(keys.open(keys.seal(session(2)), later(1))).toBeDefined();
  });
});
