import type { ActiveFaults } from '@banc-gap/mock-igc-sante';
import type { CommandArguments } from './command.ts';
import { cliErrors } from './errors.ts';

/** What the person wants to fail: `--fault crl:igc-sante-test/aci-el-org=stale`, as often as they like. */
export function requestedFaults(args: CommandArguments): ActiveFaults {
  return Object.fromEntries(
    args.texts('fault').map((text) => {
      const [, target, fault] = /^([^=]+)=(.+)$/.exec(text) ?? [];
      if (target === undefined || fault === undefined) {
        throw cliErrors.error('CLI_OPTION_INVALID', {
          command: 'up',
          reason: `--fault is SOURCE=FAULT or SOURCE:CA=FAULT, not ${text}.`,
        });
      }
      return [target, fault];
    }),
  );
}
