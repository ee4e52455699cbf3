import { portNumber } from '../publication-options.ts';
import { startGap } from '../reference-gap.ts';
import { type BenchService, endpointOf } from './service.ts';

/** A correct GAP, to try things on. */
export const referenceGap: BenchService = {
  name: 'ref-gap',
  options: {
    'ref-gap': { value: 'PORT', help: 'also start the reference GAP on this port' },
    fqdn: { value: 'NAME', help: 'the name of the reference GAP (default: gap.ch-test.fr)' },
  },
  asked: (args) => args.text('ref-gap') !== undefined,
  async start({ authorities, host }, args) {
    const gap = await startGap(authorities, {
      fqdn: args.text('fqdn') ?? 'gap.ch-test.fr',
      stack: 'node',
      host,
      port: portNumber(args, 'ref-gap') ?? 8443,
    });
    return {
      endpoints: { 'ref-gap': endpointOf(gap) },
      [Symbol.asyncDispose]: () => gap[Symbol.asyncDispose](),
    };
  },
};
