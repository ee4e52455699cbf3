import type { CommandArguments } from './command.ts';
import { cliErrors } from './errors.ts';

/**
 * The value of an option that has only these; undefined where it was not given.
 *
 * @throws BancError CLI_OPTION_INVALID
 */
export function choice<const Value extends string>(
  args: CommandArguments,
  option: string,
  values: readonly Value[],
): Value | undefined {
  const text = args.text(option);
  const chosen = values.find((value) => value === text);
  if (text === undefined || chosen !== undefined) return chosen;
  const reason = `--${option} is ${values.join(' or ')}, not ${text}.`;
  throw cliErrors.error('CLI_OPTION_INVALID', { command: '', reason });
}
