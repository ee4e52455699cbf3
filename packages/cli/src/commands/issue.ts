import { randomUUID } from 'node:crypto';
import { writeCredential } from '@banc-gap/mock-igc-sante';
import type { ProfileId, SubjectInput } from '@banc-gap/pki';
import { type Command, type CommandArguments, exitCodes, jsonOption, stateOption } from '../command.ts';
import { cliErrors } from '../errors.ts';
import { openState } from '../state.ts';

/** What may be ordered from the command line; the issuers' own certificates are made with the state. */
const profiles: readonly ProfileId[] = [
  'igc-sante-test/ssl-serveur',
  'igc-sante-test/org-auth-cli',
  'igc-sante-test/org-sign',
  'ingetrust/terminal',
  'geotrust/server',
];

export const issue: Command = {
  name: 'issue',
  summary: 'Issues one certificate and writes it with its key and chain.',
  examples: [
    'banc issue igc-sante-test/ssl-serveur --fqdn gap.ch-ville.fr --out gap',
    'banc issue igc-sante-test/org-auth-cli --service-applicatif Client_Diapason_PSP --out psp-client',
    'banc issue ingetrust/terminal --serial-number 0000000012345678 --out terminal',
  ],
  positionals: 'PROFILE',
  options: {
    out: { value: 'DIR', help: 'the folder to write (required)' },
    fqdn: { value: 'NAME', help: 'of a server: becomes the CN and the first alternative name' },
    'alternative-name': { value: 'NAME', help: 'a further name of a server', multiple: true },
    'service-applicatif': { value: 'NAME', help: 'of an ORG certificate: becomes the CN' },
    'serial-number': { value: 'SERIAL', help: 'of a terminal: 16 letters and digits' },
    departement: { value: 'TEXT', help: 'of the structure (default: Paris (75))' },
    structure: { value: 'NAME', help: 'its raison sociale (default: HOPITAL DE TEST DU BANC)' },
    'national-id': { value: 'ID', help: 'its national identifier, the OU (default: 10B0152872)' },
    order: { value: 'ID', help: 'the same order again gives the same certificate (default: a new order)' },
    ...stateOption,
    ...jsonOption,
  },
  async run(args, context) {
    const profile = profiles.find((candidate) => candidate === args.positionals[0]);
    if (!profile) {
      throw cliErrors.error('CLI_ARGUMENT_MISSING', {
        command: 'issue',
        argument: `a PROFILE: ${profiles.join(', ')}`,
      });
    }
    const directory = args.text('out');
    if (directory === undefined)
      throw cliErrors.error('CLI_ARGUMENT_MISSING', { command: 'issue', argument: '--out DIR' });
    using authorities = await openState(args, context, {});
    const credential = await authorities.issue({
      orderId: args.text('order') ?? randomUUID(),
      profile,
      subject: subject(profile, args),
    });
    const written = await writeCredential(authorities, credential, directory);
    const { serialNumber } = credential.certificate;
    context.stdout.write(
      args.flag('json')
        ? `${JSON.stringify({ serialNumber, ...written }, null, 2)}\n`
        : `${written.directory}: ${written.files.join(', ')}; serial ${serialNumber}\n`,
    );
    return exitCodes.success;
  },
};

function subject(profile: ProfileId, args: CommandArguments): SubjectInput {
  const alternativeNames = args.texts('alternative-name');
  return {
    ...(profile.startsWith('igc-sante') ? { structure: structure(args) } : {}),
    ...given('fqdn', args.text('fqdn')),
    ...given('serviceApplicatif', args.text('service-applicatif')),
    ...given('serialNumber', args.text('serial-number')),
    ...given('alternativeNames', alternativeNames.length > 0 ? [...alternativeNames] : undefined),
  };
}

function structure(args: CommandArguments) {
  return {
    departement: args.text('departement') ?? 'Paris (75)',
    name: args.text('structure') ?? 'HOPITAL DE TEST DU BANC',
    nationalId: args.text('national-id') ?? '10B0152872',
  };
}

function given<Key extends string, Value>(key: Key, value: Value | undefined): { [K in Key]?: Value } {
  return (value === undefined ? {} : { [key]: value }) as { [K in Key]?: Value };
}
