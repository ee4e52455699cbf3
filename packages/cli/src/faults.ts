import type { ActiveFaults } from '@banc-gap/simkit';
import type { CommandArguments } from './command.ts';
import { cliErrors } from './errors.ts';

/** What the person wants to fail: `--fault crl:igc-sante-test/aci-el-org=stale`, as often as they like. */
export function requestedFaults(args: CommandArguments): {
  readonly faults: ActiveFaults;
  readonly seed: number | undefined;
} {
  const faults = Object.fromEntries(args.texts('fault').map(requestedFault));
  const seed = args.text('fault-seed');
  if (seed !== undefined && !/^\d{1,9}$/.test(seed)) {
    throw invalid(`--fault-seed is a number of at most nine digits, not ${seed}.`);
  }
  return { faults, seed: seed === undefined ? undefined : Number(seed) };
}

function requestedFault(text: string): [target: string, fault: string] {
  const [, target, fault] = /^([^=]+)=(.+)$/.exec(text) ?? [];
  if (target === undefined || fault === undefined) {
    throw invalid(`--fault is SOURCE=FAULT or SOURCE:CA=FAULT, not ${text}.`);
  }
  return [target, fault];
}

function invalid(reason: string) {
  return cliErrors.error('CLI_OPTION_INVALID', { command: 'up', reason });
}
