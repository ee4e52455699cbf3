import { type RunningService, startControl, systemClock } from '@banc-gap/simkit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TemporaryAuthorities, temporaryAuthorities } from '../testing/temporary-authorities.ts';
import { faultRoutes } from './control.ts';

let temporary: TemporaryAuthorities;
let control: RunningService;
beforeAll(async () => {
  temporary = await temporaryAuthorities();
  const { journal, faults } = temporary.authorities;
  control = await startControl({ name: 'banc', clock: systemClock, journal, routes: faultRoutes(faults) });
});
afterAll(async () => {
  await control.stop();
  await temporary[Symbol.asyncDispose]();
});

async function put(body: unknown, query = ''): Promise<{ status: number; body: Record<string, unknown> }> {
  const answer = await fetch(`${control.url}/faults${query}`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
}

const get = async () =>
  (await (await fetch(`${control.url}/faults`)).json()) as {
    active: unknown;
    known: Record<string, Record<string, string>>;
  };

test('the control port says what could fail, and sets and clears what does', async () => {
  expect(Object.keys((await get()).known['ocsp']!)).toContain('try-later');
  const wanted = { 'crl:igc-sante-test/aci-el-org': 'stale', ocsp: 'try-later' };
  expect(await put(wanted, '?seed=42')).toEqual({ status: 200, body: { active: wanted, seed: 42 } });
  expect((await get()).active).toEqual(wanted);
  expect(temporary.authorities.faults.of('crl', 'igc-sante-test/aci-el-org')).toBe('stale');
  expect(await put({})).toMatchObject({ status: 200, body: { active: {} } });
});

test.each([
  [{ crl: 'rotten' }, 'IGC_FAULT_UNKNOWN', 'wrong-signer'],
  [{ 'crl:nobody': 'stale' }, 'IGC_FAULT_SOURCE_UNKNOWN', 'igc-sante-test/aci-el-org'],
])('it refuses %j with %s, which names what there is', async (body, code, known) => {
  const answer = await put(body);
  expect(answer).toMatchObject({ status: 400, body: { code, error: expect.stringContaining(known) } });
  expect((await get()).active).toEqual({});
});

test('it refuses what is no map of names, and no seed', async () => {
  expect((await put(['stale'])).status).toBe(400);
  expect((await put({}, '?seed=lucky')).status).toBe(400);
});
