import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { z } from 'zod';
import type { CommandContext } from '../command.ts';
import { type Limit, type LoadOutcome, limitOf } from './run.ts';

/** What is read here of what a script wrote. */
const resultOfScript = z.looseObject({
  generator: z.looseObject({ processors: z.number() }),
  /** Those of k6, and those that compare parts of a run, which k6 cannot. */
  thresholds: z.array(z.looseObject({ ok: z.boolean() })),
});

export interface Ran {
  readonly outcome: LoadOutcome;
  /** Whether a GAP or simulators ran in this process. */
  readonly simulates: boolean;
  /** What the script wrote to BANC_JSON; one of somebody's own need not. */
  readonly written: string;
  /** Where the person wants the result, and where the script wrote the page. */
  readonly json: string | undefined;
  readonly html: string | undefined;
}

/** Says what the limit was, in every output of the result, and tells whether a threshold was crossed. */
export function conclude(ran: Ran, { stdout, stderr }: CommandContext): boolean {
  const { outcome, written, json, html } = ran;
  const { machine, simulators, eventLoop, thresholdCrossed } = outcome;
  const result = existsSync(written)
    ? resultOfScript.parse(JSON.parse(readFileSync(written, 'utf8')))
    : undefined;
  const limit = limitOf({ generator: result?.generator.processors ?? 0, machine, eventLoop });
  if (limit) stdout.write(`  ${SAYS[limit]}\n`);
  if (!result) {
    if (json) stderr.write(`The script wrote no result to BANC_JSON: there is no ${json}.\n`);
    return thresholdCrossed;
  }
  if (limit && html && existsSync(html)) {
    const page = readFileSync(html, 'utf8');
    writeFileSync(html, page.replace('</pre>', `</pre>\n<p>${SAYS[limit]}</p>`));
  }
  if (json) {
    const whole = {
      ...result,
      simulators: ran.simulates ? { processors: simulators, eventLoop } : null,
      machine: { processors: machine },
      limit: limit ?? null,
    };
    writeFileSync(json, `${JSON.stringify(whole, null, 2)}\n`);
  }
  return thresholdCrossed || result.thresholds.some(({ ok }) => !ok);
}

const SAYS: Readonly<Record<Limit, string>> = {
  generator:
    'The generator was the limit: it kept its processors busy. Use several; docs/load.md says how many.',
  simulators: 'The reference GAP or the simulators, one process, were the limit: it was busy all the time.',
  machine:
    'This machine was the limit: all its processors were busy, with the generator, any GAP and simulators here, and what else runs.',
};
