import { randomUUID } from 'node:crypto';
import { assertEmptyFolder, writeCredential } from '@banc-gap/mock-igc-sante';
import { BancError, PROFILE_IDS, PROFILES, type ProfileId } from '@banc-gap/pki';
import { type Command, type CommandArguments, exitCodes, jsonOption, stateOption } from '../command.ts';
import { cliErrors } from '../errors.ts';
import { optionOf, optionsOf, subjectFrom, subjectOptions } from '../issue-subject.ts';
import { language, languageOption } from '../language.ts';
import { requestedKey } from '../requested-key.ts';
import { openState } from '../state.ts';

/** What may be ordered from the command line; the bench establishes its CAs itself. */
const profiles = PROFILE_IDS.filter((id) => PROFILES[id].publishes === undefined);

export const issue: Command = {
  name: 'issue',
  summary: 'Issues one certificate and writes it with its key and chain.',
  examples: [
    'banc issue --profiles',
    'banc issue igc-sante-test/ssl-serveur --fqdn gap.ch-ville.fr --out gap',
    'banc issue igc-sante-test/org-auth-cli --service-applicatif Client_Diapason_PSP --out psp-client',
    'banc issue igc-sante-test/pro-auth --given-name ANNE --surname MARTIN --person-id 899700523527 --profession Médecin --out anne',
    'banc issue igc-sante-test/ssl-serveur --fqdn gap.ch-ville.fr --csr gap.csr --out gap',
    'banc issue ingetrust/terminal --serial-number 0000000012345678 --out terminal',
  ],
  positionals: 'PROFILE',
  options: {
    out: { value: 'DIR', help: 'the folder to write (required)' },
    profiles: { help: 'list the profiles, with the options that each takes' },
    ...subjectOptions,
    'not-before': {
      value: 'TIME',
      help: 'of the certificate, such as 2021-03-15 (default: now); older ones have the form of their time',
    },
    csr: { value: 'FILE', help: 'a certificate signing request: its key is certified (default: a new key)' },
    order: { value: 'ID', help: 'the same order again gives the same certificate (default: a new order)' },
    ...languageOption,
    ...stateOption,
    ...jsonOption,
  },
  async run(args, context) {
    if (args.flag('profiles')) {
      context.stdout.write(args.flag('json') ? `${JSON.stringify(listed(), null, 2)}\n` : listing());
      return exitCodes.success;
    }
    const profile = requestedProfile(args);
    const directory = args.text('out');
    if (directory === undefined)
      throw cliErrors.error('CLI_ARGUMENT_MISSING', { command: 'issue', argument: '--out DIR' });
    await assertEmptyFolder(directory);
    const notBefore = requestedMoment(args);
    using authorities = await openState(args, context, {});
    const order = {
      orderId: args.text('order') ?? randomUUID(),
      profile,
      subject: subjectFrom(profile, args),
      ...(notBefore && { notBefore }),
    };
    const { credential, warnings } = await inTermsOfOptions(async () => {
      const { warnings, ...key } = await requestedKey(args.text('csr'), authorities, order);
      return { credential: await authorities.issue({ ...order, ...key }), warnings };
    });
    const texts = warnings.map(({ text }) => text[language(args, context.env)]);
    for (const text of texts) context.stderr.write(`! ${text}\n`);
    const written = await writeCredential(authorities, credential, directory);
    const { serialNumber } = credential.certificate;
    context.stdout.write(
      args.flag('json')
        ? `${JSON.stringify({ serialNumber, ...written, warnings: texts }, null, 2)}\n`
        : `${written.directory}: ${written.files.join(', ')}; serial ${serialNumber}\n`,
    );
    return exitCodes.success;
  },
};

function listed() {
  return profiles.map((id) => ({ id, title: PROFILES[id].title, options: optionsOf(id) }));
}

function listing(): string {
  return listed()
    .map(({ id, title, options }) => `${id}\n    ${title.en}\n    ${options || '(no option)'}\n`)
    .join('');
}

function requestedProfile(args: CommandArguments): ProfileId {
  const [wanted] = args.positionals;
  if (wanted === undefined)
    throw cliErrors.error('CLI_ARGUMENT_MISSING', { command: 'issue', argument: 'a PROFILE' });
  const profile = profiles.find((candidate) => candidate === wanted);
  if (profile === undefined) throw cliErrors.error('CLI_PROFILE_UNKNOWN', { profile: wanted });
  return profile;
}

function requestedMoment(args: CommandArguments): Date | undefined {
  const text = args.text('not-before');
  if (text === undefined) return undefined;
  const moment = new Date(text);
  if (/^\d{4}-\d\d-\d\d/.test(text) && !Number.isNaN(moment.getTime())) return moment;
  throw cliErrors.error('CLI_OPTION_INVALID', {
    command: 'issue',
    reason: `--not-before is a date such as 2021-03-15 or 2021-03-15T10:30:00Z, not ${text}.`,
  });
}

/** A person at a terminal knows options, not the fields of a subject. */
async function inTermsOfOptions<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (cause) {
    if (!(cause instanceof BancError) || cause.code !== 'PKI_SUBJECT_INVALID') throw cause;
    const { profile, field, expected } = cause.parameters as Record<'profile' | 'field' | 'expected', string>;
    throw cliErrors.error(
      'CLI_SUBJECT_INVALID',
      { profile, option: optionOf(field), expected, options: optionsOf(profile as ProfileId) || 'no option' },
      { cause },
    );
  }
}
