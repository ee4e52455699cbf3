import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { defaultSeed } from './dossiers/seed.ts';
import { type Bench, bench } from './testing/bench.ts';
import { OID, PATIENTS } from './testing/messages.ts';

let here: Bench;
beforeAll(async () => {
  here = await bench({ slowMs: 20 });
});
afterAll(() => here[Symbol.asyncDispose]());
beforeEach(() => here.dp.reset(defaultSeed()));

// biome-ignore lint/suspicious/noExplicitAny: a test looks at what it expects to be there
async function control(method: string, path: string, body?: unknown): Promise<{ status: number; json: any }> {
  const answer = await fetch(`${here.running.controlUrl}${path}`, {
    method,
    ...(body !== undefined && {
      body: JSON.stringify(body),
      headers: { 'content-type': 'application/json' },
    }),
  });
  return { status: answer.status, json: await answer.json() };
}

const consult = () => here.ask('doctor', 'POST', 'consultations', { json: { ins: PATIENTS.full, oid: OID } });

test('the dossiers are replaced, and a wrong one is refused with its place', async () => {
  const { json } = await control('GET', '/dossiers');
  expect(json.dossiers).toHaveLength(4);
  const adam = json.dossiers.find(({ ins }: { ins: string }) => ins === PATIENTS.full);
  const replaced = await control('PUT', '/dossiers', { dossiers: [{ ...adam, oppose: true }] });
  expect(replaced.json.dossiers).toEqual([{ ...adam, oppose: true }]);
  expect((await consult()).status).toBe(409);
  const wrong = await control('PUT', '/dossiers', { dossiers: [{ ...adam, ins: '1' }] });
  expect(wrong).toMatchObject({ status: 400, json: { code: 'SIMKIT_CONFIG_INVALID' } });
  expect(wrong.json.error).toContain('dossiers[0].ins: found "1", expected an INS for tests');
});

test.each([
  ['unavailable', 503],
  ['internal-error', 500],
] as const)('the fault %s is an answer of its own', async (fault, status) => {
  await control('PUT', '/faults', { consultations: fault });
  const answer = await consult();
  expect([answer.status, answer.json.type]).toEqual([status, `urn:banc-gap:dp:problem:${fault}`]);
});

test('a page of HTML comes with 200', async () => {
  await control('PUT', '/faults', { [`consultations:${PATIENTS.full}`]: 'html' });
  const { status, headers, text } = await consult();
  expect([status, headers['content-type']]).toEqual([200, 'text/html; charset=utf-8']);
  expect(text).toMatch(/^<!DOCTYPE html>/);
});

test.each([
  ['lost-reply', ['200']],
  ['lost-request', []],
] as const)('with %s there is no answer', async (fault, answered) => {
  await control('PUT', '/faults', { consultations: fault });
  const before = here.dp.journal.entries().at(-1)!.sequence;
  await expect(consult()).rejects.toThrow();
  const entries = here.dp.journal.entries(before).filter(({ event }) => event === 'answered');
  expect(entries.map(({ details }) => String(details['status']))).toEqual(answered);
});

test('a slow answer comes all the same', async () => {
  await control('PUT', '/faults', { consultations: 'slow' });
  expect((await consult()).status).toBe(200);
  await control('PUT', '/faults', {});
});

test('unknown faults are refused with those that there are', async () => {
  expect((await control('PUT', '/faults', { consultations: 'meteor' })).json.code).toBe('DP_FAULT_UNKNOWN');
  expect((await control('PUT', '/faults', { cards: 'slow' })).json.code).toBe('DP_FAULT_TARGET_UNKNOWN');
  expect((await control('GET', '/faults')).json.active).toEqual({});
});
