import { explainCase, listCases } from '@banc-gap/conformance';
import { type Command, exitCodes, jsonOption } from '../command.ts';
import { cliErrors } from '../errors.ts';
import { language, languageOption } from '../language.ts';

export const explain: Command = {
  name: 'explain',
  summary: 'Says what one case does, what it expects and which document asks for it.',
  examples: [
    'banc explain diapason-tpe/revocation/leaf-revoked',
    'banc explain diapason-tpe/cipher/prescribed --lang fr',
  ],
  positionals: 'ID',
  options: { ...languageOption, ...jsonOption },
  async run(args, { stdout, env }) {
    const [id] = args.positionals;
    if (id === undefined)
      throw cliErrors.error('CLI_ARGUMENT_MISSING', { command: 'explain', argument: 'the ID of a case' });
    const listing = listCases([id]).find((candidate) => candidate.id === id);
    if (!listing) throw cliErrors.error('CLI_CASE_UNKNOWN', { prefix: id });
    stdout.write(
      args.flag('json') ? `${JSON.stringify(listing, null, 2)}\n` : explainCase(id, language(args, env)),
    );
    return exitCodes.success;
  },
};
