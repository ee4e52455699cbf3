import { systemClock } from '@banc-gap/simkit';
import type { Identity, TlsConnection } from '@banc-gap/tls12';
import { type Dp, openDp } from '../dp.ts';
import { type DpServiceOptions, type RunningDp, startDp } from '../service.ts';
import { type Answer, connectAs, type Sent, send } from './client.ts';
import { PEOPLE_CA, type PersonName, SERVER_NAME, TestPki } from './pki.ts';

/** A DP that is reached over mutual TLS. */
export interface Bench extends AsyncDisposable {
  readonly pki: TestPki;
  readonly dp: Dp;
  readonly running: RunningDp;
  /** One request over a connection of its own. */
  ask(who: PersonName | Identity, method: string, path: string, sent?: Sent): Promise<Answer>;
  connect(identity: Identity | null): Promise<TlsConnection>;
}

export async function bench(options: Partial<DpServiceOptions> = {}): Promise<Bench> {
  const pki = await TestPki.create();
  const dp = openDp({ file: ':memory:', clock: systemClock });
  const running = await startDp({
    dp,
    identity: pki.identity('igc-sante-test/ssl-serveur', {
      structure: { departement: 'Paris (75)', name: 'DP TEST', nationalId: '10B0152872' },
      fqdn: SERVER_NAME,
    }),
    trust: {
      trustAnchors: () => [pki.root(PEOPLE_CA)],
      crls: () => pki.currentCrls,
      intermediates: () => pki.intermediates,
    },
    serverName: SERVER_NAME,
    port: 0,
    slowMs: 60_000,
    ...options,
  });
  const made: Bench = {
    pki,
    dp,
    running,
    connect: (identity) => connectAs(running.port, identity),
    async ask(who, method, path, sent) {
      const connection = await made.connect(typeof who === 'string' ? pki.person(who) : who);
      try {
        return await send(connection, method, `/dp/v1/${path}`, sent);
      } finally {
        connection.destroy();
      }
    },
    async [Symbol.asyncDispose]() {
      await running.stop();
      dp.close();
    },
  };
  return made;
}
