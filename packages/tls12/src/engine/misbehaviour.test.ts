import { describe, expect, it } from 'vitest';
import type { Bugs } from '../bugs.ts';
import type { FlightItemName } from '../constants.ts';
import { arrangeFlight, harmLengths, harmPoint } from './misbehaviour.ts';

const CLIENT_FLIGHT: readonly FlightItemName[] = [
  'certificate',
  'clientKeyExchange',
  'certificateVerify',
  'changeCipherSpec',
  'finished',
];

describe('arrangeFlight', () => {
  it('leaves a flight as it is without bugs', () => {
    expect(arrangeFlight(CLIENT_FLIGHT, {}, false)).toEqual(CLIENT_FLIGHT);
  });

  it.each<[Bugs, string]>([
    [{ skip: ['certificate', 'finished'] }, 'clientKeyExchange certificateVerify changeCipherSpec'],
    [
      { repeat: ['clientKeyExchange'] },
      'certificate clientKeyExchange clientKeyExchange certificateVerify changeCipherSpec finished',
    ],
    [
      { swap: ['certificate', 'finished'] },
      'finished clientKeyExchange certificateVerify changeCipherSpec certificate',
    ],
    [{ swap: ['certificate', 'serverHello'] }, CLIENT_FLIGHT.join(' ')],
    [
      { changeCipherSpec: 'early' },
      'certificate changeCipherSpec clientKeyExchange certificateVerify finished',
    ],
    [{ changeCipherSpec: 'omitted' }, 'certificate clientKeyExchange certificateVerify finished'],
    [
      { applicationDataBeforeFinished: true, skip: ['finished'] },
      'certificate clientKeyExchange certificateVerify changeCipherSpec earlyData',
    ],
    [
      { unknownMessageBefore: 'certificate', unknownRecordBefore: 'finished' },
      'unknownMessage certificate clientKeyExchange certificateVerify changeCipherSpec unknownRecord finished',
    ],
  ])('%j', (bugs, expected) => {
    expect(arrangeFlight(CLIENT_FLIGHT, bugs, false).join(' ')).toBe(expected);
  });

  it('sends an early ChangeCipherSpec of the server in its first flight and not again', () => {
    const bugs = { changeCipherSpec: 'early' } as const;
    expect(arrangeFlight(['serverHello', 'serverHelloDone'], bugs, false)).toEqual([
      'serverHello',
      'changeCipherSpec',
      'serverHelloDone',
    ]);
    expect(arrangeFlight(['changeCipherSpec', 'finished'], bugs, true)).toEqual(['finished']);
  });
});

it('harmLengths changes the message that it is about only', () => {
  const message = Buffer.from('0b000006000003000000', 'hex');
  const harm = (defect: NonNullable<Bugs['messageLength']>['defect']) =>
    harmLengths('certificate', message, { messageLength: { message: 'certificate', defect } }).toString(
      'hex',
    );
  expect(harm('header-long')).toBe('0b000007000003000000');
  expect(harm('header-short')).toBe('0b000005000003000000');
  expect(harm('trailing-byte')).toBe('0b00000700000300000000');
  expect(harm('truncated')).toBe('0b0000050000030000');
  expect(harm('inner-long')).toBe('0b000006000004000000');
  const other = { messageLength: { message: 'finished', defect: 'truncated' } } as const;
  expect(harmLengths('certificate', message, other)).toBe(message);
});

it('harmPoint keeps the form of a point where it is to be noticed as none', () => {
  const point = Buffer.concat([Buffer.of(4), Buffer.alloc(64, 9)]);
  expect(harmPoint(point, 'off-curve').toString('hex')).toBe(`04${'09'.repeat(63)}08`);
  expect(harmPoint(point, 'zero').toString('hex')).toBe(`04${'00'.repeat(64)}`);
  expect(harmPoint(point, 'truncated')).toHaveLength(64);
  expect(harmPoint(Buffer.alloc(32, 9), 'zero').toString('hex')).toBe('00'.repeat(32));
});
