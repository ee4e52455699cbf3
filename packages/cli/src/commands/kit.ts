import { writeKit } from '@banc-gap/mock-igc-sante';
import { type Command, exitCodes, jsonOption, stateOption } from '../command.ts';
import { cliErrors } from '../errors.ts';
import { orderedKit } from '../order/kit.ts';
import { openPlatform } from '../platform.ts';
import { publicationOptions, requestedPublication } from '../publication-options.ts';
import { openState } from '../state.ts';

export const kit: Command = {
  name: 'kit',
  summary: 'Writes what to install in your GAP: its certificates and keys, the roots to trust, the CRLs.',
  examples: [
    'banc kit --out kit --fqdn gap.ch-ville.fr',
    'banc kit --out kit --crl-only        after a revocation, or every few days',
  ],
  options: {
    out: { value: 'DIR', help: 'the folder to write (required); an existing kit is replaced whole' },
    fqdn: { value: 'NAME', help: 'the name typed into the terminals (default: gap.ch-test.fr)' },
    'peer-host': {
      value: 'NAME',
      help: 'the name of the simulated payment provider (default: psp.banc.test)',
    },
    'crl-only': { help: 'refresh the CRLs of an existing kit and touch nothing else' },
    ...publicationOptions,
    ...stateOption,
    ...jsonOption,
  },
  async run(args, context) {
    const directory = args.text('out');
    if (directory === undefined)
      throw cliErrors.error('CLI_ARGUMENT_MISSING', { command: 'kit', argument: '--out DIR' });
    using authorities = await openState(args, context, requestedPublication(args));
    const fqdn = args.text('fqdn');
    const peerHost = args.text('peer-host');
    using pfcng = await openPlatform(authorities, { resume: false });
    const written = await writeKit(authorities, {
      directory,
      material: (name) => orderedKit(pfcng, authorities, name),
      ...(fqdn ? { fqdn } : {}),
      ...(peerHost ? { peerHost } : {}),
      crlOnly: args.flag('crl-only'),
    });
    context.stdout.write(
      args.flag('json')
        ? `${JSON.stringify(written, null, 2)}\n`
        : `${written.directory}: ${written.files.length} files. Read ${written.directory}/README.md first.\n`,
    );
    return exitCodes.success;
  },
};
