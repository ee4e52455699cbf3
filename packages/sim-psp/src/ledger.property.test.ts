import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openPsp } from './psp.ts';
import { audit } from './testing/audit.ts';
import { ceilingOf, type Operation, openAccount, PATIENTS, perform } from './testing/operations.ts';

const patient = fc.nat(PATIENTS - 1);
/** As good as any, or at a ceiling and a cent above. */
const amount = fc.oneof(fc.integer({ min: 1, max: 60_00 }), fc.constantFrom(1, 20_00, 20_01, 40_00, 40_01));
const attempt = fc.nat(3);

const operation: fc.Arbitrary<Operation> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('consent' as const), patient }) },
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('debit' as const), patient, amount, attempt }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('refund' as const), patient, amount, attempt }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('oppose' as const), patient }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('settle' as const) }) },
);

let directory: string;
let file: string;
let run = 0;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'banc-psp-'));
});
afterEach(() => rmSync(directory, { recursive: true }));
const newFile = () => join(directory, `psp-${run++}.sqlite`);

const isId = (answer: string): boolean => /^[a-z]{3}_[a-z]{20}$/.test(answer);

test('for any sequence of operations and retries, the ledger balances and a consent is debited as agreed', () => {
  fc.assert(
    fc.property(fc.array(operation, { maxLength: 40 }), fc.nat(40), (operations, reopenedAt) => {
      file = newFile();
      let psp = openPsp({ file });
      const tokens = openAccount(psp);
      const answers = new Map<string, string>();
      const debited = new Map<number, number>();
      const opposed = new Set<number>();
      for (const [index, wanted] of operations.entries()) {
        if (index === reopenedAt) {
          psp.close();
          psp = openPsp({ file });
        }
        const answer = perform(psp, tokens, wanted);
        const request = JSON.stringify(wanted);
        const earlier = answers.get(request);
        if (wanted.kind === 'debit' || (wanted.kind === 'refund' && earlier !== 'nothing to refund')) {
          if (earlier !== undefined) {
            expect(answer).toBe(earlier);
            continue;
          }
          answers.set(request, answer);
        }
        if (wanted.kind === 'debit') {
          const agreed =
            !debited.has(wanted.patient) &&
            !opposed.has(wanted.patient) &&
            wanted.amount <= ceilingOf(wanted.patient);
          expect(isId(answer)).toBe(agreed);
          if (agreed) debited.set(wanted.patient, wanted.amount);
        }
        if (wanted.kind === 'oppose' && isId(answer)) opposed.add(wanted.patient);
      }
      psp.close();
      audit(file);
    }),
    { numRuns: 25 },
  );
});

/** Sends the operations to a provider in a process of its own, which is killed after so many answers. */
async function performUntilKilled(
  tokens: readonly string[],
  operations: readonly Operation[],
  killAfter: number,
): Promise<string[]> {
  const teller = fileURLToPath(new URL('./testing/teller-process.ts', import.meta.url));
  const child = spawn(process.execPath, ['--conditions=source', teller, file, ...tokens], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const closed = once(child, 'close');
  child.stdin.on('error', () => undefined);
  child.stdin.end(operations.map((wanted) => `${JSON.stringify(wanted)}\n`).join(''));
  const answers: string[] = [];
  for await (const line of createInterface(child.stdout)) {
    answers.push(line);
    if (answers.length === killAfter) child.kill('SIGKILL');
  }
  await closed;
  return answers;
}

test('a provider that is killed at any moment has lost nothing that it answered, and does nothing twice', async () => {
  const plan = fc.record({
    operations: fc.array(operation, { minLength: 20, maxLength: 60 }),
    kills: fc.array(fc.integer({ min: 1, max: 20 }), { minLength: 1, maxLength: 2 }),
  });
  // On a busy machine fewer runs: each starts two or three processes.
  const enough = performance.now() + 12_000;
  await fc.assert(
    fc.asyncProperty(plan, async ({ operations, kills }) => {
      if (performance.now() > enough) return;
      file = newFile();
      const psp = openPsp({ file });
      const tokens = openAccount(psp);
      psp.close();
      let left = operations;
      const answered: { readonly wanted: Operation; readonly answer: string }[] = [];
      for (const killAfter of [...kills, Number.POSITIVE_INFINITY]) {
        const answers = await performUntilKilled(tokens, left, killAfter);
        answered.push(...answers.map((answer, index) => ({ wanted: left[index]!, answer })));
        audit(file);
        // What was sent and not answered is sent again, as a GAP does with the same key.
        left = left.slice(answers.length);
      }
      expect(left).toEqual([]);
      using after = openPsp({ file });
      const debits = answered.filter(({ wanted }) => wanted.kind === 'debit');
      for (const { wanted, answer } of debits) expect(perform(after, tokens, wanted)).toBe(answer);
      audit(file);
    }),
    { numRuns: 4, endOnFailure: true },
  );
}, 60_000);
