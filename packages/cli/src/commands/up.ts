import { renameSync, writeFileSync } from 'node:fs';
import { faultRoutes } from '@banc-gap/mock-igc-sante';
import { type RunningService, startControl, systemClock } from '@banc-gap/simkit';
import { type Command, exitCodes, stateOption } from '../command.ts';
import { requestedFaults } from '../faults.ts';
import { portNumber, publicationOptions, requestedPublication } from '../publication-options.ts';
import { startGap } from '../reference-gap.ts';
import { openState } from '../state.ts';

export const up: Command = {
  name: 'up',
  summary: 'Starts the issuers, prints every URL, and stays up until you stop it.',
  examples: [
    'banc up',
    'banc up --ref-gap 8443        with a correct GAP to try things on',
    'banc up --fault ocsp=try-later --fault crl:igc-sante-test/aci-el-org=stale',
  ],
  options: {
    'ready-file': { value: 'FILE', help: 'written when everything answers: JSON, the URL of each service' },
    'control-port': { value: 'PORT', help: 'of the control port, on 127.0.0.1 (default: 14499)' },
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
    using authorities = await openState(args, context, requestedPublication(args));
    authorities.faults.set(faults, seed);
    await using services = new AsyncDisposableStack();
    const running = new Map<string, Pick<RunningService, 'url' | 'controlUrl'>>();
    const keep = (name: string, service: RunningService) => running.set(name, services.use(service));

    const publication = await authorities.publish();
    keep('igc-sante', publication);
    running.set('ocsp', { url: publication.ocspUrl }).set('ldap', { url: publication.ldapUrl });
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
        clock: systemClock,
        journal: authorities.journal,
        port: controlPort,
        routes: faultRoutes(authorities.faults),
      }),
    );

    const width = Math.max(...[...running.keys()].map((name) => name.length)) + 2;
    for (const [name, { url }] of running) context.stdout.write(`${name.padEnd(width)}${url}\n`);
    for (const [source, fault] of Object.entries(faults)) {
      context.stdout.write(`${source} fails: ${fault}, seed ${authorities.faults.seed}\n`);
    }
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
