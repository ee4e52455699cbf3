import { type ParseArgsOptionsConfig, parseArgs } from 'node:util';
import { cliErrors } from './errors.ts';

/** Exit codes of every command. */
export const exitCodes = {
  /** All MUST cases pass, or the command did what was asked. */
  success: 0,
  /** A MUST case is `fail` or `untestable`, or the baseline differs. */
  notConforming: 1,
  /** The bench itself failed. */
  benchFailed: 2,
  /** Wrong usage or configuration, or no case matched. */
  usage: 3,
  /** Under load, a threshold of the script was crossed; k6 has the same code. */
  thresholdCrossed: 99,
} as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** Where a command writes, and the environment it reads. */
export interface CommandContext {
  readonly stdout: NodeJS.WritableStream & { readonly isTTY?: boolean };
  readonly stderr: NodeJS.WritableStream & { readonly isTTY?: boolean };
  readonly env: NodeJS.ProcessEnv;
  /** Settles when the person asks to stop (Ctrl-C, SIGTERM). */
  readonly stopRequested: Promise<void>;
}

export interface OptionHelp {
  /** What the value is called in the help text; absent for a flag. */
  readonly value?: string;
  readonly help: string;
  readonly multiple?: boolean;
}

export interface CommandArguments {
  readonly positionals: readonly string[];
  text(name: string): string | undefined;
  texts(name: string): readonly string[];
  flag(name: string): boolean;
}

export interface Command {
  readonly name: string;
  readonly summary: string;
  /** Examples come first in the help text: most people copy one. */
  readonly examples: readonly string[];
  /** How the positional arguments are written in the help text. */
  readonly positionals?: string;
  readonly options: Readonly<Record<string, OptionHelp>>;
  run(args: CommandArguments, context: CommandContext): Promise<ExitCode>;
}

/** Every command that works on a state folder takes this one. */
export const stateOption = {
  state: { value: 'DIR', help: 'the state folder (default: $BANC_STATE, then ./.banc)' },
} satisfies Record<string, OptionHelp>;

export const jsonOption = {
  json: { help: 'print the result as JSON, and nothing else, on standard output' },
} satisfies Record<string, OptionHelp>;

export function parseCommandArguments(command: Command, argv: readonly string[]): CommandArguments {
  const options: ParseArgsOptionsConfig = {};
  for (const [name, option] of Object.entries(command.options)) {
    options[name] = { type: option.value ? 'string' : 'boolean', multiple: option.multiple ?? false };
  }
  const { values, positionals } = parse(command, argv, options);
  if (positionals.length > 0 && !command.positionals) {
    throw cliErrors.error('CLI_OPTION_INVALID', {
      command: command.name,
      reason: `Unexpected argument ${positionals[0]}.`,
    });
  }
  return {
    positionals,
    text: (name) => values[name] as string | undefined,
    texts: (name) => (values[name] as string[] | undefined) ?? [],
    flag: (name) => values[name] === true,
  };
}

function parse(command: Command, argv: readonly string[], options: ParseArgsOptionsConfig) {
  try {
    return parseArgs({ args: [...argv], options, allowPositionals: true, strict: true });
  } catch (error) {
    const [firstSentence] = (error as Error).message.split(/\. To specify|\n/);
    throw cliErrors.error('CLI_OPTION_INVALID', { command: command.name, reason: `${firstSentence}.` });
  }
}

export function commandHelp(command: Command): string {
  const options = Object.entries(command.options).map(([name, option]): [string, string] => [
    `  --${name}${option.value ? ` ${option.value}` : ''}`,
    option.help,
  ]);
  const width = Math.max(...options.map(([left]) => left.length), '  --help'.length) + 2;
  return [
    command.summary,
    '',
    ...command.examples.map((example) => `  ${example}`),
    '',
    `Usage: banc ${command.name}${command.positionals ? ` ${command.positionals}` : ''} [options]`,
    ...options.map(([left, right]) => left.padEnd(width) + right),
    `${'  --help'.padEnd(width)}this text`,
    '',
  ].join('\n');
}
