import { beforeAll, describe, expect, test } from 'vitest';
import { type DefectId, startReferenceGap } from './index.ts';
import type { GapMaterial } from './material.ts';
import { IDENTITIES, type IdentityName } from './testing/identities.ts';
import { createNodeServer } from './testing/node-factory.ts';
import { Terminals } from './testing/terminals.ts';
import { visit } from './testing/visit.ts';

/** The terminals whose fate each defect changes; that of all others is the one of the correct GAP. */
const CHANGES: readonly (readonly [DefectId | 'none', readonly IdentityName[]])[] = [
  ['none', []],
  ['refuses-every-terminal', ['good', 'unknown-extension', 'same-serial-as-revoked']],
  ['accepts-self-signed', ['self-signed']],
  ['accepts-unknown-root', ['unknown-root']],
  ['trusts-issuer-by-name', ['lookalike-root']],
  ['accepts-incomplete-chain', ['leaf-only', 'leaf-only-corrupted']],
  ['trusts-igc-sante', ['igc-sante-client']],
  ['ignores-leaf-signature', ['leaf-corrupted']],
  ['ignores-ca-signature', ['ca-corrupted']],
  ['ignores-leaf-expiry', ['leaf-expired']],
  ['ignores-leaf-not-before', ['leaf-not-yet-valid']],
  ['ignores-ca-expiry', ['ca-expired']],
  ['ignores-ca-flag', ['ca-not-a-ca']],
  ['accepts-end-entity-issuer', ['end-entity-as-ca']],
  ['ignores-path-length', ['path-length-exceeded']],
  ['ignores-ca-key-usage', ['ca-without-key-cert-sign']],
  ['ignores-extended-key-usage', ['server-auth-only']],
  ['ignores-critical-extensions', ['unknown-critical-extension']],
  ['refuses-unknown-extensions', ['unknown-extension']],
  ['never-checks-the-leaf', ['revoked', 'on-hold']],
  ['ignores-certificate-hold', ['on-hold']],
  ['checks-only-the-leaf', ['revoked-issuing-ca']],
  ['matches-serial-only', ['same-serial-as-revoked']],
  ['certificate-optional', ['no-certificate']],
];

const WELCOME: readonly IdentityName[] = ['good', 'unknown-extension', 'same-serial-as-revoked'];
const NAMES = Object.keys(IDENTITIES) as IdentityName[];

let terminals: Terminals;
let material: GapMaterial;

beforeAll(async () => {
  terminals = await Terminals.create();
  material = {
    ...terminals.served('igc-sante-test/ssl-serveur', 'gap.ch-test.fr'),
    ...terminals.trusted,
    alternatives: { igcSante: terminals.igcSante },
  };
});

describe.each(['node', 'tls12'] as const)('on the stack %s', (stack) => {
  test.each(CHANGES)('%s changes the fate of %j', async (defect, changed) => {
    await using gap = await startReferenceGap({
      stack,
      material,
      defects: defect === 'none' ? [] : [defect],
      createSecureServer: createNodeServer,
    });
    const outcomes = await Promise.all(
      NAMES.map(async (name) => {
        const { outcome } = await visit(gap.port, terminals.present(IDENTITIES[name]));
        return [name, outcome];
      }),
    );
    const expected = NAMES.map((name) => [
      name,
      WELCOME.includes(name) !== changed.includes(name) ? 200 : 'refused',
    ]);
    expect(outcomes).toEqual(expected);
  });

  test('trusts-everyone lets everybody in', async () => {
    await using gap = await startReferenceGap({
      stack,
      material,
      defects: ['trusts-everyone'],
      createSecureServer: createNodeServer,
    });
    for (const name of NAMES) {
      expect([name, (await visit(gap.port, terminals.present(IDENTITIES[name]))).outcome]).toEqual([
        name,
        200,
      ]);
    }
  });
});
