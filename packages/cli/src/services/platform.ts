import { cardsOnDesk, seedScenario, startPfcng } from '@banc-gap/mock-pfcng';
import type { CommandArguments } from '../command.ts';
import { cliErrors } from '../errors.ts';
import { deskText } from '../order/desk.ts';
import { cardTrust, openPlatform } from '../platform.ts';
import { portNumber } from '../publication-options.ts';
import { type BenchService, endpointOf } from './service.ts';

/** PFCNG: the portal, and the API for who has the certificate of a card. */
export const platform: BenchService = {
  name: 'pfcng',
  options: {
    'pfcng-port': {
      value: 'PORT',
      help: 'of the portal of PFCNG; its API and its control port are the next two (default: 14450; 0: free ones)',
    },
    'hold-forms': { help: 'forms of PFCNG wait until its service client decides them, on the control port' },
    smtp: {
      value: 'HOST:PORT',
      help: 'a mail server on this machine or network that gets the mails of PFCNG',
    },
  },
  async start({ authorities, clock, host }, args) {
    const smtp = requestedMailServer(args);
    await using opened = new AsyncDisposableStack();
    const pfcng = opened.use(
      await openPlatform(authorities, {
        clock,
        journal: authorities.journal,
        formValidation: args.flag('hold-forms') ? 'by-service-client' : 'immediate',
        ...(smtp && { smtp }),
      }),
    );
    seedScenario(pfcng);
    const running = opened.use(
      await startPfcng({
        pfcng,
        issuer: authorities,
        trust: () => cardTrust(authorities),
        names: authorities.publication.mode,
        host,
        ...ports(portNumber(args, 'pfcng-port') ?? 14_450),
      }),
    );
    const kept = opened.move();
    return {
      endpoints: { pfcng: endpointOf(running), 'pfcng-auth': { url: running.authUrl } },
      runDue: () => pfcng.runDue(),
      notice: `\nCards of PFCNG, with their PINs:\n${deskText(cardsOnDesk(pfcng))}\n`,
      [Symbol.asyncDispose]: () => kept.disposeAsync(),
    };
  },
};

/** Three in a row, or any three that are free. */
function ports(port: number) {
  return port === 0
    ? { port, authPort: 0, controlPort: 0 }
    : { port, authPort: port + 1, controlPort: port + 2 };
}

function requestedMailServer(args: CommandArguments): { host: string; port: number } | undefined {
  const text = args.text('smtp');
  if (text === undefined) return undefined;
  const [, host, port] = /^(.+):(\d{1,5})$/.exec(text) ?? [];
  if (host !== undefined) return { host, port: Number(port) };
  throw cliErrors.error('CLI_OPTION_INVALID', {
    command: 'up',
    reason: `--smtp is a host and a port such as 127.0.0.1:1025, not ${text}.`,
  });
}
