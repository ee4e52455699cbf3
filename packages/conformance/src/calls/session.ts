import { Certificate } from '@banc-gap/pki';
import { CIPHER_SUITES } from '@banc-gap/tls12';
import { type CallCase, isGoodPeer, type PeerDefect } from '../cases/case.ts';
import { prescribedSuites } from '../config/prescribed-suite.ts';
import type { DriveReply } from '../drive/actions.ts';
import { isStrict } from '../runner/oracle.ts';
import {
  type CaseResult,
  type Judgement,
  judgedResult,
  type Trial,
  type TwinResult,
  unjudgedResult,
} from '../runner/result.ts';
import type { RunOptions } from '../runner/run.ts';
import * as runnerWords from '../runner/words.ts';
import { joinTexts, type Text } from '../text.ts';
import type { Call } from './call.ts';
import { PeerEndpoint } from './endpoint.ts';
import * as words from './words.ts';

const ACTION = 'diapason.debit';

/** A consent that the provider of the bench knows nothing of: these cases look at the connection, not at the money. */
const DEBIT = { mandate: 'mdt_BANCBANCBANCBANCBANC', amount: 1234, merchantReference: 'BANC-GAP' } as const;

/** The cases in which the GAP is the client of the payment provider, one after the other. */
export async function judgeCalls(
  cases: readonly CallCase[],
  { config, ports, observer, stop }: RunOptions,
): Promise<readonly CaseResult[]> {
  if (cases.length === 0) return [];
  const finish = (result: CaseResult): CaseResult => {
    observer?.caseFinished?.(result);
    return result;
  };
  const { drive } = ports;
  if (drive === undefined) {
    return cases.map((testCase) => finish(unjudgedResult(testCase, 'skip', runnerWords.NO_DRIVE)));
  }
  const { bind, port } = config.peers.psp;
  await using endpoint = await PeerEndpoint.open({
    name: 'peers.psp',
    host: bind,
    port,
    clock: ports.clock,
    handshakeTimeoutMs: config.gap.diapasonServer.timeoutMs,
    answer: ports.psp.answer,
  });
  const session = new CallSession({ config, ports, endpoint, drive });
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

interface Surroundings extends Pick<RunOptions, 'config' | 'ports'> {
  readonly endpoint: PeerEndpoint;
  readonly drive: NonNullable<RunOptions['ports']['drive']>;
}

interface Attempt {
  readonly reply: DriveReply;
  readonly call: Call | undefined;
}

class CallSession {
  readonly #surroundings: Surroundings;
  /** How the GAP called the right peer last. */
  #good: Attempt | undefined;
  #trustsIssuingCa: boolean | undefined;

  constructor(surroundings: Surroundings) {
    this.#surroundings = surroundings;
  }

  async run(testCase: CallCase): Promise<CaseResult> {
    try {
      return await this.#judge(testCase);
    } catch (error) {
      return unjudgedResult(testCase, 'error', runnerWords.benchFault(error));
    }
  }

  async #judge(testCase: CallCase): Promise<CaseResult> {
    this.#good ??= await this.#attempt(testCase.id);
    const good = this.#good;
    if (good.reply.outcome === 'not-implemented') {
      return unjudgedResult(testCase, 'skip', runnerWords.actionNotImplemented(ACTION));
    }
    if (good.call === undefined) {
      const why =
        good.reply.outcome === 'error' ? runnerWords.actionFailed(ACTION, good.reply) : words.NO_CALL;
      return unjudgedResult(testCase, 'untestable', why);
    }
    if (testCase.kind === 'call-observation') {
      return judgedResult(testCase, this.#observe(testCase, good.call), { trial: trialOf(good.call) });
    }
    if (isGoodPeer(testCase)) {
      return judgedResult(testCase, judgeControl(good.call), { trial: trialOf(good.call) });
    }
    const twin: TwinResult = {
      verdict: good.call.asked ? 'pass' : 'untestable',
      detail: words.describeCall(good.call),
    };
    if (twin.verdict === 'untestable') {
      const actual = joinTexts([words.NOT_ASKED, twin.detail], ' ');
      return unjudgedResult(testCase, 'untestable', actual, { twin });
    }
    if (await this.#ignoresIssuingCa(testCase)) {
      return unjudgedResult(testCase, 'untestable', ISSUING_CA_TRUSTED, { twin });
    }
    const difference = testCase.kind === 'call-refusal' ? testCase.defect : testCase.difference;
    const only = testCase.kind === 'call-control' && testCase.cipherSuites !== undefined;
    const { call } = await this.#attempt(testCase.id, difference, only);
    // The next case wants a twin of its own: the GAP may have given up on this peer for good.
    this.#good = undefined;
    if (call === undefined) return unjudgedResult(testCase, 'untestable', words.NO_CALL, { twin });
    const judgement =
      testCase.kind === 'call-control' ? judgeControl(call) : judgeRefusal(call, testCase.alert);
    const { durationMs } = call.exchange;
    return judgedResult(testCase, judgement, { twin, trial: trialOf(call), durationMs });
  }

  async #attempt(caseId: string, defect: PeerDefect = {}, prescribedOnly = false): Promise<Attempt> {
    const { config, ports, endpoint, drive } = this.#surroundings;
    const { bugs, ...identityDefect } = defect;
    const wanted = prescribedSuites(config.cipher);
    endpoint.become({
      identity: await ports.psp.identity(Object.keys(identityDefect).length > 0 ? identityDefect : undefined),
      ...(bugs && { bugs }),
      ...(prescribedOnly && {
        cipherSuites: CIPHER_SUITES.filter(({ code }) => wanted.includes(code)).map(({ name }) => name),
      }),
    });
    const reply = await drive.perform({ action: ACTION, caseId, params: DEBIT });
    const patience = reply.outcome === 'not-implemented' ? 0 : config.gap.diapasonServer.timeoutMs;
    return { reply, call: await endpoint.call(patience) };
  }

  #observe(
    testCase: Extract<CallCase, { kind: 'call-observation' }>,
    { clientHello, exchange }: Call,
  ): Judgement {
    if (clientHello === undefined) {
      const actual = { fr: 'Aucun ClientHello n’a été reçu.', en: 'No ClientHello was received.' };
      return { outcome: 'undecided', strict: null, actual };
    }
    const { config, ports } = this.#surroundings;
    const finding = testCase.judge({
      clientHello,
      chain: exchange.serverChain.map((der) => Certificate.parse(der)),
      host: config.peers.psp.host,
      prescribed: prescribedSuites(config.cipher),
      trust: ports.psp.trust,
      at: ports.clock.now(),
    });
    if (finding === undefined) return { outcome: 'undecided', strict: null, actual: words.NOTHING_TO_JUDGE };
    return { outcome: finding.right ? 'right' : 'wrong', strict: null, actual: finding.found };
  }

  /** A GAP that has the issuing CA in its own trust store rightly ignores the one that is sent. */
  async #ignoresIssuingCa(testCase: CallCase): Promise<boolean> {
    if (testCase.kind !== 'call-refusal') return false;
    const { issuingCa, present } = testCase.defect;
    if (issuingCa === undefined && present !== 'leaf-only') return false;
    this.#trustsIssuingCa ??= await this.#findsIssuingCa(testCase.id);
    return this.#trustsIssuingCa;
  }

  async #findsIssuingCa(caseId: string): Promise<boolean> {
    const alone = await this.#attempt(caseId, { present: 'leaf-only' });
    if (!alone.call?.asked) return false;
    const corrupted = await this.#attempt(caseId, { present: 'leaf-only', leaf: { signature: 'corrupted' } });
    return !corrupted.call?.asked;
  }
}

