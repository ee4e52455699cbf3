import { join } from 'node:path';
import { type Authorities, writeCredential } from '@banc-gap/mock-igc-sante';
import { cardsOnDesk, SCENARIO_ESTABLISHMENT, seedScenario, startPfcng } from '@banc-gap/mock-pfcng';
import { cardTrust, openPlatform } from '../platform.ts';
import type { LoadBench } from './bench.ts';

/** The platform, and the card of its administrateur technique, who may order everything. */
export async function startOrdering(authorities: Authorities, folder: string): Promise<LoadBench> {
  await using opened = new AsyncDisposableStack();
  const pfcng = opened.use(await openPlatform(authorities, { formValidation: 'immediate' }));
  seedScenario(pfcng);
  const { card, pin } = cardsOnDesk(pfcng).find(({ card }) => card.holder?.givenName === 'Alice')!;
  const credential = await pfcng.cards.credential({ cardNumber: card.number, pin });
  const { directory } = await writeCredential(authorities, credential, join(folder, 'card'));
  const running = opened.use(
    await startPfcng({
      pfcng,
      issuer: authorities,
      trust: () => cardTrust(authorities),
      names: authorities.publication.mode,
      ...{ port: 0, authPort: 0, controlPort: 0 },
    }),
  );
  pfcng.cards.enterPin({ cardNumber: card.number, pin });
  const { hostname, port } = new URL(running.authUrl);
  const kept = opened.move();
  return {
    environment: {
      TARGET: `127.0.0.1:${port}`,
      SERVER_NAME: hostname,
      IDENTITIES: directory,
      STRUCTURE: SCENARIO_ESTABLISHMENT,
    },
    simulates: true,
    [Symbol.asyncDispose]: () => kept.disposeAsync(),
  };
}
