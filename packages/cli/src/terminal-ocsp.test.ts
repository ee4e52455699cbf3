import { temporaryAuthorities } from '@banc-gap/mock-igc-sante/testing';
import { generateKeyPair } from '@banc-gap/pki';
import { PaymentFleet } from '@banc-gap/sim-tpe';
import { Journal, seededRandom, systemClock } from '@banc-gap/simkit';
import { describe, expect, it } from 'vitest';
import { startGap } from './reference-gap.ts';

const fqdn = 'gap.ch-test.fr';

/** An event of the journal of the terminals. */
const next = (journal: Journal, wanted: string) =>
  new Promise<void>((resolve) => {
    const stop = journal.subscribe(({ event }) => {
      if (event !== wanted) return;
      stop();
      resolve();
    });
  });

describe.each([
  ['node', 'socket'],
  ['tls12', 'https'],
] as const)(
  'terminals whose certificates name the responder of the bench, stack %s, over %s',
  (stack, binding) => {
    it('are let in by the reference GAP, except one that was revoked after its CRLs', async () => {
      await using bench = await temporaryAuthorities();
      const { authorities } = bench;
      await using _publication = await authorities.publish();
      const refused: string[] = [];
      const ocsp = {
        issuers: authorities.intermediates.tpe.map(({ pem }) => pem).join(''),
        refused: (reason: string) => refused.push(reason),
      };
      await using gap = await startGap(authorities, { fqdn, stack, ocsp });
      const serialNumbers: string[] = [];
      const journal = new Journal(systemClock);
      const fleet = new PaymentFleet({
        issuer: {
          async issue(order) {
            const credential = await authorities.issue(order);
            const { serialNumber } = credential.certificate;
            serialNumbers.push(serialNumber);
            if (serialNumbers.length === 2) await authorities.revoke(serialNumber, 'ingetrust/issuing-ca');
            return credential;
          },
        },
        size: 2,
        profile: 'ingetrust/terminal-ocsp',
        keys: [await generateKeyPair('rsa-2048')],
        pairing: { gap: { fqdn, address: '127.0.0.1', port: gap.port }, binding },
        trust: authorities.trust.igcSante,
        account: 'ch-test',
        acquirer: { authorise: () => Promise.reject(new Error('nobody pays here')) },
        clock: systemClock,
        random: seededRandom(1),
        journal,
      });
      const [good, revoked] = [...fleet.terminals.values()];
      try {
        const connected = next(journal, 'terminal-connected');
        good!.connect();
        await connected;
        const turnedAway = next(journal, 'terminal-disconnected');
        revoked!.connect();
        await turnedAway;
        expect(gap.terminals.connected).toEqual([good!.serialNumber]);
        expect(refused).toEqual([`the certificate ${serialNumbers[1]} is revoked`]);
      } finally {
        await fleet.disconnect();
      }
    });
  },
);
