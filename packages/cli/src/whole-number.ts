import type { CommandArguments } from './command.ts';
import { cliErrors } from './errors.ts';

/** The value of an option that is a whole number, at least 1; undefined where it was not given. */
export function wholeNumber(
  args: CommandArguments,
  command: string,
  name: string,
  { most }: { readonly most: number },
): number | undefined {
  const text = args.text(name);
  if (text === undefined) return undefined;
  const value = Number(text);
  if (/^\d+$/.test(text) && value >= 1 && value <= most) return value;
  throw cliErrors.error('CLI_OPTION_INVALID', {
    command,
    reason: `--${name} is a whole number from 1 to ${most}, not ${text}.`,
  });
}
