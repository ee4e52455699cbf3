import { choice } from '../choice.ts';
import { openProvider, startProvider } from '../payment-provider.ts';
import { portNumber } from '../publication-options.ts';
import { type BenchService, endpointOf } from './service.ts';

/** The payment provider. */
export const provider: BenchService = {
  name: 'psp',
  options: {
    'psp-port': {
      value: 'PORT',
      help: 'of the payment provider; its control port is ten above (default: 14443; 0: free ones)',
    },
    'psp-revocation': {
      value: 'crl|ocsp|both',
      help: 'where it looks up whether the certificate of a GAP is revoked (default: crl)',
    },
    'psp-naming': {
      value: 'lenient|strict',
      help: 'whether a common name other than Client_Diapason_PSP is a warning or refused (default: lenient)',
    },
  },
  async start({ authorities, clock, host, processes }, args) {
    const port = portNumber(args, 'psp-port') ?? 14_443;
    await using opened = new AsyncDisposableStack();
    const psp = opened.use(openProvider(authorities, { clock, journal: authorities.journal }));
    const control = { port: port === 0 ? 0 : port + 10 };
    const admission = {
      revocation: choice(args, 'psp-revocation', ['crl', 'ocsp', 'both']),
      naming: choice(args, 'psp-naming', ['lenient', 'strict']),
    };
    const running = opened.use(
      await startProvider(authorities, psp, { host, port, control, clock, processes, ...admission }),
    );
    const kept = opened.move();
    return {
      endpoints: { psp: endpointOf(running) },
      runDue: () => psp.runDue(),
      [Symbol.asyncDispose]: () => kept.disposeAsync(),
    };
  },
};
