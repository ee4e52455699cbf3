import { listCases, listText } from '@banc-gap/conformance';
import { type Command, exitCodes, jsonOption } from '../command.ts';
import { cliErrors } from '../errors.ts';
import { language, languageOption } from '../language.ts';

export const list: Command = {
  name: 'list',
  summary: 'Lists the cases with level, source and what each expects; needs no GAP.',
  examples: ['banc list', 'banc list diapason-tpe/revocation', 'banc list --json'],
  positionals: '[PREFIX…]',
  options: { ...languageOption, ...jsonOption },
  async run(args, { stdout, env }) {
    const cases = listCases(args.positionals);
    if (cases.length === 0)
      throw cliErrors.error('CLI_CASE_UNKNOWN', { prefix: args.positionals.join(', ') });
    stdout.write(
      args.flag('json')
        ? `${JSON.stringify(cases, null, 2)}\n`
        : listText(args.positionals, language(args, env)),
    );
    return exitCodes.success;
  },
};
