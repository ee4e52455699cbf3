import { constants } from 'node:crypto';
import { once } from 'node:events';
import { connect, type TLSSocket } from 'node:tls';
import { beforeAll, describe, expect, test } from 'vitest';
import { type DefectId, startReferenceGap } from './index.ts';
import type { GapMaterial } from './material.ts';
import { Terminals } from './testing/terminals.ts';

let terminals: Terminals;
let material: GapMaterial;
beforeAll(async () => {
  terminals = await Terminals.create();
  material = { ...terminals.served('igc-sante-test/ssl-serveur', 'gap.ch-test.fr'), ...terminals.trusted };
});

describe('a session that a terminal comes back with', () => {
  /** Two connections without tickets; the session of the first is offered in the second. */
  async function comesBack(...defects: DefectId[]): Promise<boolean> {
    await using gap = await startReferenceGap({ stack: 'node', material, defects });
    const { chain, keys } = terminals.present();
    const dial = async (session?: Buffer): Promise<TLSSocket> => {
      const socket = connect({
        host: '127.0.0.1',
        port: gap.port,
        maxVersion: 'TLSv1.2',
        rejectUnauthorized: false,
        secureOptions: constants.SSL_OP_NO_TICKET,
        cert: chain.map(({ pem }) => pem).join(''),
        key: keys.privateKey.export({ type: 'pkcs8', format: 'pem' }),
        ...(session && { session }),
      });
      await once(socket, 'secureConnect');
      return socket;
    };
    const first = await dial();
    const session = first.getSession();
    first.destroy();
    const second = await dial(session);
    const reused = second.isSessionReused();
    second.destroy();
    return reused;
  }

  test('is not resumed: without a ticket the GAP keeps none', async () => {
    expect(await comesBack()).toBe(false);
  });

  test('is resumed by keeps-sessions-for-good', async () => {
    expect(await comesBack('keeps-sessions-for-good')).toBe(true);
  });
});
