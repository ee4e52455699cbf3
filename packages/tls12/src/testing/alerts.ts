import type { AlertName } from '@banc-gap/pki';
import { expect } from 'vitest';
import type { InMemoryPair } from './in-memory.ts';

export type Side = 'client' | 'server';

/** The side noticed a violation: it sent that fatal alert, the other side got it, and both are at the end. */
export function expectFatalAlert(pair: InMemoryPair, by: Side, name: AlertName): void {
  const other = by === 'client' ? 'server' : 'client';
  expect(pair[by].events).toContainEqual(
    expect.objectContaining({ type: 'alertSent', level: 'fatal', name }),
  );
  expect(pair[other].events).toContainEqual(
    expect.objectContaining({ type: 'alertReceived', level: 'fatal', name }),
  );
  expect(pair[by].events.at(-1)).toMatchObject({ type: 'failed' });
  expect(pair[other].events.at(-1)).toMatchObject({ type: 'failed', error: { code: 'TLS_ALERT_RECEIVED' } });
}

export function expectNoFatalAlert(pair: InMemoryPair): void {
  for (const side of ['client', 'server'] as const) {
    const failures = pair[side].events.filter((event) => event.type === 'failed');
    expect(failures.map(({ error }) => error.message)).toEqual([]);
  }
}
