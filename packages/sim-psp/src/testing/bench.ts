import type { Crl } from '@banc-gap/pki';
import { ManualClock, seededRandom, systemClock } from '@banc-gap/simkit';
import type { Identity, TlsConnection } from '@banc-gap/tls12';
import { openPsp, type Psp } from '../psp.ts';
import { type PspServiceOptions, type RunningPsp, startPsp } from '../service.ts';
import { type Answer, connectAs, send } from './client.ts';
import { ACCOUNT, consentFor, IMPRINT, keyFor } from './messages.ts';
import { SERVER_NAME, STRUCTURE, TestPki } from './pki.ts';

export const START = new Date('2026-11-21T10:00:00Z');

/** A provider in memory, whose clock stands, with one hospital. */
export function quietPsp(): { psp: Psp; clock: ManualClock } {
  const clock = new ManualClock(START);
  const psp = openPsp({ file: ':memory:', clock, random: seededRandom('psp') });
  psp.merchants.put(ACCOUNT, { name: 'CH TEST', structures: [STRUCTURE.nationalId] });
  return { psp, clock };
}

/** A consent that may be debited, made without HTTP. */
export function consent(psp: Psp, ceiling?: number, word = 'consent'): string {
  const merchant = psp.merchants.get(ACCOUNT);
  const { token } = psp.acquirer.register(IMPRINT);
  return psp.mandates.register(merchant, consentFor(token, ceiling), keyFor(`${word} ${token}`)).result.id;
}

/** A provider that is reached over mutual TLS. */
export interface Bench extends AsyncDisposable {
  readonly pki: TestPki;
  readonly psp: Psp;
  readonly running: RunningPsp;
  /** The CRLs that it looks at; a test replaces them, or makes them impossible to have. */
  crls: () => readonly Crl[];
  /** One request over a connection of its own. */
  ask(method: string, path: string, sent?: Parameters<typeof send>[3], identity?: Identity): Promise<Answer>;
  connect(identity?: Identity | null): Promise<TlsConnection>;
}

export async function bench(options: Partial<PspServiceOptions> = {}): Promise<Bench> {
  const pki = await TestPki.create();
  const psp = openPsp({ file: ':memory:', clock: systemClock });
  psp.merchants.put(ACCOUNT, { name: 'CH TEST', structures: [STRUCTURE.nationalId] });
  const running = await startPsp({
    psp,
    identity: pki.server,
    trust: {
      trustAnchors: () => [pki.root('igc-sante-test/aci-el-org')],
      crls: () => made.crls(),
    },
    serverName: SERVER_NAME,
    port: 0,
    slowMs: 60_000,
    ...options,
  });
  const made: Bench = {
    pki,
    psp,
    running,
    crls: () => pki.crls('igc-sante-test/aci-el-org', 'igc-sante-test/aci-el-pp'),
    connect: (identity = pki.gap) => connectAs(running.port, identity),
    async ask(method, path, sent, identity) {
      const connection = await made.connect(identity);
      try {
        return await send(connection, method, `/diapason/v1/${path}`, sent);
      } finally {
        connection.destroy();
      }
    },
    async [Symbol.asyncDispose]() {
      await running.stop();
      psp.close();
    },
  };
  return made;
}
