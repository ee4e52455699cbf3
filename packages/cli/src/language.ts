import type { CommandArguments, OptionHelp } from './command.ts';
import { cliErrors } from './errors.ts';

export const languageOption = {
  lang: {
    value: 'fr|en',
    help: 'the language of texts (default: French where the locale is French, else English)',
  },
} satisfies Record<string, OptionHelp>;

/** The language that was asked for, else that of the locale. */
export function language(args: CommandArguments, env: NodeJS.ProcessEnv): 'fr' | 'en' {
  const asked = args.text('lang');
  if (asked === 'fr' || asked === 'en') return asked;
  if (asked !== undefined) {
    throw cliErrors.error('CLI_OPTION_INVALID', { command: '', reason: `--lang is fr or en, not ${asked}.` });
  }
  return (env['LC_ALL'] ?? env['LANG'] ?? '').startsWith('fr') ? 'fr' : 'en';
}
