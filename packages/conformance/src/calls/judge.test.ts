import type { Exchange } from '@banc-gap/simkit';
import { describe, expect, test } from 'vitest';
import type { CallReplyCase } from '../cases/call-case.ts';
import { selectCases } from '../cases/catalogue.ts';
import type { DriveReply } from '../drive/actions.ts';
import { exchange, fatalAlert } from '../testing/fake-gap.ts';
import { type Connected, judgeAttempt, judgeSilence, twinOf } from './judge.ts';

const [refusal] = selectCases(['diapason-psp/trust/self-signed']);
const [answer] = selectCases(['diapason-psp/record/answer-mac-corrupted']);
const [conduct] = selectCases(['diapason-psp/conduct/own-certificate-revoked']);

function connected(outcome: DriveReply['outcome'], asked: boolean, seen: Exchange = exchange()): Connected {
  const call = { asked, exchange: seen, clientHello: undefined, presented: [] };
  return { reply: { outcome }, call, calls: [call], requests: [] };
}

describe('the twin', () => {
  test.each([
    ['a refusal', refusal!, 'refused', true, 'pass'],
    ['a refusal', refusal!, 'accepted', false, 'untestable'],
    ['an answer', answer!, 'accepted', true, 'pass'],
    ['an answer', answer!, 'refused', true, 'untestable'],
    ['conduct', conduct!, 'error', true, 'untestable'],
  ] as const)(
    'of %s is, where the drive says %3$s and the request came: %4$s, %5$s',
    (_, testCase, outcome, asked, verdict) => {
      expect(twinOf(testCase as never, connected(outcome, asked)).verdict).toBe(verdict);
    },
  );
});

describe('an answer is judged by what the drive says', () => {
  const judged = (outcome: DriveReply['outcome'], asked = true, wanted?: CallReplyCase['outcome']) =>
    judgeAttempt(
      { ...(answer as CallReplyCase), ...(wanted && { outcome: wanted }) },
      connected(outcome, asked),
    ).outcome;

  test('refused is right, accepted is wrong', () => {
    expect(judged('refused')).toBe('right');
    expect(judged('accepted')).toBe('wrong');
  });

  test('of an answer that is good, the other way round', () => {
    expect(judged('accepted', true, 'accepted')).toBe('right');
    expect(judged('refused', true, 'accepted')).toBe('wrong');
  });

  test('a drive that could not try, and a GAP that never asked, decide nothing', () => {
    expect(judged('error')).toBe('undecided');
    expect(judged('refused', false)).toBe('undecided');
  });
});

describe('after a ServerHello of an older version, alone', () => {
  const silence = (seen: Exchange) =>
    judgeSilence({ ...connected('refused', false, seen) }, 'protocol_version');

  test('a GAP that waits has accepted it', () => {
    expect(silence(exchange({ handshake: 'timeout', end: 'timeout' })).outcome).toBe('wrong');
  });

  test('a GAP that closes or says why has not', () => {
    expect(silence(exchange({ handshake: 'failed', end: 'closed' }))).toMatchObject({
      outcome: 'right',
      strict: false,
    });
    expect(silence(fatalAlert('protocol_version'))).toMatchObject({ outcome: 'right', strict: true });
  });
});
