import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { judgeGap } from '../judge-gap.ts';
import { type StackBench, stackBench } from './bench.ts';
import type { ForeignServer } from './program.ts';
import { type JudgedStack, shortcomingsOf } from './shortcomings.ts';

/** A stack as the server of a GAP, and what people configure wrongly in it. */
export interface Stack<Configuration> {
  readonly name: JudgedStack;
  /** Whether it can be started here. */
  readonly present: boolean;
  /** The right configuration, made of what the kit contains. */
  right(bench: StackBench): Configuration;
  start(configuration: Configuration): Promise<ForeignServer>;
  /** It serves one connection at a time. */
  readonly oneAtATime?: boolean;
  /** What a revoked terminal sees, as the report words it. */
  readonly revoked: string;
  readonly mistakes: readonly Mistake<Configuration>[];
}

export interface Mistake<Configuration> {
  readonly mistake: string;
  change(right: Configuration, bench: StackBench): Configuration;
  /** The cases that turn red, beside the shortcomings of the stack. */
  readonly caught: readonly string[];
}

/** Milliseconds for one run of the suite: Tomcat says nothing in a renegotiation, and is waited for twice. */
const PATIENCE = { timeout: 120_000 };

/** The whole suite against the right configuration, and against each mistake. */
export function describeStack<Configuration>(stack: Stack<Configuration>): void {
  describe.skipIf(!stack.present)(`${stack.name}, configured from the kit alone`, PATIENCE, () => {
    const shortcomings = shortcomingsOf(stack.name);
    const isShortcoming = (id: string) => shortcomings.some((shortcoming) => shortcoming.case === id);
    let bench: StackBench;
    beforeAll(async () => {
      bench = await stackBench();
    });
    afterAll(() => bench[Symbol.asyncDispose]());

    async function judge(configuration: Configuration) {
      await using server = await stack.start(configuration);
      // A terminal that stalls costs a server that serves one at a time the whole of the time allowed.
      const settings = stack.oneAtATime ? { parallel: 1, timeoutMs: 2000 } : { parallel: 8 };
      return await judgeGap(bench.authorities, server.port, settings);
    }

    it(shortcomings.length > 0 ? 'passes every case but its shortcomings' : 'passes every case', async () => {
      const cases = await judge(stack.right(bench));
      // Skipped are the cases in which a CRL changes: nothing here makes the stack reload it.
      const red = cases.filter(({ verdict }) => verdict !== 'pass' && verdict !== 'skip');
      expect(Object.fromEntries(red.map(({ id, verdict }) => [id, verdict]))).toEqual(
        Object.fromEntries(shortcomings.map((found) => [found.case, found.verdict])),
      );
      const revoked = cases.find(({ id }) => id === 'diapason-tpe/revocation/leaf-revoked');
      expect(revoked?.actual).toContain(stack.revoked);
    });

    it.each(stack.mistakes)('with $mistake', async ({ change, caught }) => {
      const right = stack.right(bench);
      const wrong = change(right, bench);
      expect(wrong).not.toEqual(right);
      const cases = await judge(wrong);
      const red = cases.filter(({ verdict }) => verdict === 'fail' || verdict === 'warn').map(({ id }) => id);
      const beside = (ids: readonly string[]) => ids.filter((id) => !isShortcoming(id)).toSorted();
      expect(beside(red)).toEqual(beside(caught));
    });
  });
}
