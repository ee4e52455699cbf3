import { randomBytes } from 'node:crypto';
import { type KeptDossier, readSeed } from '@banc-gap/sim-dp';
import type { CommandArguments } from '../command.ts';
import { openDossiers, startDossierGateway, startDossiers } from '../dossier-pharmaceutique.ts';
import { portNumber } from '../publication-options.ts';
import { readNamedFile } from '../read-file.ts';
import { type BenchService, endpointOf } from './service.ts';

/** The Dossier Pharmaceutique, and a gateway to it for who wants one. */
export const dossiers: BenchService = {
  name: 'dp',
  options: {
    'dp-port': {
      value: 'PORT',
      help: 'of the Dossier Pharmaceutique; its control port is ten above (default: 14446; 0: free ones)',
    },
    'dp-seed': {
      value: 'FILE',
      help: 'the dossiers that it has from now on, in the form of packages/sim-dp/seed/dossiers.yaml',
    },
    'dp-gateway': {
      value: 'PORT',
      help: 'also start a gateway to it, with a key for each person of the kit; prints their passwords (0: a free one)',
    },
  },
  async start({ authorities, clock, host, processes }, args) {
    const { journal } = authorities;
    const port = portNumber(args, 'dp-port') ?? 14_446;
    const seed = requestedSeed(args);
    await using opened = new AsyncDisposableStack();
    const dp = opened.use(openDossiers(authorities, { clock, journal }));
    if (seed) dp.reset(seed);
    const control = { port: port === 0 ? 0 : port + 10 };
    const running = opened.use(
      await startDossiers(authorities, dp, { host, port, control, clock, processes }),
    );
    const passwords = new Map<string, string>();
    const gatewayPort = portNumber(args, 'dp-gateway');
    const gateway =
      gatewayPort === undefined
        ? undefined
        : opened.use(
            await startDossierGateway(authorities, running, {
              host,
              port: gatewayPort,
              journal,
              passwordOf(person) {
                const password = randomBytes(9).toString('base64url');
                passwords.set(person, password);
                return password;
              },
            }),
          );
    const kept = opened.move();
    return {
      endpoints: {
        dp: endpointOf(running),
        ...(gateway && { 'dp-gateway': endpointOf(gateway) }),
      },
      ...(gateway && { notice: `\nUsers of the gateway to the DP:\n${listed(passwords)}\n` }),
      [Symbol.asyncDispose]: () => kept.disposeAsync(),
    };
  },
};

function requestedSeed(args: CommandArguments): readonly KeptDossier[] | undefined {
  const file = args.text('dp-seed');
  return file === undefined ? undefined : readSeed(readNamedFile(file).toString(), file);
}

const listed = (passwords: ReadonlyMap<string, string>): string =>
  [...passwords].map(([person, password]) => `  ${person}  ${password}\n`).join('');
