import { signEnveloped } from '@banc-gap/saml';
import { testKey } from '@banc-gap/simkit/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { defaultSeed } from '../dossiers/seed.ts';
import { type Bench, bench } from '../testing/bench.ts';
import { type Answer, send } from '../testing/client.ts';
import { connectTo, type GatewayBench, gatewayBench, oneKeyProxy } from '../testing/gateway.ts';
import { dispensationXml, IDENTITY_OF_DIANE, OID, PATIENTS } from '../testing/messages.ts';
import { credentialOf, PEOPLE, type PersonName } from '../testing/pki.ts';
import { startGateway } from './gateway.ts';

let here: Bench;
let gateway: GatewayBench;
beforeAll(async () => {
  here = await bench();
  gateway = await gatewayBench(here, ['pharmacist', 'doctor', 'agent']);
});
afterAll(async () => {
  await gateway[Symbol.asyncDispose]();
  await here[Symbol.asyncDispose]();
});
beforeEach(() => here.dp.reset(defaultSeed()));

const CONSULTATION = { json: { ins: PATIENTS.full, oid: OID } };
const problemOf = ({ json }: Answer): string => json.type.replace('urn:banc-gap:dp:problem:', '');

describe('through the gateway', () => {
  test.each<[PersonName, string]>([
    ['pharmacist', '899700000013'],
    ['doctor', '899700000021'],
  ])('a %s consults with a key of their own', async (who, nationalId) => {
    const { status, json, headers } = await gateway.ask(who, 'POST', 'consultations', CONSULTATION);
    expect([status, json.ins]).toEqual([200, PATIENTS.full]);
    expect(headers['banc-gap-utilisateur']).toBe(nationalId);
    expect(here.dp.journal.entries().at(-1)?.details).toMatchObject({ client: { commonName: nationalId } });
  });

  test('a pharmacist feeds, and an admission agent keeps the directory', async () => {
    const xml = signEnveloped(dispensationXml(), here.pki.signer('pharmacist'));
    expect((await gateway.ask('pharmacist', 'POST', 'alimentations', { xml })).status).toBe(201);
    const path = `annuaire/${PATIENTS.notInDirectory}`;
    expect((await gateway.ask('agent', 'PUT', path, { json: IDENTITY_OF_DIANE })).status).toBe(201);
    expect((await gateway.ask('agent', 'DELETE', path)).status).toBe(204);
  });

  test('a refusal of the DP comes as it is', async () => {
    const answer = await gateway.ask('agent', 'POST', 'consultations', {
      ...CONSULTATION,
      headers: { 'accept-language': 'en' },
    });
    expect([answer.status, problemOf(answer)]).toEqual([403, 'consultation-not-allowed']);
    expect(answer.headers['content-language']).toBe('en');
  });

  test.each([
    ['without a password', {}],
    ['with a wrong password', { authorization: basic('899700000021', 'wrong') }],
    [
      'as somebody else, with a right password',
      { authorization: basic('899700000013', 'password of doctor') },
    ],
    ['as somebody whom it does not know', { authorization: basic('899700000099', '') }],
  ])('nobody comes %s', async (_how, headers) => {
    const connection = await connectTo(gateway.running.port, gateway.serverName);
    const answer = await send(connection, 'POST', '/dp/v1/consultations', { ...CONSULTATION, headers });
    connection.destroy();
    expect([answer.status, problemOf(answer)]).toEqual([401, 'login-refused']);
    expect(answer.headers['www-authenticate']).toBe('Basic realm="DP", charset="UTF-8"');
  });

  test('nobody asks in the name of another', async () => {
    const answer = await gateway.ask('doctor', 'POST', 'consultations', {
      ...CONSULTATION,
      headers: { 'banc-gap-utilisateur': '899700000013' },
    });
    expect([answer.status, problemOf(answer)]).toEqual([403, 'user-is-another']);
  });

  test('a certificate that the DP refuses is said to be', async () => {
    await using other = await gatewayBench(here, ['doctor']);
    here.pki.revokePerson(credentialOf(other.identities.doctor!).certificate);
    const answer = await other.ask('doctor', 'POST', 'consultations', CONSULTATION);
    expect([answer.status, problemOf(answer)]).toEqual([502, 'dp-unreachable']);
    expect(answer.json.detail).toContain('alert certificate revoked');
  });

  test('one key for two persons is refused at the start', async () => {
    const identity = here.pki.person('pharmacist');
    const options = gateway.optionsFor([
      { password: 'one', identity },
      {
        password: 'two',
        identity: here.pki.identity(
          'igc-sante-test/pro-auth',
          PEOPLE.doctor,
          {},
          await testKey('pharmacist'),
        ),
      },
    ]);
    await expect(startGateway(options)).rejects.toMatchObject({ code: 'DP_GATEWAY_KEY_SHARED' });
  });
});

describe('a proxy with one key for all is found out', () => {
  test('by the person it names, if it says for whom it asks', async () => {
    await using proxy = await oneKeyProxy(here, { names: true });
    expect((await proxy.ask('pharmacist', 'POST', 'consultations', CONSULTATION)).status).toBe(200);
    const answer = await proxy.ask('doctor', 'POST', 'consultations', CONSULTATION);
    expect([answer.status, problemOf(answer)]).toEqual([403, 'user-is-another']);
  });

  test('by the role of whoever has that key', async () => {
    await using proxy = await oneKeyProxy(here, { names: false });
    const answer = await proxy.ask('agent', 'PUT', `annuaire/${PATIENTS.notInDirectory}`, {
      json: IDENTITY_OF_DIANE,
    });
    expect([answer.status, problemOf(answer)]).toEqual([403, 'annuaire-not-allowed']);
  });

  test('by the signature of what another pharmacist feeds', async () => {
    await using proxy = await oneKeyProxy(here, { names: false });
    const xml = signEnveloped(
      dispensationXml({ pharmacien: '899700000039' }),
      here.pki.signer('anotherPharmacist'),
    );
    const answer = await proxy.ask('anotherPharmacist', 'POST', 'alimentations', { xml });
    expect([answer.status, problemOf(answer)]).toEqual([422, 'signer-is-another']);
  });

  test('by whom the answer says that it is for', async () => {
    await using proxy = await oneKeyProxy(here, { names: false });
    const { status, headers } = await proxy.ask('doctor', 'POST', 'consultations', CONSULTATION);
    expect([status, headers['banc-gap-utilisateur']]).toEqual([200, '899700000013']);
  });
});

function basic(nationalId: string, password: string): string {
  return `Basic ${Buffer.from(`${nationalId}:${password}`).toString('base64')}`;
}
