import { describe, expect, test } from 'vitest';
import { ManualClock, systemClock } from './clock.ts';
import { startControl } from './control.ts';
import { Journal } from './journal.ts';

const clock = new ManualClock(new Date('2026-11-21T10:00:00Z'));
const journal = new Journal(clock);
const put = (body: unknown) => ({
  method: 'PUT',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
});

async function json(url: string, init?: RequestInit): Promise<unknown> {
  const answer = await fetch(url, init);
  return { status: answer.status, body: await answer.json() };
}

test('tells health and journal', async () => {
  await using control = await startControl({ name: 'issuers', clock, journal });
  journal.record('first');
  journal.record('second');
  expect(await json(`${control.url}/health`)).toEqual({
    status: 200,
    body: { name: 'issuers', status: 'up' },
  });
  expect(await json(`${control.url}/journal?after=1`)).toMatchObject({
    body: [{ sequence: 2, event: 'second' }],
  });
  expect(await json(`${control.url}/journal?after=never`)).toMatchObject({ status: 400 });
});

test('moves a clock that can be set, and no other', async () => {
  const moments: Date[] = [];
  const onClockSet = () => moments.push(clock.now());
  await using manual = await startControl({ name: 'issuers', clock, journal, onClockSet });
  expect(await json(`${manual.url}/clock`, put({ now: '2027-01-01T00:00:00Z' }))).toEqual({
    status: 200,
    body: { now: '2027-01-01T00:00:00.000Z', adjustable: true },
  });
  expect(clock.now()).toEqual(new Date('2027-01-01T00:00:00Z'));
  expect(await json(`${manual.url}/clock`, put({ now: 'tomorrow' }))).toMatchObject({ status: 400 });
  expect(moments).toEqual([new Date('2027-01-01T00:00:00Z')]);
  await using real = await startControl({ name: 'issuers', clock: systemClock, journal });
  expect(await json(`${real.url}/clock`, put({ now: '2027-01-01T00:00:00Z' }))).toMatchObject({
    status: 409,
  });
});

describe('where others can reach it', () => {
  test('it does not start without a token', async () => {
    await expect(startControl({ name: 'issuers', clock, journal, host: '0.0.0.0' })).rejects.toMatchObject({
      code: 'SIMKIT_CONTROL_NEEDS_TOKEN',
    });
    await expect(
      startControl({ name: 'issuers', clock, journal, host: 'localhost.example' }),
    ).rejects.toMatchObject({ code: 'SIMKIT_CONTROL_NEEDS_TOKEN' });
  });

  test('it answers to the token only', async () => {
    await using control = await startControl({
      name: 'issuers',
      clock,
      journal,
      host: '0.0.0.0',
      token: 's3cret',
    });
    const url = control.url.replace('0.0.0.0', '127.0.0.1');
    const withToken = (token: string) =>
      json(`${url}/health`, { headers: { authorization: `Bearer ${token}` } });
    expect(await json(`${url}/health`)).toMatchObject({ status: 401 });
    expect(await withToken('s3cre')).toMatchObject({ status: 401 });
    expect(await withToken('s3cret')).toMatchObject({ status: 200 });
  });
});
