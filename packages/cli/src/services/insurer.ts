import { choice } from '../choice.ts';
import { openInsurerBooks, startInsurer } from '../insurer.ts';
import { portNumber } from '../publication-options.ts';
import { type BenchService, endpointOf } from './service.ts';

/** The web services of the insurers. */
export const insurer: BenchService = {
  name: 'amc',
  options: {
    'amc-port': {
      value: 'PORT',
      help: 'of the insurers; their control port is ten above (default: 14445; 0: free ones)',
    },
    'amc-seed': { value: 'FILE', help: 'whom they insure, as packages/sim-amc/seed/roc.yaml says it' },
    'amc-templates': { value: 'DIR', help: 'how messages are written, as packages/sim-amc/templates/roc' },
    'amc-client-auth': {
      value: 'none|request|require',
      help: 'whether a GAP is to show a certificate in the handshake (default: request)',
    },
    'amc-revocation': {
      value: 'crl|ocsp|both|off',
      help: 'where it looks up whether the certificate that signs a token is revoked (default: crl)',
    },
  },
  async start({ authorities, clock, host, processes }, args) {
    const port = portNumber(args, 'amc-port') ?? 14_445;
    const [seedFile, dialectFolder] = [args.text('amc-seed'), args.text('amc-templates')];
    const clientAuth = choice(args, 'amc-client-auth', ['none', 'request', 'require']);
    const revocation = choice(args, 'amc-revocation', ['crl', 'ocsp', 'both', 'off']);
    await using opened = new AsyncDisposableStack();
    const running = opened.use(
      await startInsurer(authorities, {
        store: opened.use(openInsurerBooks(authorities)),
        clock,
        journal: authorities.journal,
        host,
        port,
        processes,
        control: { port: port === 0 ? 0 : port + 10 },
        seedFile,
        ...(clientAuth && { clientAuth }),
        revocation,
        ...(dialectFolder !== undefined && { dialectFolder }),
      }),
    );
    const kept = opened.move();
    return { endpoints: { amc: endpointOf(running) }, [Symbol.asyncDispose]: () => kept.disposeAsync() };
  },
};
