import { join } from 'node:path';
import { type DefectId, type PeerName, startDrive } from '@banc-gap/ref-gap';
import { portNumber } from '../publication-options.ts';
import { type PeerLocation, startGap } from '../reference-gap.ts';
import { renewalsAtPlatform, renewedCertificates } from '../renewal.ts';
import { type Bench, type BenchService, endpointOf } from './service.ts';

/** Where the peers are whom this process does not play, as the kit and banc.yaml have it unless told otherwise. */
const PEER_PORTS: Readonly<Record<PeerName, number>> = {
  psp: 14_443,
  annuaire: 14_444,
  amc: 14_445,
  dp: 14_446,
};

/** A correct GAP, to try things on, with its drive and its office. */
export const referenceGap: BenchService = {
  name: 'ref-gap',
  options: {
    'ref-gap': {
      value: 'PORT',
      help: 'also start the reference GAP on this port; its drive and its office are ten above (0: free ones)',
    },
    fqdn: { value: 'NAME', help: 'the name of the GAP (default: gap.ch-test.fr)' },
    defect: {
      value: 'ID',
      help: 'plant a mistake in the reference GAP; docs/detection-matrix.md lists them',
      multiple: true,
    },
  },
  asked: (args) => args.text('ref-gap') !== undefined,
  async start({ authorities, clock, host, running }, args) {
    const port = portNumber(args, 'ref-gap') ?? 8443;
    const fqdn = args.text('fqdn') ?? 'gap.ch-test.fr';
    const certificates = renewedCertificates(authorities, fqdn);
    await using opened = new AsyncDisposableStack();
    const gap = opened.use(
      await startGap(authorities, {
        fqdn,
        stack: 'node',
        defects: args.texts('defect') as DefectId[],
        host,
        port,
        ledger: join(authorities.directory, 'ref-gap.sqlite'),
        certificates,
        ocsp: {
          issuers: authorities.intermediates.tpe.map(({ pem }) => pem).join(''),
          refused: (reason) => authorities.journal.record('terminal-refused', { reason }),
        },
        peers: peersOf(running),
      }),
    );
    const renewals = await renewalsAtPlatform(authorities, { gap, fqdn, clock, certificates });
    const drive = opened.use(await startDrive(gap, { port: port === 0 ? 0 : port + 10, host, renewals }));
    const kept = opened.move();
    return {
      endpoints: { 'ref-gap': { ...endpointOf(gap), controlUrl: drive.url } },
      async runDue() {
        for (const renewal of Object.values(renewals)) await renewal.renewIfDue();
      },
      [Symbol.asyncDispose]: () => kept.disposeAsync(),
    };
  },
};

function peersOf(running: Bench['running']): Readonly<Record<string, PeerLocation>> {
  return Object.fromEntries(
    Object.entries(PEER_PORTS).map(([name, port]) => {
      const host = `${name}.banc.test`;
      const here = running[name];
      // One of another process, or of another container, is found by its name.
      return [name, here ? { host, port: Number(new URL(here.url).port) } : { host, port, address: host }];
    }),
  );
}
