import { Certificate } from '@banc-gap/pki';
import type {
  CallCase,
  CallControlCase,
  CallObservationCase,
  CallRefusalCase,
  CallReplyCase,
  CallRequestCase,
  SeenCall,
} from '../cases/call-case.ts';
import type { Finding } from '../cases/case.ts';
import { prescribedSuites } from '../config/prescribed-suite.ts';
import { isStrict } from '../runner/oracle.ts';
import type { Judgement, Trial, TwinResult } from '../runner/result.ts';
import { actionFailed } from '../runner/words.ts';
import { joinTexts } from '../text.ts';
import type { Call } from './call.ts';
import type { SeenRequest } from './request-record.ts';
import type { Attempt, Stage } from './stage.ts';
import * as words from './words.ts';

/** An attempt within which the GAP connected. */
export type Connected = Attempt & { readonly call: Call };

/** Whether the GAP deals with the right peer as it must for the case to mean something. */
export function twinOf({ kind }: CallCase, { call, reply }: Connected): TwinResult {
  const detail = words.describeCall(call);
  const said = words.describeReply(reply);
  if (!call.asked) return { verdict: 'untestable', detail: joinTexts([words.NOT_ASKED, detail, said], ' ') };
  const wantsOutcome = kind === 'call-reply' || kind === 'call-conduct';
  if (!wantsOutcome || reply.outcome === 'accepted') return { verdict: 'pass', detail };
  return { verdict: 'untestable', detail: joinTexts([words.NOT_DONE, said], ' ') };
}

export function judgeAttempt(
  testCase: CallRefusalCase | CallControlCase | CallReplyCase,
  attempt: Connected,
): Judgement {
  switch (testCase.kind) {
    case 'call-refusal':
      return judgeRefusal(attempt.call, testCase.alert);
    case 'call-control':
      return judgeControl(attempt);
    case 'call-reply':
      return judgeReply(testCase, attempt);
  }
}

function judgeControl({ call, reply }: Connected): Judgement {
  if (call.asked) return { outcome: 'right', strict: null, actual: words.describeCall(call) };
  // The right peer is refused by a mistake in the GAP, or in its drive: what it says of that is the shortest way to it.
  const actual = joinTexts([words.describeCall(call), words.describeReply(reply)], ' ');
  // Where it was this side that ended the handshake, the GAP offered nothing that a right peer has.
  const undecided = isHanging(call) && call.exchange.alertSent === undefined;
  return { outcome: undecided ? 'undecided' : 'wrong', strict: null, actual };
}

function judgeRefusal(call: Call, best: CallRefusalCase['alert']): Judgement {
  const actual = words.describeCall(call);
  if (call.asked) return { outcome: 'wrong', strict: null, actual };
  if (isHanging(call)) return { outcome: 'undecided', strict: null, actual };
  return { outcome: 'right', strict: isStrict(call.exchange, best), actual };
}

/**
 * Of a GAP that met a version which the bench does not really speak: whether it went on at the ServerHello. Had it refused
 * there, it would not wait for what comes next.
 */
export function judgeSilence({ call }: Connected, best: CallRefusalCase['alert']): Judgement {
  const actual = words.describeCall(call);
  if (isHanging(call))
    return { outcome: 'wrong', strict: null, actual: joinTexts([words.WAITS, actual], ' ') };
  return { outcome: 'right', strict: isStrict(call.exchange, best), actual };
}

function judgeReply({ outcome: wanted = 'refused' }: CallReplyCase, { call, reply }: Connected): Judgement {
  const actual = joinTexts([words.describeCall(call), words.describeReply(reply)], ' ');
  const isUndecided = !call.asked || reply.outcome === 'error';
  const outcome = isUndecided ? 'undecided' : reply.outcome === wanted ? 'right' : 'wrong';
  return { outcome, strict: null, actual };
}

export function judgeFinding(finding: Finding | undefined): Judgement {
  if (finding === undefined) return { outcome: 'undecided', strict: null, actual: words.NOTHING_TO_JUDGE };
  return { outcome: finding.right ? 'right' : 'wrong', strict: null, actual: finding.found };
}

export function judgeObservation(
  testCase: CallObservationCase,
  { call }: Connected,
  stage: Stage,
): Judgement {
  const { clientHello } = call;
  if (clientHello === undefined) return { outcome: 'undecided', strict: null, actual: words.NO_CLIENT_HELLO };
  const prescribed = prescribedSuites(stage.options.config.cipher);
  return judgeFinding(testCase.judge({ ...seenPeer(call, stage), clientHello, prescribed }));
}

export function judgeRequests(
  testCase: CallRequestCase,
  { call, reply }: Connected,
  requests: readonly SeenRequest[],
  stage: Stage,
): Judgement {
  const [first, ...others] = requests;
  if (first === undefined) {
    const actual = joinTexts([words.NO_REQUEST, words.describeCall(call)], ' ');
    return { outcome: 'undecided', strict: null, actual };
  }
  return judgeFinding(testCase.judge({ ...seenPeer(call, stage), requests: [first, ...others], reply }));
}

function seenPeer(
  { exchange }: Call,
  { options: { config, ports, peer, port } }: Stage,
): Omit<SeenCall, 'clientHello' | 'prescribed'> {
  return {
    completed: exchange.handshake === 'completed',
    chain: exchange.serverChain.map((der) => Certificate.parse(der)),
    host: config.peers[peer].host,
    trust: port.trust,
    at: ports.clock.now(),
  };
}

/** It decided nothing: it is still connected, or was not heard of any more. */
function isHanging({ exchange: { end, handshake, alertReceived } }: Call): boolean {
  return !alertReceived && (end === 'local' || end === 'timeout' || handshake === 'timeout');
}

export function trialOf({ exchange, presented }: Call): Trial {
  return { exchange, presented };
}

/** Why nothing can be said of a GAP that did not connect. */
export function reasonOfNoCall(action: string, { reply }: Attempt): Judgement['actual'] {
  return reply.outcome === 'error' ? actionFailed(action, reply) : words.NO_CALL;
}
