import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CA, type PublishedState, publishedState } from '../testing/published-state.ts';
import { FAULTS } from './catalogue.ts';

let state: PublishedState;
beforeAll(async () => {
  state = await publishedState();
});
afterAll(() => state[Symbol.asyncDispose]());

describe('a fault', () => {
  test('is explained to users', () => {
    const text = readFileSync(new URL('../../../../docs/revocation.md', import.meta.url), 'utf8');
    for (const fault of Object.keys(FAULTS.ocsp)) expect(text).toContain(`\`${fault}\``);
  });

  test('of one CA leaves the others alone, and goes before that of all', async () => {
    const { faults } = state.authorities;
    faults.set({ [`crl:${CA}`]: 'not-found' });
    const status = async (file: string) => (await fetch(`${state.publication.url}/CRL/${file}`)).status;
    expect([await status('ACI-EL-ORG-TEST.crl'), await status('ACR-EL-TEST.crl')]).toEqual([404, 200]);
    faults.set({ crl: 'not-found', [`crl:${CA}`]: 'html' });
    expect([await status('ACI-EL-ORG-TEST.crl'), await status('ACR-EL-TEST.crl')]).toEqual([200, 404]);
  });

  test('stands in the journal, when it is set and when it is met', async () => {
    state.authorities.faults.set({ [`crl:${CA}`]: 'not-found' });
    await fetch(`${state.publication.url}/CRL/ACI-EL-ORG-TEST.crl`);
    const [given, met] = state.authorities.journal.entries().slice(-2);
    expect(given).toMatchObject({ event: 'faults-set', details: { faults: { [`crl:${CA}`]: 'not-found' } } });
    expect(met).toMatchObject({
      event: 'published',
      details: { path: '/CRL/ACI-EL-ORG-TEST.crl', fault: 'not-found' },
    });
  });

  test('with a probability happens now and then, and with the same seed at the same requests', () => {
    const { faults } = state.authorities;
    const drawn = (seed: number) => {
      faults.set({ crl: 'stale@0.25' }, seed);
      return Array.from({ length: 1000 }, () => faults.of('crl', CA));
    };
    const first = drawn(7);
    expect(drawn(7)).toEqual(first);
    expect(drawn(8)).not.toEqual(first);
    const count = first.filter((fault) => fault === 'stale').length;
    expect(count).toBeGreaterThan(200);
    expect(count).toBeLessThan(300);
  });

  test.each([
    ['crl', 'missing', /^Choose one of absent, not-found, slow, /],
    ['crl', 'try-later', /^Choose one of absent, /],
    ['crl', 'stale@2', /^Choose one of absent, /],
    ['smtp', 'absent', /^Choose one of crl, certificate, ocsp, ldap\.$/],
    ['crl:aci', 'absent', /igc-sante-test\/aci-el-org, /],
  ])('%s=%s is refused with what there is, and changes nothing', (target, fault, known) => {
    const { faults } = state.authorities;
    faults.set({ ocsp: 'slow' });
    expect(() => faults.set({ crl: 'stale', [target]: fault })).toThrow(
      expect.objectContaining({ next: expect.stringMatching(known) }),
    );
    expect(faults.active).toEqual({ ocsp: 'slow' });
  });
});
