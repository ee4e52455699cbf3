import { describe, expect, it } from 'vitest';
import { IncomingOrder } from './order.ts';

describe('IncomingOrder', () => {
  it('wants every item in its place, and lets optional ones be left out', () => {
    const order = new IncomingOrder({});
    order.expect([
      { item: 'certificate', optional: true },
      { item: 'clientKeyExchange' },
      { item: 'finished' },
    ]);
    expect(order.accept('clientKeyExchange')).toBe('expected');
    expect(() => order.accept('certificate')).toThrow(
      expect.objectContaining({ parameters: { detail: 'certificate where finished is due' } }),
    );
    expect(order.accept('finished')).toBe('expected');
    expect(() => order.accept('finished')).toThrow(
      expect.objectContaining({ parameters: { detail: 'finished where nothing is due' } }),
    );
  });

  it('asks what depends on the handshake when it is due', () => {
    let requested = false;
    const order = new IncomingOrder({});
    order.expect([{ item: 'certificate', when: () => requested }, { item: 'clientKeyExchange' }]);
    expect(() => order.accept('certificate')).toThrow();
    requested = true;
    expect(order.accept('certificate')).toBe('expected');
  });

  it('takes an early ChangeCipherSpec once, where that is tolerated', () => {
    const order = new IncomingOrder({ earlyChangeCipherSpec: true });
    order.expect([{ item: 'clientKeyExchange' }, { item: 'changeCipherSpec' }, { item: 'finished' }]);
    expect(order.accept('changeCipherSpec')).toBe('expected');
    expect(() => order.accept('changeCipherSpec')).toThrow();
    expect(order.accept('clientKeyExchange')).toBe('expected');
    expect(order.accept('finished')).toBe('expected');
  });

  it('tells a repeated item apart, where that is tolerated', () => {
    const order = new IncomingOrder({ repeatedMessages: true });
    order.expect([{ item: 'certificate' }, { item: 'clientKeyExchange' }]);
    expect(order.accept('certificate')).toBe('expected');
    expect(order.accept('certificate')).toBe('repeated');
    expect(() => order.accept('finished')).toThrow();
  });
});
