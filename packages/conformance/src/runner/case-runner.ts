import type { ConformanceCase, ControlCase, NegotiationCase, RefusalCase } from '../cases/case.ts';
import { joinTexts, type Text } from '../text.ts';
import type { Bench } from './bench.ts';
import type { Reception } from './good-terminal.ts';
import { judgeControl, judgeNegotiation, judgeObservation, judgeReception, judgeRefusal } from './judge.ts';
import { type CaseResult, judgedResult, type Trial, type TwinResult, unjudgedResult } from './result.ts';
import * as words from './words.ts';

/** A case that makes connections of its own. */
type ActiveCase = RefusalCase | ControlCase | NegotiationCase;

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
    const active = testCase as ConformanceCase & ActiveCase;
    const twin = twinOf(active, reception);
    const good = this.#bench.goodAnswer(reception.status);
    if (wantsUnknownIssuingCa(active)) {
      this.#issuingCaTrusted ??= this.#bench.trustsIssuingCa(good);
      if (await this.#issuingCaTrusted) {
        return unjudgedResult(active, 'untestable', words.ISSUING_CA_TRUSTED, { twin });
      }
    }
    const startedAt = this.#bench.ports.clock.now().getTime();
    const { trial, judgement } = await this.#judge(active, good);
    const durationMs = this.#bench.ports.clock.now().getTime() - startedAt;
    return judgedResult(active, judgement, { twin, durationMs, trial });
  }

  async #judge(testCase: ActiveCase, good: ReturnType<Bench['goodAnswer']>) {
    switch (testCase.kind) {
      case 'refusal': {
        const trial = await this.#bench.attempt(testCase.defect);
        return { trial, judgement: judgeRefusal(testCase, trial.exchange, good) };
      }
      case 'control': {
        const trial = await this.#bench.attempt(testCase.difference);
        return { trial, judgement: judgeControl(testCase, trial.exchange, good) };
      }
      case 'negotiation': {
        const offer = this.#bench.resolve(testCase.offer);
        const trial = await this.#bench.attempt(undefined, offer);
        return { trial, judgement: judgeNegotiation(testCase, trial.exchange, offer) };
      }
    }
  }
}

function isGoodTerminal(testCase: ConformanceCase): boolean {
  return testCase.kind === 'control' && testCase.difference === undefined;
}

/** The twin is the good terminal; what must have come of it depends on what the case looks at. */
function twinOf(testCase: ConformanceCase, { state, detail, exchange }: Reception): TwinResult | null {
  if (testCase.kind === 'observation' || isGoodTerminal(testCase)) return null;
  if (testCase.kind === 'negotiation') {
    if (testCase.expect === 'selected') return null;
    return { verdict: exchange.serverHello ? 'pass' : 'untestable', detail };
  }
  return { verdict: state === 'served' ? 'pass' : 'untestable', detail };
}

/** Design: a GAP that has the issuing CA itself rightly ignores the one that a terminal sends. */
function wantsUnknownIssuingCa(testCase: ActiveCase): boolean {
  return (
    testCase.kind === 'refusal' &&
    (testCase.defect.issuingCa !== undefined || testCase.defect.present === 'leaf-only')
  );
}

export function stoppedServing(result: CaseResult, testCase: ConformanceCase, after: Text): CaseResult {
  const actual = joinTexts([words.STOPPED_SERVING, after, result.actual], ' ');
  return judgedResult(
    testCase,
    { outcome: 'wrong', strict: null, actual },
    { twin: result.twin, durationMs: result.durationMs, ...(result.trial && { trial: result.trial }) },
  );
}
