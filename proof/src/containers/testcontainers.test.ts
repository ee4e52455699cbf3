import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type DefectId, type GapMaterial, type ReferenceGap, startReferenceGap } from '@banc-gap/ref-gap';
import { BancContainer, GAP_HOST, type StartedBancContainer } from '@banc-gap/testcontainers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fqdn } from '../judge-gap.ts';
import { buildImage, containerEngine, IMAGE } from './engine.ts';

describe.skipIf(!containerEngine())('the bench as a container of somebody else’s tests', () => {
  let bench: StartedBancContainer;
  let kit: string;
  beforeAll(async () => {
    await buildImage();
    bench = await new BancContainer(IMAGE).withServices('igc-sante', 'psp').start();
    kit = mkdtempSync(join(tmpdir(), 'banc-container-kit-'));
    await bench.writeKit(kit, fqdn);
  }, 600_000);
  afterAll(async () => {
    await bench?.stop();
    if (kit) rmSync(kit, { recursive: true });
  });
  const file = (path: string) => readFileSync(join(kit, path), 'utf8');

  /** A GAP on the machine of the test that has nothing but the kit. */
  function startGap(...defects: readonly DefectId[]): Promise<ReferenceGap> {
    const material: GapMaterial = {
      privateKey: file('diapason-tpe-server/key.pem'),
      certificateChain: file('diapason-tpe-server/fullchain.pem'),
      trust: file('trust/tpe.pem'),
      crls: [file('crl/tpe.pem')],
    };
    return startReferenceGap({ stack: 'node', host: '0.0.0.0', material, defects });
  }

  async function judge(gap: ReferenceGap) {
    const diapasonServer = { address: GAP_HOST, port: gap.port, fqdn };
    return bench.judge({ gap: { diapasonServer } }, ['diapason-tpe/validity']);
  }

  it('judges a GAP that the test starts', async () => {
    await using right = await startGap();
    expect(await judge(right)).toMatchObject({ exitCode: 0, report: { summary: { fail: 0 } } });
    await using wrong = await startGap('ignores-leaf-expiry');
    const { exitCode, report } = await judge(wrong);
    expect(exitCode).toBe(1);
    const { cases } = report as { cases: readonly { id: string; verdict: string }[] };
    expect(cases.filter(({ verdict }) => verdict === 'fail').map(({ id }) => id)).toEqual([
      'diapason-tpe/validity/leaf-expired',
    ]);
  });

  it('plays a peer, which lets in who has the kit', async () => {
    const settlements = (client: object) =>
      new Promise<number>((resolve, reject) => {
        const call = request(
          {
            ...{ host: '127.0.0.1', port: bench.peerPort('psp'), servername: 'psp.banc.test' },
            path: '/diapason/v1/self/settlements',
            ca: file('trust/psp.pem'),
            ...client,
          },
          (response) => resolve(response.resume().statusCode!),
        );
        call.once('error', reject).end();
      });
    const folder = 'diapason-psp-client';
    expect(await settlements({ key: file(`${folder}/key.pem`), cert: file(`${folder}/fullchain.pem`) })).toBe(
      200,
    );
    await expect(settlements({})).rejects.toThrow(/handshake failure/);
  });

  it('says what is wrong with a configuration', async () => {
    await expect(bench.judge({ gap: {} })).rejects.toThrow(/gap\.diapasonServer/);
  });
});
