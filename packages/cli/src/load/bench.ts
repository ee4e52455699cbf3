import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Authorities, TEST_STRUCTURE } from '@banc-gap/mock-igc-sante';
import { type Stack, startDrive } from '@banc-gap/ref-gap';
import { RunningClock } from '@banc-gap/simkit';
import { accountOf } from '../acquirer.ts';
import type { CommandArguments } from '../command.ts';
import { SERVER_NAME as PROVIDER_NAME } from '../payment-provider.ts';
import { startGap } from '../reference-gap.ts';
import { provider } from '../services/provider.ts';
import { startServices } from '../services/start.ts';
import { type Elsewhere, environmentElsewhere } from './elsewhere.ts';
import { writeFleet, writeFleetOfOne } from './fleet-file.ts';
import { INSURER_NAME, ROC_REQUESTS, startInsurer } from './insurer.ts';
import { writeLongCrls } from './long-crls.ts';
import { startOrdering } from './pfcng.ts';
import type { LoadScript, Part } from './scripts.ts';

export interface LoadBench extends AsyncDisposable {
  /** What the script is told: environment variables, without the BANC_ before them. */
  readonly environment: Readonly<Record<string, string>>;
  /** Whether a GAP or simulators run in this process. */
  readonly simulates: boolean;
}

export interface LoadBenchOptions {
  readonly authorities: Authorities;
  /** Where files for the generator may be written. */
  readonly folder: string;
  readonly script: LoadScript;
  readonly fqdn: string;
  readonly stack: Stack;
  /** A GAP that runs elsewhere, `host:port`. */
  readonly target: string | undefined;
  /** A fleet file, or the folder of one identity. */
  readonly identities: string | undefined;
  /** How many there are in a new fleet. */
  readonly terminals: number;
  /** Terminals that are on the CRL. */
  readonly revoked: boolean;
  readonly longestCrl: number;
  /** What runs beside the target, if there is one. */
  readonly elsewhere: Elsewhere;
}

/** Writes what the generator needs, and starts what the script works with and is not given. */
export async function startLoadBench(options: LoadBenchOptions): Promise<LoadBench> {
  const { authorities, folder, script, fqdn, target } = options;
  const trust = join(folder, 'trust.pem');
  const roots = [...authorities.trust.igcSante, ...authorities.trust.igcSanteProduction];
  writeFileSync(trust, roots.map(({ pem }) => pem).join(''));
  const needs = (part: Part) => script.needs.includes(part);
  const bench = needs('pfcng')
    ? await startOrdering(authorities, folder)
    : await benchWithGap(options, needs);
  const environment = {
    SERVER_NAME: fqdn,
    TRUST: trust,
    ...(target && { TARGET: target }),
    ...bench.environment,
  };
  return { ...bench, environment };
}

async function benchWithGap(options: LoadBenchOptions, needs: (part: Part) => boolean): Promise<LoadBench> {
  const { authorities, folder, longestCrl } = options;
  await using opened = new AsyncDisposableStack();
  const environment = {
    ...(options.target === undefined
      ? await startTarget(options, needs, opened)
      : await environmentElsewhere(options.script, options.elsewhere)),
    IDENTITIES: options.identities ?? (await writeIdentities(options)),
    ...(needs('amc') && { ROC_REQUESTS: JSON.stringify(ROC_REQUESTS) }),
    ...(needs('long-crls') && { CRLS: writeLongCrls(authorities, folder, longestCrl).join(',') }),
  };
  const kept = opened.move();
  return {
    environment,
    simulates: options.target === undefined,
    [Symbol.asyncDispose]: () => kept.disposeAsync(),
  };
}

/** The reference GAP with its drive and whom it calls; what the script is told of them. */
async function startTarget(
  { authorities, fqdn, stack }: LoadBenchOptions,
  needs: (part: Part) => boolean,
  opened: AsyncDisposableStack,
): Promise<Readonly<Record<string, string>>> {
  const psp = needs('psp') && (await startProvider(authorities, opened));
  const amc = needs('amc') && opened.use(await startInsurer(authorities));
  const gap = opened.use(
    await startGap(authorities, {
      fqdn,
      stack,
      peers: {
        ...(psp && { psp: { host: PROVIDER_NAME, port: psp.port } }),
        ...(amc && { amc: { host: INSURER_NAME, port: amc.port } }),
      },
    }),
  );
  const drive = opened.use(await startDrive(gap));
  return {
    TARGET: `127.0.0.1:${gap.port}`,
    DRIVE: drive.url,
    ...(amc && { AMC_CONTROL: amc.controlUrl }),
    ...(psp && { PSP_CONTROL: psp.control, ACCOUNT: await accountOf(psp.control, TEST_STRUCTURE) }),
  };
}

/** Every port is a free one. */
const FREE_PORTS: CommandArguments = {
  positionals: [],
  text: (name) => (name.endsWith('-port') ? '0' : undefined),
  texts: () => [],
  flag: () => false,
};

async function startProvider(authorities: Authorities, opened: AsyncDisposableStack) {
  const bench = { authorities, clock: new RunningClock(), host: '127.0.0.1' };
  const { endpoints } = opened.use(await startServices([provider], bench, FREE_PORTS));
  const { url, controlUrl } = endpoints['psp']!;
  return { port: Number(new URL(url).port), control: controlUrl! };
}

async function writeIdentities(options: LoadBenchOptions): Promise<string> {
  const { authorities, folder, revoked, terminals } = options;
  const file = join(folder, 'fleet.jsonl');
  if (revoked) {
    await writeFleetOfOne(file, 'revoked', await authorities.identities.identity({ from: 'revoked' }));
  } else {
    await writeFleet({ issuer: authorities, file, size: terminals });
  }
  return file;
}
