import { resolve } from 'node:path';
import { type Command, exitCodes, jsonOption, stateOption } from '../command.ts';
import { cliErrors } from '../errors.ts';
import { writeFleet } from '../load/fleet-file.ts';
import { publicationOptions, requestedPublication } from '../publication-options.ts';
import { openState } from '../state.ts';
import { wholeNumber } from '../whole-number.ts';

const MOST = 1_000_000;

export const fleet: Command = {
  name: 'fleet',
  summary: 'Writes identities of payment terminals by the thousand, in one file, for the load generator.',
  examples: ['banc fleet --out fleet.jsonl --size 10000'],
  options: {
    out: { value: 'FILE', help: 'the file to write (required): private keys are in it' },
    size: { value: 'N', help: 'how many terminals, each with a certificate of its own (default: 1000)' },
    ...publicationOptions,
    ...stateOption,
    ...jsonOption,
  },
  async run(args, context) {
    const out = args.text('out');
    if (out === undefined)
      throw cliErrors.error('CLI_ARGUMENT_MISSING', { command: 'fleet', argument: '--out FILE' });
    const size = wholeNumber(args, 'fleet', 'size', { most: MOST }) ?? 1000;
    const file = resolve(out);
    using authorities = await openState(args, context, requestedPublication(args));
    const progress = (written: number) => context.stderr.write(`\r${written} of ${size}`);
    await writeFleet({ issuer: authorities, file, size, ...(context.stderr.isTTY && { progress }) });
    context.stdout.write(
      args.flag('json')
        ? `${JSON.stringify({ file, size }, null, 2)}\n`
        : `${context.stderr.isTTY ? '\n' : ''}${file}: ${size} terminals\n`,
    );
    return exitCodes.success;
  },
};
