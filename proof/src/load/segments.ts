import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { findK6 } from '@banc-gap/cli/testing';
import type { CountingGap } from './counting-gap.ts';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const SEQUENCE = '0,1/2,1';

interface SegmentsOptions {
  readonly gap: CountingGap;
  readonly fleet: string;
  readonly trust: string;
}

/** Runs each half of `handshake`, profile `each`, in a process of its own, at the same time: how many each has served. */
export async function runSegments({ gap, fleet, trust }: SegmentsOptions): Promise<number[]> {
  const k6 = await findK6(process);
  const runs = ['0:1/2', '1/2:1'].map(async (segment, index) => {
    const json = `${fleet}.${index}.json`;
    await promisify(execFile)(
      k6,
      [
        ...['run', '--quiet', '--address', ''],
        ...['--execution-segment', segment, '--execution-segment-sequence', SEQUENCE],
        join(ROOT, 'load/handshake.ts'),
      ],
      {
        env: {
          ...process.env,
          K6_NO_USAGE_REPORT: 'true',
          BANC_PROFILE: 'each',
          BANC_TARGET: `127.0.0.1:${gap.port}`,
          BANC_IDENTITIES: fleet,
          BANC_TRUST: trust,
          BANC_SLOWEST: '20000',
          BANC_JSON: json,
        },
      },
    );
    return (JSON.parse(readFileSync(json, 'utf8')) as { completed: number }).completed;
  });
  return Promise.all(runs);
}
