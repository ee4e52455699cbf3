import type { BancError } from '@banc-gap/pki';
import { assertHarmlessTarget } from '@banc-gap/simkit';
import { type GapLocation, type Resolution, resolve } from './resolve.ts';

export type Finding =
  | Extract<Resolution, { found: true }>
  | {
      readonly found: false;
      readonly reached: 'name-not-found' | 'unreachable';
      readonly error: BancError;
    };

/** The addresses of the GAP, none of which is on a public network unless that is allowed; `timeout` in milliseconds. */
export async function findGap(gap: GapLocation, timeout: number, allowPublic: boolean): Promise<Finding> {
  const resolution = await resolve(gap, timeout);
  if (!resolution.found) return { found: false, reached: 'name-not-found', error: resolution.error };
  try {
    for (const address of resolution.addresses) {
      assertHarmlessTarget(address, { allowPublic, name: gap.fqdn });
    }
    return resolution;
  } catch (error) {
    return { found: false, reached: 'unreachable', error: error as BancError };
  }
}
