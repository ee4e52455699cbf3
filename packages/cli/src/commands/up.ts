import { renameSync, writeFileSync } from 'node:fs';
import { faultRoutes } from '@banc-gap/mock-igc-sante';
import { RunningClock, startControl } from '@banc-gap/simkit';
import { type Command, type CommandArguments, exitCodes, stateOption } from '../command.ts';
import { cliErrors } from '../errors.ts';
import { portNumber, publicationOptions, requestedPublication } from '../publication-options.ts';
import { SERVICES } from '../services/index.ts';
import { type BenchService, type Endpoint, endpointOf } from '../services/service.ts';
import { startServices } from '../services/start.ts';
import { openState } from '../state.ts';
import { wholeNumber } from '../whole-number.ts';

const MOST_PROCESSES = 64;

export const up: Command = {
  name: 'up',
  positionals: '[SERVICE…]',
  summary: 'Starts the issuers and the peers, prints every URL, and stays up until you stop it.',
  examples: [
    'banc up',
    'banc up --ref-gap 8443        with a correct GAP, to which the terminals connect',
    'banc up igc-sante psp         these services only',
    'banc up --processes 3         with the TLS of each peer in three processes, for load tests',
    'banc up --fault ocsp=try-later --fault crl:igc-sante-test/aci-el-org=stale',
  ],
  options: {
    'ready-file': { value: 'FILE', help: 'written when everything answers: JSON, the URL of each service' },
    'control-port': { value: 'PORT', help: 'of the control port, on 127.0.0.1 (default: 14499)' },
    host: {
      value: 'ADDRESS',
      help: 'where the services listen (default: 127.0.0.1); control ports stay on 127.0.0.1',
    },
    processes: {
      value: 'N',
      help: 'that do TLS for psp, annuaire, amc and dp, each: a core each, some 55 MB each; Linux (default: 1, which does everything)',
    },
    ...Object.assign({}, ...SERVICES.map(({ options }) => options)),
    ...publicationOptions,
    ...stateOption,
  },
  async run(args, context) {
    const wanted = requestedServices(args);
    const controlPort = portNumber(args, 'control-port') ?? 14_499;
    const clock = new RunningClock();
    using authorities = await openState(args, context, requestedPublication(args), { clock });
    const processes = wholeNumber(args, 'up', 'processes', { most: MOST_PROCESSES });
    const host = args.text('host') ?? '127.0.0.1';
    await using services = await startServices(wanted, { authorities, clock, host, processes }, args);
    const { started } = services;
    await using control = await startControl({
      name: 'banc',
      clock,
      journal: authorities.journal,
      port: controlPort,
      onClockSet: () => Promise.all(started.map(({ runDue }) => runDue?.())),
      routes: faultRoutes(authorities.faults),
    });
    const endpoints: Readonly<Record<string, Endpoint>> = {
      ...services.endpoints,
      control: endpointOf(control),
    };

    const width = Math.max(...Object.keys(endpoints).map((name) => name.length)) + 2;
    for (const [name, { url, controlUrl }] of Object.entries(endpoints)) {
      context.stdout.write(`${name.padEnd(width)}${url}${controlUrl ? `  (control: ${controlUrl})` : ''}\n`);
    }
    for (const { notice } of started) context.stdout.write(notice ?? '');
    const readyFile = args.text('ready-file');
    if (readyFile !== undefined) writeReadyFile(readyFile, endpoints);
    context.stdout.write('Ready. Ctrl-C stops the bench.\n');
    await context.stopRequested;
    return exitCodes.success;
  },
};

function requestedServices(args: CommandArguments): readonly BenchService[] {
  const names = args.positionals;
  const unknown = names.find((name) => !SERVICES.some((service) => service.name === name));
  if (unknown !== undefined) {
    const known = SERVICES.map(({ name }) => name).join(', ');
    const reason = `There is no service ${unknown}; there are ${known}.`;
    throw cliErrors.error('CLI_OPTION_INVALID', { command: 'up', reason });
  }
  return SERVICES.filter(({ name, asked }) =>
    names.length > 0 ? names.includes(name) : (asked?.(args) ?? true),
  );
}

/** Renamed into place, so that who waits for the file never reads half of it. */
function writeReadyFile(file: string, endpoints: Readonly<Record<string, Endpoint>>): void {
  writeFileSync(`${file}.part`, `${JSON.stringify(endpoints, null, 2)}\n`);
  renameSync(`${file}.part`, file);
}
