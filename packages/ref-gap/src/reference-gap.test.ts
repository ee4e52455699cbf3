import { once } from 'node:events';
import { connect } from 'node:net';
import { hoursAgo } from '@banc-gap/pki';
import { beforeAll, describe, expect, test } from 'vitest';
import { DEFECTS, type DefectId, type ReferenceGapOptions, startReferenceGap } from './index.ts';
import type { GapMaterial } from './material.ts';
import type { SecureServerSettings } from './secure-server.ts';
import { createNodeServer } from './testing/node-factory.ts';
import { Terminals } from './testing/terminals.ts';
import { type Visit, visit } from './testing/visit.ts';

const FQDN = 'gap.ch-test.fr';
const SERVER = 'igc-sante-test/ssl-serveur';

let terminals: Terminals;
let material: GapMaterial;

beforeAll(async () => {
  terminals = await Terminals.create();
  material = {
    ...terminals.served(SERVER, FQDN),
    ...terminals.trusted,
    alternatives: {
      anotherName: terminals.served(SERVER, 'other.ch-test.fr'),
      expired: terminals.served(SERVER, FQDN, { notAfter: hoursAgo(1) }),
      clientCertificate: terminals.served('igc-sante-test/org-auth-cli', FQDN),
      igcSante: terminals.igcSante,
    },
  };
});

const start = (options: Partial<ReferenceGapOptions> = {}) =>
  startReferenceGap({ stack: 'node', material, createSecureServer: createNodeServer, ...options });

describe('the answer', () => {
  test.each([
    ['GET /', 200],
    ['GET /other', 404],
    ['POST /', 405],
  ])('%s gets %i', async (request, status) => {
    await using gap = await start();
    expect(await visit(gap.port, terminals.present(), {}, request)).toMatchObject({ outcome: status });
  });
});

describe.each(['node', 'tls12'] as const)('what the GAP presents on the stack %s', (stack) => {
  const presents = async (defect?: DefectId): Promise<Visit['served']> => {
    await using gap = await start({ stack, defects: defect ? [defect] : [] });
    return (await visit(gap.port, terminals.present())).served;
  };

  test('by default: its name, its intermediate, still valid, for servers', async () => {
    const served = await presents();
    expect(served?.subject.CN).toBe(FQDN);
    expect(served?.issuerCertificate?.subject.CN).toBe('TEST AC IGC-SANTE ELEMENTAIRE ORGANISATIONS');
    expect(Date.parse(served?.valid_to ?? '')).toBeGreaterThan(Date.now());
    expect(served?.subjectaltname).toBe(`DNS:${FQDN}`);
  });

  test('serves-another-name', async () => {
    expect((await presents('serves-another-name'))?.subject.CN).toBe('other.ch-test.fr');
  });

  test('omits-intermediate', async () => {
    expect((await presents('omits-intermediate'))?.issuerCertificate).toBeUndefined();
  });

  test('serves-expired-certificate', async () => {
    const served = await presents('serves-expired-certificate');
    expect(Date.parse(served?.valid_to ?? '')).toBeLessThan(Date.now());
  });

  test('serves-client-certificate', async () => {
    const served = await presents('serves-client-certificate');
    expect(served?.subject.CN).toBe(FQDN);
    expect(served?.ext_key_usage).toEqual(['1.3.6.1.5.5.7.3.2']);
  });
});

test.each([
  ['tolerates-skipped-certificate', { skippedClientCertificate: true }],
  ['tolerates-skipped-certificate-verify', { skippedCertificateVerify: true }],
  ['ignores-certificate-verify', { wrongCertificateVerify: true }],
  ['ignores-finished', { wrongFinished: true }],
  ['tolerates-early-data', { applicationDataBeforeFinished: true }],
  ['tolerates-early-change-cipher-spec', { earlyChangeCipherSpec: true }],
  ['ignores-record-mac', { wrongRecordMac: true }],
] as const)('%s asks the injected stack for %j and nothing else', async (defect, tolerances) => {
  const asked: SecureServerSettings[] = [];
  await using _gap = await start({
    stack: 'tls12',
    defects: [defect],
    createSecureServer: (settings, onConnection) => {
      asked.push(settings);
      return createNodeServer(settings, onConnection);
    },
  });
  expect(asked).toMatchObject([{ tolerances, clientCertificate: 'require' }]);
  expect(asked[0]?.tolerances).toEqual(tolerances);
});

test('defects combine', async () => {
  await using gap = await start({ defects: ['serves-another-name', 'never-checks-the-leaf'] });
  const seen = await visit(gap.port, terminals.present({ from: 'revoked' }));
  expect(seen.outcome).toBe(200);
  expect(seen.served?.subject.CN).toBe('other.ch-test.fr');
});

describe('refuses to start', () => {
  test('with a defect that does not exist', async () => {
    const starting = start({ defects: ['perfect' as DefectId] });
    await expect(starting).rejects.toMatchObject({ code: 'REF_GAP_DEFECT_UNKNOWN' });
  });

  test('with a defect that the stack cannot have', async () => {
    const starting = start({ defects: ['ignores-finished'] });
    await expect(starting).rejects.toMatchObject({ code: 'REF_GAP_DEFECT_NOT_ON_STACK' });
  });

  test('with a defect whose certificate is missing', async () => {
    const { alternatives: _none, ...bare } = material;
    const starting = start({ material: bare, defects: ['serves-another-name'] });
    await expect(starting).rejects.toMatchObject({ code: 'REF_GAP_MATERIAL_MISSING' });
  });

  test('on an injected stack that was not injected', async () => {
    const starting = startReferenceGap({ stack: 'tls12', material });
    await expect(starting).rejects.toMatchObject({ code: 'REF_GAP_STACK_MISSING' });
  });

  test('on a port that is taken', async () => {
    await using gap = await start();
    await expect(start({ port: gap.port })).rejects.toMatchObject({
      code: 'REF_GAP_PORT_TAKEN',
      message: expect.stringContaining(String(gap.port)),
    });
  });
});

test('stops with connections open, and twice', async () => {
  const gap = await start();
  const idle = connect(gap.port, gap.host);
  await once(idle, 'connect');
  const closed = once(idle, 'close');
  await gap.stop();
  await gap.stop();
  await closed;
  await expect(once(connect(gap.port, gap.host), 'connect')).rejects.toMatchObject({ code: 'ECONNREFUSED' });
});

test('every defect says in both languages what it is', () => {
  expect(DEFECTS.filter(({ title }) => title.fr.length < 10 || title.en.length < 10)).toEqual([]);
  expect(new Set(DEFECTS.map(({ id }) => id)).size).toBe(DEFECTS.length);
});
