import type { Authorities } from '@banc-gap/mock-igc-sante';
import { type Pfcng, type ProblemDetails, pfcngApp } from '@banc-gap/mock-pfcng';
import { appFetch, PfcngClient } from '@banc-gap/mock-pfcng/client';
import type { CommandArguments, CommandContext, OptionHelp } from '../command.ts';
import { cliErrors } from '../errors.ts';
import { language } from '../language.ts';

export const cardOptions = {
  card: {
    value: 'NUMBER',
    help: 'the card that you act with (default: $BANC_CARD; `banc order cards` lists them)',
  },
  pin: { value: 'PIN', help: 'its PIN (default: $BANC_PIN)' },
} satisfies Record<string, OptionHelp>;

/** What a subcommand of `banc order` works with. */
export interface OrderSession {
  readonly args: CommandArguments;
  readonly pfcng: Pfcng;
  readonly authorities: Authorities;
  readonly language: 'fr' | 'en';
  /** The API as the card of the command line: its PIN is asked for first, as the reader does. */
  client(): Promise<PfcngClient>;
  /** An option without which the subcommand makes no sense. */
  required(option: string): string;
}

export function orderSession(
  args: CommandArguments,
  context: CommandContext,
  platform: Pick<OrderSession, 'pfcng' | 'authorities'>,
): OrderSession {
  const { pfcng } = platform;
  const wanted = language(args, context.env);
  const required = (option: string): string => {
    const value = args.text(option) ?? context.env[`BANC_${option.toUpperCase()}`];
    if (value !== undefined) return value;
    throw cliErrors.error('CLI_ARGUMENT_MISSING', {
      command: `order ${args.positionals[0]}`,
      argument: `--${option}`,
    });
  };
  return {
    ...platform,
    args,
    language: wanted,
    required,
    async client() {
      const actor = pfcng.cards.enterPin({ cardNumber: required('card'), pin: required('pin') });
      const app = await pfcngApp({ pfcng, actorOf: () => actor });
      return new PfcngClient({ baseUrl: 'http://pfcng', fetch: appFetch(app), language: wanted });
    },
  };
}

/** A refusal as an error of the command line: the rule, the right that is missing, and the form that gives it. */
export function refusedError({
  title,
  detail,
  missingRight,
  forms = [],
  errors = [],
  lines = [],
}: ProblemDetails) {
  const reasons = [
    ...errors.map(({ field, message }) => `${field}: ${message}`),
    ...lines.map(({ line, problem }) => `line ${line}: ${problem.detail}`),
  ];
  const help = [
    ...(missingRight === undefined ? [] : [missingRight]),
    ...forms.map(({ form, url }) => `${form} (${url})`),
  ];
  return cliErrors.error('CLI_PFCNG_REFUSED', {
    problem: `${title}: ${[detail, ...reasons].join('\n      ')}`,
    help: help.length > 0 ? help.join('; ') : 'docs/pfcng-refusals.md lists every refusal.',
  });
}
