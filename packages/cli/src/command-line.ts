import { BancError } from '@banc-gap/pki';
import {
  type Command,
  type CommandContext,
  commandHelp,
  type ExitCode,
  exitCodes,
  parseCommandArguments,
} from './command.ts';
import { commands } from './commands/index.ts';
import { cliErrors } from './errors.ts';
import { isWrongUsage } from './wrong-usage.ts';

/** Runs one command line; every failure is a sentence on standard error and an exit code. */
export async function runCommandLine(argv: readonly string[], context: CommandContext): Promise<ExitCode> {
  const [name, ...rest] = argv;
  if (name === undefined || name === '--help' || name === 'help') {
    context.stdout.write(generalHelp());
    return exitCodes.success;
  }
  try {
    const command = commands.find((candidate) => candidate.name === name);
    if (!command) throw cliErrors.error('CLI_COMMAND_UNKNOWN', { command: name });
    if (rest.includes('--help')) {
      context.stdout.write(commandHelp(command));
      return exitCodes.success;
    }
    return await command.run(parseCommandArguments(command, rest), context);
  } catch (error) {
    context.stderr.write(describeFailure(error, context.env));
    return error instanceof BancError && isWrongUsage(error) ? exitCodes.usage : exitCodes.benchFailed;
  }
}

function describeFailure(error: unknown, env: NodeJS.ProcessEnv): string {
  if (error instanceof BancError)
    return `banc: ${error.message}\n      ${error.next}\n      [${error.code}]\n`;
  const text = error instanceof Error ? error.message : String(error);
  const trace = env['BANC_DEBUG'] && error instanceof Error ? `${error.stack}\n` : '';
  return `banc: ${text}\n      This is a fault of the bench; BANC_DEBUG=1 shows where.\n${trace}`;
}

function generalHelp(): string {
  const width = Math.max(...commands.map((command: Command) => command.name.length)) + 2;
  return [
    "Banc d'essai GAP: tests the certificates and the TLS of a GAP before the ANS does.",
    '',
    '  banc demo                 a first report, against the reference GAP',
    '  banc kit --out kit        what to install in your GAP',
    '  banc run                  judge your GAP, described in banc.yaml',
    '',
    ...commands.map((command: Command) => `  ${command.name.padEnd(width)}${command.summary}`),
    '',
    'Exit codes: 0 every MUST case passes; 1 one does not; 2 the bench failed; 3 wrong usage.',
    '`banc COMMAND --help` says more.',
    '',
  ].join('\n');
}
