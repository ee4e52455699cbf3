import type { Identity } from '@banc-gap/tls12';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Bench, bench } from './testing/bench.ts';
import { send } from './testing/client.ts';
import { REFUSED_CERTIFICATES } from './testing/matrix.ts';
import { OID, PATIENTS } from './testing/messages.ts';
import { credentialOf } from './testing/pki.ts';

let here: Bench;
beforeAll(async () => {
  here = await bench();
});
afterAll(() => here[Symbol.asyncDispose]());

const CONSULTATION = { json: { ins: PATIENTS.full, oid: OID } };

/** The alert that the handshake ends with. */
async function alertFor(identity: Identity | null): Promise<string> {
  const failure = await here.connect(identity).then(
    (connection) => {
      connection.destroy();
      return undefined;
    },
    (error: { parameters?: { alert?: string } }) => error,
  );
  return String(failure?.parameters?.alert ?? failure);
}

test('a doctor with PRO AUTH is served', async () => {
  expect((await here.ask('doctor', 'POST', 'consultations', CONSULTATION)).status).toBe(200);
});

test.each(REFUSED_CERTIFICATES)('the handshake is refused to $what: $alert', async ({ alert, identity }) => {
  expect(await alertFor(identity(here.pki))).toBe(alert);
});

describe('revocation', () => {
  test('a new CRL counts at once, for a kept connection too', async () => {
    const identity = here.pki.person('doctor');
    const connection = await here.connect(identity);
    expect((await send(connection, 'POST', '/dp/v1/consultations', CONSULTATION)).status).toBe(200);
    here.pki.revokePerson(credentialOf(identity).certificate);
    const { status, json } = await send(connection, 'POST', '/dp/v1/consultations', CONSULTATION);
    expect([status, json.type]).toEqual([401, 'urn:banc-gap:dp:problem:certificate-refused']);
    expect(await alertFor(identity)).toBe('certificate_revoked');
  });

  test('is not looked at where the check is off', async () => {
    await using lenient = await bench({ revocation: 'off' });
    const identity = lenient.pki.person('doctor');
    lenient.pki.revokePerson(credentialOf(identity).certificate);
    expect((await lenient.ask(identity, 'POST', 'consultations', CONSULTATION)).status).toBe(200);
  });
});
