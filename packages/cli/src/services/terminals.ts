import { createPublicKey } from 'node:crypto';
import { TEST_STRUCTURE } from '@banc-gap/mock-igc-sante';
import { type Binding, PaymentFleet, startTpeControl } from '@banc-gap/sim-tpe';
import { systemRandom } from '@banc-gap/simkit';
import { accountOf, acquirerAt } from '../acquirer.ts';
import type { CommandArguments } from '../command.ts';
import { cliErrors } from '../errors.ts';
import { portNumber } from '../publication-options.ts';
import { type Bench, type BenchService, endpointOf } from './service.ts';

const MOST = 10_000;

/** Payment terminals, and their control port: what a person does at one. Without a GAP of the bench they wait to be paired. */
export const terminals: BenchService = {
  name: 'tpe',
  options: {
    terminals: { value: 'COUNT', help: `how many payment terminals there are, up to ${MOST} (default: 2)` },
    'tpe-binding': { value: 'socket|https', help: 'how they talk to the GAP (default: socket)' },
    'tpe-ocsp': { help: 'their certificates name the OCSP responder of the bench' },
    'tpe-port': { value: 'PORT', help: 'of their control port (default: 14460; 0: a free one)' },
  },
  async start(bench, args) {
    const { authorities, clock, running } = bench;
    const provider = running['psp']?.controlUrl;
    const gap = running['ref-gap'];
    const fleet = new PaymentFleet({
      issuer: authorities,
      size: requestedSize(args),
      keys: [await sharedKey(bench)],
      pairing: {
        gap: {
          fqdn: args.text('fqdn') ?? 'gap.ch-test.fr',
          address: '127.0.0.1',
          port: gap ? Number(new URL(gap.url).port) : 8443,
        },
        binding: requestedBinding(args),
      },
      profile: args.flag('tpe-ocsp') ? 'ingetrust/terminal-ocsp' : 'ingetrust/terminal',
      trust: authorities.trust.igcSante,
      account: provider ? await accountOf(provider, TEST_STRUCTURE) : 'ch-test',
      acquirer: provider
        ? acquirerAt(provider)
        : { authorise: () => Promise.reject(new Error('no payment provider was started')) },
      clock,
      random: systemRandom,
      journal: authorities.journal,
    });
    const control = await startTpeControl({
      terminals: fleet.terminals,
      clock,
      journal: authorities.journal,
      port: portNumber(args, 'tpe-port') ?? 14_460,
    });
    if (gap) fleet.connect();
    return {
      endpoints: { tpe: { ...endpointOf(control), controlUrl: control.url } },
      async [Symbol.asyncDispose]() {
        await control[Symbol.asyncDispose]();
        await fleet.disconnect();
      },
    };
  },
};

/** One for all of them, kept in the state, so that a terminal has the same certificate every day. */
async function sharedKey({ authorities }: Bench) {
  const { privateKey } = await authorities.issue({
    orderId: 'tpe/shared-key',
    profile: 'ingetrust/terminal',
    subject: { serialNumber: 'BANC000000000000' },
  });
  return { privateKey: privateKey!, publicKey: createPublicKey(privateKey!) };
}

function requestedSize(args: CommandArguments): number {
  const text = args.text('terminals') ?? '2';
  const size = Number(text);
  if (/^\d+$/.test(text) && size >= 1 && size <= MOST) return size;
  throw invalid(`--terminals is a number from 1 to ${MOST}, not ${text}.`);
}

function requestedBinding(args: CommandArguments): Binding {
  const binding = args.text('tpe-binding') ?? 'socket';
  if (binding === 'socket' || binding === 'https') return binding;
  throw invalid(`--tpe-binding is socket or https, not ${binding}.`);
}

const invalid = (reason: string) => cliErrors.error('CLI_OPTION_INVALID', { command: 'up', reason });
