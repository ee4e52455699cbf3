import { renameSync, writeFileSync } from 'node:fs';
import { faultRoutes } from '@banc-gap/mock-igc-sante';
import { cardsOnDesk, seedScenario, startPfcng } from '@banc-gap/mock-pfcng';
import { RunningClock, type RunningService, startControl } from '@banc-gap/simkit';
import { type Command, type CommandArguments, exitCodes, stateOption } from '../command.ts';
import { cliErrors } from '../errors.ts';
import { requestedFaults } from '../faults.ts';
import { deskText } from '../order/desk.ts';
import { openProvider, startProvider } from '../payment-provider.ts';
import { cardTrust, openPlatform } from '../platform.ts';
import { portNumber, publicationOptions, requestedPublication } from '../publication-options.ts';
import { startGap } from '../reference-gap.ts';
import { openState } from '../state.ts';

export const up: Command = {
  name: 'up',
  summary: 'Starts the issuers and the peers, prints every URL, and stays up until you stop it.',
  examples: [
    'banc up',
    'banc up --ref-gap 8443        with a correct GAP to try things on',
    'banc up --fault ocsp=try-later --fault crl:igc-sante-test/aci-el-org=stale',
  ],
  options: {
    'ready-file': { value: 'FILE', help: 'written when everything answers: JSON, the URL of each service' },
    'control-port': { value: 'PORT', help: 'of the control port, on 127.0.0.1 (default: 14499)' },
    'pfcng-port': {
      value: 'PORT',
      help: 'of the portal of PFCNG; its API and its control port are the next two (default: 14450; 0: free ones)',
    },
    'psp-port': {
      value: 'PORT',
      help: 'of the payment provider; its control port is ten above (default: 14443; 0: free ones)',
    },
    'hold-forms': { help: 'forms of PFCNG wait until its service client decides them, on the control port' },
    smtp: {
      value: 'HOST:PORT',
      help: 'a mail server on this machine or network that gets the mails of PFCNG',
    },
    'ref-gap': { value: 'PORT', help: 'also start the reference GAP on this port' },
    fqdn: { value: 'NAME', help: 'the name of the reference GAP (default: gap.ch-test.fr)' },
    fault: {
      value: 'SOURCE[:CA]=FAULT[@PROBABILITY]',
      help: 'make a source of revocation fail; docs/revocation.md lists them',
      multiple: true,
    },
    'fault-seed': { value: 'NUMBER', help: 'with which the same requests fail again (default: a new one)' },
    ...publicationOptions,
    ...stateOption,
  },
  async run(args, context) {
    const gapPort = portNumber(args, 'ref-gap');
    const controlPort = portNumber(args, 'control-port') ?? 14_499;
    const { faults, seed } = requestedFaults(args);
    const platformPort = portNumber(args, 'pfcng-port') ?? 14_450;
    const pspPort = portNumber(args, 'psp-port') ?? 14_443;
    const smtp = requestedMailServer(args);
    const clock = new RunningClock();
    using authorities = await openState(args, context, requestedPublication(args), { clock });
    using pfcng = await openPlatform(authorities, {
      clock,
      journal: authorities.journal,
      formValidation: args.flag('hold-forms') ? 'by-service-client' : 'immediate',
      ...(smtp && { smtp }),
    });
    seedScenario(pfcng);
    using psp = openProvider(authorities, { clock, journal: authorities.journal });
    authorities.faults.set(faults, seed);
    await using services = new AsyncDisposableStack();
    const running = new Map<string, Pick<RunningService, 'url' | 'controlUrl'>>();
    const keep = (name: string, service: RunningService) => running.set(name, services.use(service));

    const publication = await authorities.publish();
    keep('igc-sante', publication);
    running.set('ocsp', { url: publication.ocspUrl }).set('ldap', { url: publication.ldapUrl });
    const platform = await startPfcng({
      pfcng,
      issuer: authorities,
      trust: () => cardTrust(authorities),
      names: authorities.publication.mode,
      ...platformPorts(platformPort),
    });
    keep('pfcng', platform);
    running.set('pfcng-auth', { url: platform.authUrl });
    const control = { port: pspPort === 0 ? 0 : pspPort + 10 };
    keep('psp', await startProvider(authorities, psp, { port: pspPort, control, clock }));
    if (gapPort !== undefined) {
      keep(
        'ref-gap',
        await startGap(authorities, {
          fqdn: args.text('fqdn') ?? 'gap.ch-test.fr',
          stack: 'node',
          port: gapPort,
        }),
      );
    }
    keep(
      'control',
      await startControl({
        name: 'banc',
        clock,
        journal: authorities.journal,
        port: controlPort,
        onClockSet: () => {
          psp.runDue();
          return pfcng.runDue();
        },
        routes: faultRoutes(authorities.faults),
      }),
    );

    const width = Math.max(...[...running.keys()].map((name) => name.length)) + 2;
    for (const [name, { url, controlUrl }] of running) {
      context.stdout.write(`${name.padEnd(width)}${url}${controlUrl ? `  (control: ${controlUrl})` : ''}\n`);
    }
    for (const [source, fault] of Object.entries(faults)) {
      context.stdout.write(`${source} fails: ${fault}, seed ${authorities.faults.seed}\n`);
    }
    context.stdout.write(`\nCards of PFCNG, with their PINs:\n${deskText(cardsOnDesk(pfcng))}\n`);
    const readyFile = args.text('ready-file');
    if (readyFile !== undefined) writeReadyFile(readyFile, running);
    context.stdout.write('Ready. Ctrl-C stops the bench.\n');
    await context.stopRequested;
    return exitCodes.success;
  },
};

/** Renamed into place, so that who waits for the file never reads half of it. */
function writeReadyFile(
  file: string,
  running: ReadonlyMap<string, Pick<RunningService, 'url' | 'controlUrl'>>,
): void {
  const entries = [...running].map(([name, { url, controlUrl }]) => [
    name,
    { url, ...(controlUrl ? { controlUrl } : {}) },
  ]);
  writeFileSync(`${file}.part`, `${JSON.stringify(Object.fromEntries(entries), null, 2)}\n`);
  renameSync(`${file}.part`, file);
}

/** Three in a row, or any three that are free. */
function platformPorts(port: number) {
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
