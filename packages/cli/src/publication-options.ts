import type { PublicationChoice } from '@banc-gap/mock-igc-sante';
import type { CommandArguments, OptionHelp } from './command.ts';
import { cliErrors } from './errors.ts';

export const publicationOptions = {
  publication: {
    value: 'local|faithful',
    help: 'where certificates say that CRLs are: at the bench, or under the real host names; fixed with the state',
  },
  'publication-base': {
    value: 'URL',
    help: 'the address of the bench in certificates; fixed with the state',
  },
  'publication-port': { value: 'PORT', help: 'the port of the publication server; fixed with the state' },
  'ldap-port': { value: 'PORT', help: 'the port of the directory; fixed with the state' },
} satisfies Record<string, OptionHelp>;

/** What the person asks of the publication; a state folder that exists must agree with it. */
export function requestedPublication(args: CommandArguments): PublicationChoice {
  const publication = args.text('publication');
  if (publication !== undefined && publication !== 'local' && publication !== 'faithful') {
    throw invalid(`--publication is local or faithful, not ${publication}.`);
  }
  const publicationBase = args.text('publication-base');
  const port = portNumber(args, 'publication-port');
  const ldapPort = portNumber(args, 'ldap-port');
  return {
    ...(publication ? { publication } : {}),
    ...(publicationBase ? { publicationBase } : {}),
    ...(port === undefined ? {} : { port }),
    ...(ldapPort === undefined ? {} : { ldapPort }),
  };
}

/** A port number option; undefined when it was not given. */
export function portNumber(args: CommandArguments, option: string): number | undefined {
  const value = args.text(option);
  if (value === undefined) return undefined;
  const port = Number(value);
  if (!/^\d+$/.test(value) || port > 65_535)
    throw invalid(`--${option} is a number from 0 to 65535, not ${value}.`);
  return port;
}

function invalid(reason: string) {
  return cliErrors.error('CLI_OPTION_INVALID', { command: '', reason });
}
