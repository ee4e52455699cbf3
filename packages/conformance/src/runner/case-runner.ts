import {
  type ConformanceCase,
  type ControlCase,
  isGoodTerminal,
  isRefreshing,
  type RefusalCase,
} from '../cases/case.ts';
import { joinTexts, type Text } from '../text.ts';
import type { Bench } from './bench.ts';
import type { Reception } from './good-terminal.ts';
import { judgeControl, judgeNegotiation, judgeObservation, judgeReception, judgeRefusal } from './judge.ts';
import type { GoodAnswer } from './oracle.ts';
import { type CaseResult, judgedResult, type Trial, type TwinResult, unjudgedResult } from './result.ts';
import { runWithChangedCrl } from './trust-change.ts';
import * as words from './words.ts';

export type GoodReception = Reception & { readonly trial: Trial };

/** Runs one case, given how the GAP received the good terminal just before. */
export class CaseRunner {
  readonly #bench: Bench;
  #issuingCaTrusted: Promise<boolean> | undefined;

  constructor(bench: Bench) {
    this.#bench = bench;
  }

  /** The result of a case that what is already known decides, without a connection. */
  decided(testCase: ConformanceCase, reception: GoodReception): CaseResult | undefined {
    const { features, gap } = this.#bench.config;
    if (testCase.feature && features[testCase.feature] === false) {
      return unjudgedResult(testCase, 'skip', words.featureDeclaredAbsent(testCase.feature));
    }
    const seen = { trial: reception.trial, durationMs: reception.exchange.durationMs };
    if (reception.state === 'no-tls') return unjudgedResult(testCase, 'untestable', reception.detail, seen);
    if (isRefreshing(testCase) && !this.#bench.ports.drive) {
      return unjudgedResult(testCase, 'skip', words.NO_DRIVE);
    }
    if (testCase.kind === 'observation') {
      const surroundings = {
        fqdn: gap.diapasonServer.fqdn,
        trust: this.#bench.ports.serverTrust,
        at: this.#bench.ports.clock.now(),
      };
      return judgedResult(testCase, judgeObservation(testCase, reception.exchange, surroundings), seen);
    }
    if (isGoodTerminal(testCase)) return judgedResult(testCase, judgeReception(reception), seen);
    const twin = twinOf(testCase, reception);
    if (twin?.verdict === 'untestable') {
      return unjudgedResult(testCase, 'untestable', joinTexts([words.TWIN_FAILED, twin.detail], ' '), {
        twin,
      });
    }
    return undefined;
  }

  /** Makes the connection of a case and judges it. Rejects where the bench itself is at fault. */
  async run(testCase: ConformanceCase, reception: GoodReception): Promise<CaseResult> {
    const twin = twinOf(testCase, reception);
    const good = this.#bench.goodAnswer(reception.status);
    if (wantsUnknownIssuingCa(testCase)) {
      this.#issuingCaTrusted ??= this.#bench.trustsIssuingCa(good);
      if (await this.#issuingCaTrusted) {
        return unjudgedResult(testCase, 'untestable', words.ISSUING_CA_TRUSTED, { twin });
      }
    }
    if (isRefreshing(testCase)) return runWithChangedCrl(this.#bench, testCase);
    const startedAt = this.#bench.ports.clock.now().getTime();
    const { trial, judgement } = await this.#judge(testCase, good);
    const durationMs = this.#bench.ports.clock.now().getTime() - startedAt;
    return judgedResult(testCase, judgement, { twin, durationMs, trial });
  }

  async #judge(testCase: ConformanceCase, good: GoodAnswer) {
    switch (testCase.kind) {
      case 'refusal': {
        const trial = await this.#attemptRefusal(testCase);
        return { trial, judgement: judgeRefusal(testCase, trial.exchange, good) };
      }
      case 'control': {
        const trial = await this.#attemptControl(testCase);
        return { trial, judgement: judgeControl(testCase, trial.exchange, good) };
      }
      case 'negotiation': {
        const offer = this.#bench.resolve(testCase.offer);
        const trial = await this.#bench.attempt(undefined, offer);
        return { trial, judgement: judgeNegotiation(testCase, trial.exchange, offer) };
      }
      default:
        throw new TypeError(`${testCase.id} needs no connection of a terminal of its own`);
    }
  }

  #attemptRefusal({ defect, resumes, renegotiates, occasion }: RefusalCase): Promise<Trial> {
    if (resumes === 'after-fatal-alert') return this.#bench.attemptToResumeAfterAlert(defect);
    if (resumes) return this.#bench.attemptToResume(defect);
    if (renegotiates) return this.#bench.attemptToRenegotiate(defect);
    if (occasion === 'cbc') return this.#bench.attemptInCbc(defect);
    return this.#bench.attempt(defect);
  }

  #attemptControl({ difference, resumes, beside }: ControlCase): Promise<Trial> {
    if (beside) return this.#bench.attemptBeside(beside);
    return resumes ? this.#bench.attemptToResume(difference) : this.#bench.attempt(difference);
  }
}

const COMPARED: ReadonlySet<ConformanceCase['kind']> = new Set(['refusal', 'control', 'negotiation']);

/** The twin is the good terminal; what must have come of it depends on what the case looks at. */
function twinOf(testCase: ConformanceCase, { state, detail, exchange }: Reception): TwinResult | null {
  if (isGoodTerminal(testCase) || !COMPARED.has(testCase.kind)) return null;
  if (testCase.kind === 'negotiation') {
    if (testCase.expect === 'selected') return null;
    return { verdict: exchange.serverHello ? 'pass' : 'untestable', detail };
  }
  return { verdict: state === 'served' ? 'pass' : 'untestable', detail };
}

/** A GAP that has the issuing CA itself rightly ignores the one of that name that a terminal sends. */
function wantsUnknownIssuingCa(testCase: ConformanceCase): boolean {
  if (testCase.kind !== 'refusal') return false;
  const { issuingCa, present } = testCase.defect;
  return present === 'leaf-only' || (issuingCa !== undefined && issuingCa.subject === undefined);
}

/** The result of a case after which the GAP no longer served the good terminal. */
export function stoppedServing(result: CaseResult, after: Text): CaseResult {
  // A case that never reached the GAP cannot have stopped it.
  if (result.trial?.exchange.reached !== 'connected') return result;
  const actual = joinTexts([words.STOPPED_SERVING, after, result.actual], ' ');
  return judgedResult(result.testCase, { outcome: 'wrong', strict: null, actual }, result);
}
