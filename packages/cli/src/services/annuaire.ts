import { serveAnnuaire } from '../annuaire.ts';
import { choice } from '../choice.ts';
import { portNumber } from '../publication-options.ts';
import { type BenchService, endpointOf } from './service.ts';

const INSURER_PORT = 14_445;

/** The annuaire AMC. */
export const annuaire: BenchService = {
  name: 'annuaire',
  options: {
    'annuaire-port': {
      value: 'PORT',
      help: 'of the annuaire AMC; its control port is ten above (default: 14444; 0: free ones)',
    },
    'annuaire-directory': {
      value: 'FILE',
      help: 'what it knows, as packages/sim-amc/seed/annuaire.yaml says it',
    },
    'annuaire-templates': {
      value: 'DIR',
      help: 'how replies are written, as packages/sim-amc/templates/annuaire',
    },
    'annuaire-client-revocation': {
      value: 'on|off',
      help: 'whether revoked clients are refused, which ANS leaves open (default: on)',
    },
  },
  async start({ authorities, clock, host, processes }, args) {
    const port = portNumber(args, 'annuaire-port') ?? 14_444;
    const clientRevocation = choice(args, 'annuaire-client-revocation', ['on', 'off']) ?? 'on';
    const templates = args.text('annuaire-templates');
    const running = await serveAnnuaire(authorities, {
      clock,
      journal: authorities.journal,
      host,
      port,
      processes,
      control: { port: port === 0 ? 0 : port + 10 },
      clientRevocation,
      directoryFile: args.text('annuaire-directory'),
      insurerPort: portNumber(args, 'amc-port') || INSURER_PORT,
      ...(templates !== undefined && { templates }),
    });
    return {
      endpoints: { annuaire: endpointOf(running) },
      ...(clientRevocation === 'off' && { notice: 'The annuaire does not look revocation of clients up.' }),
      [Symbol.asyncDispose]: () => running.stop(),
    };
  },
};