const ISSUING_CA_TRUSTED: Text = {
  fr: 'Le GAP fait déjà confiance à l’AC émettrice elle-même, et ignore à bon droit celle que le serveur envoie. Pour jouer ce cas, ne mettez que la racine (trust/psp.pem) dans son magasin de confiance.',
  en: 'The GAP already trusts the issuing CA itself, and rightly ignores the one that the server sends. To run this case, put only the root (trust/psp.pem) in its trust store.',
};

function judgeControl(call: Call): Judgement {
  const actual = words.describeCall(call);
  if (call.asked) return { outcome: 'right', strict: null, actual };
  // Where it was this side that ended the handshake, the GAP offered nothing that a right peer has.
  const undecided = isHanging(call) && call.exchange.alertSent === undefined;
  return { outcome: undecided ? 'undecided' : 'wrong', strict: null, actual };
}

function judgeRefusal(call: Call, best: CallCase['alert']): Judgement {
  const actual = words.describeCall(call);
  if (call.asked) return { outcome: 'wrong', strict: null, actual };
  if (isHanging(call)) return { outcome: 'undecided', strict: null, actual };
  return { outcome: 'right', strict: isStrict(call.exchange, best), actual };
}

/** It decided nothing: it is still connected, or was not heard of any more. */
function isHanging({ exchange: { end, handshake, alertReceived } }: Call): boolean {
  return !alertReceived && (end === 'local' || end === 'timeout' || handshake === 'timeout');
}

function trialOf({ exchange, presented }: Call): Trial {
  return { exchange, presented };
}
