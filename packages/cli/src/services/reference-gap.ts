import { join } from 'node:path';
import { startDrive } from '@banc-gap/ref-gap';
import { SERVER_NAME } from '../payment-provider.ts';
import { portNumber } from '../publication-options.ts';
import { startGap } from '../reference-gap.ts';
import { type BenchService, endpointOf } from './service.ts';

/** A correct GAP, to try things on, with its drive and its office. */
export const referenceGap: BenchService = {
  name: 'ref-gap',
  options: {
    'ref-gap': {
      value: 'PORT',
      help: 'also start the reference GAP on this port; its drive and its office are ten above (0: free ones)',
    },
    fqdn: { value: 'NAME', help: 'the name of the GAP (default: gap.ch-test.fr)' },
  },
  asked: (args) => args.text('ref-gap') !== undefined,
  async start({ authorities, host, running }, args) {
    const port = portNumber(args, 'ref-gap') ?? 8443;
    const provider = running['psp'];
    await using opened = new AsyncDisposableStack();
    const gap = opened.use(
      await startGap(authorities, {
        fqdn: args.text('fqdn') ?? 'gap.ch-test.fr',
        stack: 'node',
        host,
        port,
        ledger: join(authorities.directory, 'ref-gap.sqlite'),
        ...(provider && { psp: { host: SERVER_NAME, port: Number(new URL(provider.url).port) } }),
      }),
    );
    const drive = opened.use(await startDrive(gap, port === 0 ? 0 : port + 10));
    const kept = opened.move();
    return {
      endpoints: { 'ref-gap': { ...endpointOf(gap), controlUrl: drive.url } },
      [Symbol.asyncDispose]: () => kept.disposeAsync(),
    };
  },
};
