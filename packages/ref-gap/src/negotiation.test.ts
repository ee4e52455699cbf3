import type { ConnectionOptions } from 'node:tls';
import { beforeAll, expect, test } from 'vitest';
import { type DefectId, startReferenceGap } from './index.ts';
import type { GapMaterial } from './material.ts';
import { Terminals } from './testing/terminals.ts';
import { visit } from './testing/visit.ts';

const OFFERS = {
  prescribed: { ciphers: 'ECDHE-RSA-AES256-SHA384' },
  stronger: { ciphers: 'ECDHE-RSA-AES256-GCM-SHA384:ECDHE-RSA-AES256-SHA384' },
  'TLS 1.3': { minVersion: 'TLSv1.3', maxVersion: 'TLSv1.3' },
  'TLS 1.1': { minVersion: 'TLSv1.1', maxVersion: 'TLSv1.1', ciphers: 'ALL@SECLEVEL=0' },
  'TLS 1.0': { minVersion: 'TLSv1', maxVersion: 'TLSv1', ciphers: 'ALL@SECLEVEL=0' },
  anonymous: { ciphers: 'aNULL@SECLEVEL=0' },
  'static RSA': { ciphers: 'kRSA@SECLEVEL=0' },
} as const satisfies Record<string, ConnectionOptions>;

type Offer = keyof typeof OFFERS;

/** What each GAP takes up. */
const TAKEN: readonly (readonly [DefectId | 'none', readonly Offer[]])[] = [
  ['none', ['prescribed', 'stronger', 'TLS 1.3']],
  ['refuses-tls12', ['TLS 1.3']],
  ['accepts-tls11', ['prescribed', 'stronger', 'TLS 1.3', 'TLS 1.1']],
  ['accepts-tls10', ['prescribed', 'stronger', 'TLS 1.3', 'TLS 1.0']],
  ['no-prescribed-cipher', ['stronger', 'TLS 1.3']],
  ['accepts-anonymous', ['prescribed', 'stronger', 'TLS 1.3', 'anonymous']],
  ['accepts-static-rsa', ['prescribed', 'stronger', 'TLS 1.3', 'static RSA']],
];

let terminals: Terminals;
let material: GapMaterial;

beforeAll(async () => {
  terminals = await Terminals.create();
  material = { ...terminals.served('igc-sante-test/ssl-serveur', 'gap.ch-test.fr'), ...terminals.trusted };
});

test.each(TAKEN)('%s takes up %j', async (defect, expected) => {
  await using gap = await startReferenceGap({
    stack: 'node',
    material,
    defects: defect === 'none' ? [] : [defect],
  });
  const taken: string[] = [];
  for (const [name, offer] of Object.entries(OFFERS)) {
    const { cipher, error } = await visit(gap.port, terminals.present(), offer);
    // OpenSSL takes up an anonymous suite and then asks for a certificate all the same, which its client refuses.
    if (cipher !== undefined || error === 'ERR_SSL_UNEXPECTED_MESSAGE') taken.push(name);
  }
  expect(taken).toEqual(expected);
});

test('the prescribed suite comes before stronger ones, whatever the terminal prefers', async () => {
  await using gap = await startReferenceGap({ stack: 'node', material });
  const { cipher } = await visit(gap.port, terminals.present(), OFFERS.stronger);
  expect(cipher).toBe('TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA384');
});
