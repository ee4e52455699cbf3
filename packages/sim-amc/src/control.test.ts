import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Bench, bench } from './testing/bench.ts';
import { estimate, requestOf } from './testing/messages.ts';

let here: Bench;
beforeAll(async () => {
  here = await bench();
});
afterAll(() => here[Symbol.asyncDispose]());

/** What of the answers is looked at one by one. */
interface Answer {
  readonly code?: string;
  readonly active?: object;
  readonly items: readonly { readonly numero: string }[];
}

async function control(method: string, path: string, body?: unknown) {
  const answer = await fetch(`${here.running.controlUrl}${path}`, {
    method,
    ...(body !== undefined && {
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    }),
  });
  return { status: answer.status, json: (await answer.json()) as Answer };
}

test('the control port counts tokens, and shows what was promised', async () => {
  await here.ask('clc', estimate());
  await here.post('sim', requestOf('sim', estimate()));
  expect((await control('GET', '/tokens')).json).toMatchObject({
    verified: 1,
    refused: { SAML_SECURITY_HEADER: 1 },
  });
  const { items } = (await control('GET', '/commitments')).json;
  expect(items).toMatchObject([{ amc: '99900011', structure: '10B0152872', partAmc: 450_00, state: 'OPEN' }]);
  const path = `/commitments/${items[0]!.numero}/consume`;
  expect(await control('POST', path)).toMatchObject({ status: 200, json: { state: 'CONSUMED' } });
  expect(await control('POST', path)).toMatchObject({ status: 409, json: { code: '305' } });
});

test('a fault that there is not is refused with those that there are', async () => {
  const wrong = await control('PUT', '/faults', { clc: 'gone' });
  expect([wrong.status, wrong.json.code]).toEqual([400, 'AMC_FAULT_UNKNOWN']);
  expect((await control('PUT', '/faults', { all: 'slow' })).json.code).toBe('AMC_FAULT_TARGET_UNKNOWN');
  const set = await control('PUT', '/faults?seed=7', { clc: 'lost-reply@0.2' });
  expect(set.json).toEqual({ active: { clc: 'lost-reply@0.2' }, seed: 7 });
  expect((await control('PUT', '/faults', {})).json.active).toEqual({});
});
