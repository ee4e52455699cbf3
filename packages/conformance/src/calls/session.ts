import type { CallCase, CallConductCase, PeerDefect, SeenStep } from '../cases/call-case.ts';
import { isGoodPeer } from '../cases/call-case.ts';
import type { CaseIdentity } from '../cases/case.ts';
import { orderOf, peerOf } from '../cases/suite-orders.ts';
import type { PeerName } from '../ports.ts';
import { type CaseResult, judgedResult, type TwinResult, unjudgedResult } from '../runner/result.ts';
import type { RunOptions } from '../runner/run.ts';
import * as runnerWords from '../runner/words.ts';
import type { Call, ClientHello } from './call.ts';
import type { PeerEndpoint } from './endpoint.ts';
import type { Endpoints } from './endpoints.ts';
import {
  judgeAttempt,
  judgeFinding,
  judgeObservation,
  judgeRequests,
  judgeSilence,
  reasonOfNoCall,
  trialOf,
  twinOf,
} from './judge.ts';
import { type Attempt, Stage } from './stage.ts';
import * as words from './words.ts';

/** The cases in which the GAP is a client: peer by peer, one after the other. */
export async function judgeCalls(
  cases: readonly CallCase[],
  endpoints: Endpoints,
  options: RunOptions,
): Promise<readonly CaseResult[]> {
  const results: CaseResult[] = [];
  for (const [peer, ofPeer] of Map.groupBy(cases, peerOf)) {
    results.push(...(await judgePeer(peer, ofPeer, endpoints.of(peer), options)));
  }
  return results;
}

async function judgePeer(
  peer: PeerName,
  cases: readonly CallCase[],
  endpoint: PeerEndpoint | undefined,
  { config, ports, observer, stop }: RunOptions,
): Promise<readonly CaseResult[]> {
  const finish = (result: CaseResult): CaseResult => {
    observer?.caseFinished?.(result);
    return result;
  };
  const { drive } = ports;
  const port = ports.peers[peer];
  if (drive === undefined || port === undefined || endpoint === undefined) {
    const why = drive === undefined ? runnerWords.NO_DRIVE : words.noPeer(peer);
    return cases.map((testCase) => finish(unjudgedResult(testCase, 'skip', why)));
  }
  const session = new CallSession(new Stage({ config, ports, peer, port, drive, endpoint }));
  const results: CaseResult[] = [];
  for (const testCase of cases) {
    if (stop?.aborted) {
      results.push(finish(unjudgedResult(testCase, 'error', runnerWords.INTERRUPTED)));
      continue;
    }
    observer?.caseStarted?.(testCase);
    results.push(finish(await session.run(testCase)));
  }
  return results;
}

class CallSession {
  readonly #stage: Stage;
  /** How the GAP called the right peer last, by what it was asked to do. */
  readonly #good = new Map<string, Attempt>();
  #trustsIssuingCa: boolean | undefined;

  constructor(stage: Stage) {
    this.#stage = stage;
  }

  async run(testCase: CallCase): Promise<CaseResult> {
    try {
      return await this.#judge(testCase);
    } catch (error) {
      return unjudgedResult(testCase, 'error', runnerWords.benchFault(error));
    }
  }

