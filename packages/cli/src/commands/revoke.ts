import { type Command, exitCodes, jsonOption, stateOption } from '../command.ts';
import { cliErrors } from '../errors.ts';
import { openState } from '../state.ts';

export const revoke: Command = {
  name: 'revoke',
  summary:
    'Revokes a certificate of the bench: the CRL that is published next has it, while `banc up` runs too.',
  examples: ['banc revoke 5F3A…', 'banc revoke 5F3A… --issuer ingetrust/issuing-ca'],
  positionals: 'SERIAL',
  options: {
    issuer: { value: 'PROFILE', help: 'the CA, where several have that serial number' },
    ...stateOption,
    ...jsonOption,
  },
  async run(args, context) {
    const [given] = args.positionals;
    if (given === undefined) {
      throw cliErrors.error('CLI_ARGUMENT_MISSING', {
        command: 'revoke',
        argument: 'the SERIAL of a certificate',
      });
    }
    const serialNumber = given.replace(/[:\s]/g, '').toUpperCase();
    using authorities = await openState(args, context);
    const candidates = authorities
      .certificates()
      .filter((entry) => entry.serialNumber === serialNumber)
      .filter((entry) => entry.issuer === (args.text('issuer') ?? entry.issuer));
    const [entry, another] = candidates;
    if (!entry) throw cliErrors.error('CLI_SERIAL_UNKNOWN', { serialNumber });
    if (another)
      throw cliErrors.error('CLI_SERIAL_AMBIGUOUS', {
        serialNumber,
        issuers: candidates.map((c) => c.issuer).join(', '),
      });
    await authorities.revoke(serialNumber, entry.issuer);
    context.stdout.write(
      args.flag('json')
        ? `${JSON.stringify({ serialNumber, issuer: entry.issuer, subject: entry.subject }, null, 2)}\n`
        : `Revoked ${entry.subject}, serial ${serialNumber}, at ${entry.issuer}. Refresh the CRLs of your GAP: banc kit --out DIR --crl-only\n`,
    );
    return exitCodes.success;
  },
};
