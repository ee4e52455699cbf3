import { type ConformanceCase, isRefreshing } from '../cases/case.ts';
import type { Report } from '../report/schema.ts';
import { joinTexts, type Text } from '../text.ts';
import type { Bench } from './bench.ts';
import { CaseRunner, type GoodReception, stoppedServing } from './case-runner.ts';
import { type CaseResult, unjudgedResult } from './result.ts';
import * as words from './words.ts';

/** The bench stops after this many faults of its own in a row. */
const FAULTS_IN_A_ROW = 3;
/** How long a GAP that stopped serving gets to come back, in milliseconds before each new try. */
const RECOVERY_PAUSES = [250, 750, 2000];

/** What a run tells while it goes. */
export interface RunObserver {
  started?(plan: { readonly cases: number; readonly seed: string | number }): void;
  caseStarted?(testCase: ConformanceCase): void;
  caseFinished?(result: CaseResult): void;
  finished?(report: Report): void;
}

/**
 * One run against one GAP: the good terminal first, then each case, and the good terminal again after each, which is
 * the twin of the next. A GAP that is down or does not speak TLS costs one connection.
 */
export class Session {
  readonly #bench: Bench;
  readonly #runner: CaseRunner;
  readonly #observer: RunObserver | undefined;
  readonly #stop: AbortSignal | undefined;
  readonly #results = new Map<ConformanceCase, CaseResult>();
  #faultsInARow = 0;
  /** The ids of the cases after which the GAP served nobody any more. */
  #lostSince: string | undefined;

  /** @param stop when it is aborted, what runs is ended and nothing more is begun */
  constructor(bench: Bench, observer: RunObserver | undefined, stop?: AbortSignal) {
    this.#bench = bench;
    this.#runner = new CaseRunner(bench);
    this.#observer = observer;
    this.#stop = stop;
  }

  /** The results, in the order of the cases. */
  async run(cases: readonly ConformanceCase[]): Promise<readonly CaseResult[]> {
    try {
      const reception = await this.#bench.receive();
      const open = cases.filter((testCase) => {
        const result = this.#runner.decided(testCase, reception);
        if (result) this.#finish(result);
        return !result;
      });
      await this.#runOpen(open, reception);
    } catch (error) {
      // Without the good terminal there is nothing to judge by.
      for (const testCase of cases) {
        if (!this.#results.has(testCase)) {
          this.#finish(unjudgedResult(testCase, 'error', words.benchFault(error)));
        }
      }
    }
    return cases.map((testCase) => this.#results.get(testCase)!);
  }

  async #runOpen(cases: readonly ConformanceCase[], first: GoodReception): Promise<void> {
    let reception = first;
    const lanes = this.#bench.config.gap.diapasonServer.parallel;
    for (const batch of batches(cases, lanes)) {
      if (this.#stop?.aborted) {
        for (const testCase of batch) this.#finish(unjudgedResult(testCase, 'error', words.INTERRUPTED));
      } else if (this.#faultsInARow >= FAULTS_IN_A_ROW) {
        for (const testCase of batch) this.#finish(unjudgedResult(testCase, 'error', words.BREAKER_OPEN));
      } else if (this.#lostSince !== undefined) {
        for (const testCase of batch)
          this.#finishUntestable(testCase, words.noLongerServing(this.#lostSince));
      } else {
        reception = await this.#runBatch(batch, reception);
      }
    }
  }

  /** Runs cases side by side; if the GAP stops serving, each of them again alone, to learn which one stops it. */
  async #runBatch(batch: readonly ConformanceCase[], twin: GoodReception): Promise<GoodReception> {
    const results = await Promise.all(batch.map((testCase) => this.#attempt(testCase, twin)));
    const after = await this.#receiveAgain(twin);
    if (isAsGood(after, twin)) {
      for (const result of results) this.#finish(result);
      return after;
    }
    const back = await this.#comeBack(twin);
    if (back) return this.#runAlone(batch, back);
    this.#lostSince = batch.map(({ id }) => id).join(', ');
    const [only] = results;
    if (only && results.length === 1) {
      this.#finish(stoppedServing(only, after.detail));
      return after;
    }
    const suspects = words.stoppedByOneOf(batch.map(({ id }) => id));
    for (const testCase of batch) this.#finishUntestable(testCase, suspects);
    return after;
  }

  async #runAlone(suspects: readonly ConformanceCase[], first: GoodReception): Promise<GoodReception> {
    let reception = first;
    const innocent: CaseResult[] = [];
    let found = false;
    for (const testCase of suspects) {
      if (this.#lostSince !== undefined) {
        this.#finishUntestable(testCase, words.noLongerServing(this.#lostSince));
        continue;
      }
      const result = await this.#attempt(testCase, reception);
      const after = await this.#receiveAgain(reception);
      if (isAsGood(after, first)) {
        innocent.push(result);
        reception = after;
        continue;
      }
      found = true;
      this.#finish(stoppedServing(result, after.detail));
      const back = await this.#comeBack(first);
      if (back) reception = back;
      else this.#lostSince = testCase.id;
    }
    for (const result of innocent) this.#finish(found ? result : withUnexplainedStop(result));
    return reception;
  }

  async #attempt(testCase: ConformanceCase, twin: GoodReception): Promise<CaseResult> {
    this.#observer?.caseStarted?.(testCase);
    try {
      const result = await this.#runner.run(testCase, twin);
      this.#faultsInARow = 0;
      return result;
    } catch (error) {
      this.#faultsInARow += 1;
      return unjudgedResult(testCase, 'error', words.benchFault(error));
    }
  }

  /** The good terminal again. Where it was not served from the start, there is nothing to lose and no time to waste. */
  async #receiveAgain(before: GoodReception): Promise<GoodReception> {
    return before.state === 'served' ? this.#bench.receive() : before;
  }

  async #comeBack(before: GoodReception): Promise<GoodReception | undefined> {
    for (const pause of RECOVERY_PAUSES) {
      await this.#bench.pause(pause);
      const reception = await this.#bench.receive();
      if (isAsGood(reception, before)) return reception;
    }
    return undefined;
  }

  #finish(result: CaseResult): void {
    this.#results.set(result.testCase, result);
    this.#observer?.caseFinished?.(result);
  }

  #finishUntestable(testCase: ConformanceCase, reason: Text): void {
    this.#finish(unjudgedResult(testCase, 'untestable', reason));
  }
}

/** Cases that run side by side; one that others would suffer from runs alone. */
function batches(cases: readonly ConformanceCase[], lanes: number): ConformanceCase[][] {
  const made: ConformanceCase[][] = [];
  for (const testCase of cases) {
    const last = made.at(-1);
    const joins = last && last.length < lanes && ![...last, testCase].some(runsAlone);
    if (joins) last.push(testCase);
    else made.push([testCase]);
  }
  return made;
}

function runsAlone(testCase: ConformanceCase): boolean {
  return isRefreshing(testCase) || (testCase.kind === 'control' && testCase.beside !== undefined);
}

function isAsGood(now: GoodReception, before: GoodReception): boolean {
  return now.state === before.state;
}

/** Served again when the case was repeated: the verdict stands, and the report says what was seen. */
function withUnexplainedStop(result: CaseResult): CaseResult {
  return { ...result, actual: joinTexts([result.actual, words.STOPPED_ONCE], ' ') };
}
