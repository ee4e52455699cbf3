import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ClientAuthentication } from './service.ts';
import { type Bench, bench } from './testing/bench.ts';
import { idb } from './testing/messages.ts';
import { STRUCTURE } from './testing/pki.ts';

const MODES: readonly ClientAuthentication[] = ['none', 'request', 'require'];

const benches = new Map<ClientAuthentication, Bench>();
beforeAll(async () => {
  for (const clientAuth of MODES) benches.set(clientAuth, await bench({ clientAuth }));
});
afterAll(async () => {
  for (const one of benches.values()) await one[Symbol.asyncDispose]();
});

/** The code of the reply, or the alert of the handshake. */
async function outcome(mode: ClientAuthentication, who: 'nobody' | 'org-auth-cli' | 'ssl-serveur' | 'osi') {
  const here = benches.get(mode)!;
  const client = { structure: STRUCTURE, serviceApplicatif: 'Client_ROC_Annuaire_AMC' };
  const identities = {
    nobody: () => undefined,
    'org-auth-cli': () => here.pki.identity('igc-sante-test/org-auth-cli', client),
    'ssl-serveur': () =>
      here.pki.identity('igc-sante-test/ssl-serveur', { structure: STRUCTURE, fqdn: 'gap.ch-test.fr' }),
    osi: () => here.pki.server,
  };
  const identity = identities[who]();
  const answer = await here.ask('idb', idb(), identity && { identity }).catch((error: Error) => error);
  if ('status' in answer)
    return { code: answer.code, client: here.running.journal.entries().at(-1)?.details['client'] };
  const failed = here.running.journal.entries().findLast(({ event }) => event === 'handshake-failed');
  return failed?.details['alert'];
}

describe.each(['none', 'request'] as const)('client authentication %s', (mode) => {
  test.each(['nobody', 'org-auth-cli', 'ssl-serveur', 'osi'] as const)('lets %s in', async (who) => {
    expect(await outcome(mode, who)).toMatchObject({ code: '000' });
  });
});

test('what is shown on request is reported, whatever it is', async () => {
  expect(await outcome('none', 'org-auth-cli')).toMatchObject({ client: null });
  expect(await outcome('request', 'nobody')).toMatchObject({ client: null });
  expect(await outcome('request', 'org-auth-cli')).toMatchObject({
    client: { commonName: 'Client_ROC_Annuaire_AMC', structure: STRUCTURE.nationalId, warnings: [] },
  });
  expect(await outcome('request', 'osi')).toMatchObject({
    client: { subject: expect.stringContaining('CN=amc.banc.test'), unfit: expect.any(String) },
  });
});

test('where a certificate is required, it is an ORG AUTH_CLI', async () => {
  expect(await outcome('require', 'org-auth-cli')).toMatchObject({ code: '000' });
  expect(await outcome('require', 'nobody')).toBe('handshake_failure');
  expect(await outcome('require', 'ssl-serveur')).toBe('unsupported_certificate');
  expect(await outcome('require', 'osi')).toBe('unknown_ca');
});