  async #judge(testCase: CallCase): Promise<CaseResult> {
    const { action } = orderOf(testCase);
    const attempt = await this.#goodAttempt(testCase);
    const { call } = attempt;
    if (attempt.reply.outcome === 'not-implemented') {
      return unjudgedResult(testCase, 'skip', runnerWords.actionNotImplemented(action));
    }
    if (call === undefined) return unjudgedResult(testCase, 'untestable', reasonOfNoCall(action, attempt));
    const good = { ...attempt, call };
    const seen = { trial: trialOf(call) };
    if (testCase.kind === 'call-observation') {
      return judgedResult(testCase, judgeObservation(testCase, good, this.#stage), seen);
    }
    if (testCase.kind === 'call-request') {
      const requests = await this.#stage.seen(good.requests);
      return judgedResult(testCase, judgeRequests(testCase, good, requests, this.#stage), seen);
    }
    if (testCase.kind === 'call-control' && isGoodPeer(testCase)) {
      return judgedResult(testCase, judgeAttempt(testCase, good), seen);
    }
    const twin = twinOf(testCase, good);
    if (twin.verdict === 'untestable') return unjudgedResult(testCase, 'untestable', twin.detail, { twin });
    return testCase.kind === 'call-conduct'
      ? this.#watch(testCase, twin)
      : this.#confront(testCase, twin, call.clientHello);
  }

  /** Has the GAP meet the peer of the case. */
  async #confront(
    testCase: Extract<CallCase, { kind: 'call-refusal' | 'call-control' | 'call-reply' }>,
    twin: TwinResult,
    offered: ClientHello | undefined,
  ): Promise<CaseResult> {
    const isControl = testCase.kind === 'call-control';
    const defect = isControl ? testCase.difference : testCase.defect;
    if (!isControl && (await this.#ignoresIssuingCa(testCase, testCase.defect))) {
      const why = words.issuingCaTrusted(this.#stage.options.peer);
      return unjudgedResult(testCase, 'untestable', why, { twin });
    }
    const cipherSuites = isControl ? testCase.cipherSuites : undefined;
    const options = { defect, cipherSuites, offered };
    const attempt = await this.#otherAttempt(testCase, options);
    const { call } = attempt;
    if (call === undefined) return unjudgedResult(testCase, 'untestable', words.NO_CALL, { twin });
    if (leavesVersionOpen(defect, call)) {
      const silent = await this.#otherAttempt(testCase, { ...options, helloAlone: true });
      if (silent.call) {
        const judgement = judgeSilence({ ...silent, call: silent.call }, testCase.alert);
        return judgedResult(testCase, judgement, { twin, ...measured(silent.call) });
      }
    }
    const judgement = judgeAttempt(testCase, { ...attempt, call });
    return judgedResult(testCase, judgement, { twin, ...measured(call) });
  }

  /** Takes the steps of the case, and judges what was seen in all of them. */
  async #watch(testCase: CallConductCase & CaseIdentity, twin: TwinResult): Promise<CaseResult> {
    const { clock } = this.#stage.options.ports;
    const startedAt = clock.now().getTime();
    const steps: SeenStep[] = [];
    for (const { order = orderOf(testCase), peer, watchMs = 0, patienceMs } of testCase.steps) {
      const attempt = await this.#otherAttempt({ ...testCase, order }, { defect: peer, watchMs, patienceMs });
      if (attempt.reply.outcome === 'not-implemented') {
        return unjudgedResult(testCase, 'skip', runnerWords.actionNotImplemented(order.action), { twin });
      }
      steps.push({ ...attempt, requests: await this.#stage.seen(attempt.requests) });
    }
    const last = steps.flatMap(({ calls }) => calls).at(-1);
    return judgedResult(testCase, judgeFinding(testCase.judge(steps)), {
      twin,
      durationMs: clock.now().getTime() - startedAt,
      ...(last && { trial: trialOf(last) }),
    });
  }

  async #goodAttempt(testCase: CallCase): Promise<Attempt> {
    const order = orderOf(testCase);
    const key = JSON.stringify(order);
    const known = this.#good.get(key);
    if (known !== undefined) return known;
    const attempt = await this.#stage.attempt({ ...order, caseId: testCase.id });
    this.#good.set(key, attempt);
    return attempt;
  }

  /** The next case wants a twin of its own: the GAP may have given up on this peer for good. */
  async #otherAttempt(testCase: CallCase, options: Parameters<Stage['attempt']>[1]): Promise<Attempt> {
    this.#good.clear();
    return this.#stage.attempt({ ...orderOf(testCase), caseId: testCase.id }, options);
  }

  /** A GAP that has the issuing CA in its own trust store rightly ignores the one that is sent. */
  async #ignoresIssuingCa(testCase: CallCase, { issuingCa, present }: PeerDefect): Promise<boolean> {
    if (issuingCa === undefined && present !== 'leaf-only') return false;
    this.#trustsIssuingCa ??= await this.#findsIssuingCa(testCase);
    return this.#trustsIssuingCa;
  }

  async #findsIssuingCa(testCase: CallCase): Promise<boolean> {
    const alone: PeerDefect = { present: 'leaf-only' };
    const sound = await this.#otherAttempt(testCase, { defect: alone });
    if (!sound.call?.asked) return false;
    const corrupted = await this.#otherAttempt(testCase, {
      defect: { ...alone, leaf: { signature: 'corrupted' } },
    });
    return !corrupted.call?.asked;
  }
}

/**
 * The bench does not speak older versions beyond the ServerHello: a GAP that does may refuse what follows, and another
 * reason than the version then says nothing of it.
 */
function leavesVersionOpen(defect: PeerDefect | undefined, { asked, exchange }: Call): boolean {
  const { selects } = defect ?? {};
  const isVersion = selects !== undefined && selects !== 'unoffered-suite';
  return isVersion && !asked && exchange.alertReceived?.name !== 'protocol_version';
}

function measured(call: Call) {
  return { trial: trialOf(call), durationMs: call.exchange.durationMs };
}
