import { fork } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { createStore } from '@banc-gap/simkit';
import { describe, expect, test } from 'vitest';
import { foreignTool } from '../../../scripts/foreign-tool.ts';
import { openAuthorities } from './authorities.ts';
import { INITIAL_AUTHORITY_IDS } from './hierarchy.ts';
import { STATE_STORE } from './state/schema.ts';
import { joinPem, opensslVerify } from './testing/openssl.ts';
import { cachedKeyPairs, temporaryAuthorities } from './testing/temporary-authorities.ts';

const doctor = {
  givenName: 'ANNE',
  surname: 'MARTIN',
  nationalId: '899700523527',
  profession: 'Médecin',
} as const;

test('a new state has the CAs of the demonstration, and says which one is missing', async () => {
  await using state = await temporaryAuthorities();
  const { authorities } = state;
  expect(authorities.established()).toEqual(INITIAL_AUTHORITY_IDS);
  expect(authorities.trust.amc).toEqual([]);
  for (const ask of [() => authorities.certificate('igc-osi/root'), () => authorities.crl('igc-osi/root')]) {
    expect(ask).toThrow(
      expect.objectContaining({
        code: 'IGC_AUTHORITY_NOT_ESTABLISHED',
        message: 'The state has no CA igc-osi/root yet',
      }),
    );
  }
});

test('a PKI is established as a whole, and its roots are to be trusted from then on', async () => {
  await using state = await temporaryAuthorities();
  const { authorities } = state;
  await authorities.establish('amc');
  await authorities.establish('amc');
  const names = ({ subject }: { subject: readonly (readonly { value: string }[])[] }) =>
    subject.at(-1)![0]!.value;
  expect(authorities.trust.amc.map(names)).toEqual(['AC-RACINE-OSI-TEST']);
  expect(authorities.intermediates.amc.map(names)).toEqual([
    'AC-SERVEUR-TEST',
    'AC-SERVICES-APPLICATIFS-TEST',
  ]);
  expect(authorities.crls().amc).toHaveLength(3);
  expect(authorities.journal.entries().filter(({ event }) => event === 'authority-established')).toHaveLength(
    3,
  );
});

test('an order for a subject that does not suit establishes nothing', async () => {
  await using state = await temporaryAuthorities();
  const order = { orderId: 'bad', profile: 'igc-sante-test/pro-auth', subject: {} } as const;
  await expect(state.authorities.issue(order)).rejects.toMatchObject({ code: 'PKI_SUBJECT_INVALID' });
  expect(state.authorities.established()).toEqual(INITIAL_AUTHORITY_IDS);
});

describe.skipIf(!foreignTool('openssl'))('an order establishes its CA', () => {
  test.each([
    ['igc-osi/server', { fqdn: 'amc.banc.test' }, 'amc', 'sslserver'],
    ['igc-sante-test/pro-auth', { professional: doctor }, 'igcSante', 'sslclient'],
    ['igc-sante-test/cps-sign', { professional: doctor, cardNumber: '2000000123' }, 'igcSante', 'any'],
  ] as const)('%s, whose path a strict openssl accepts', async (profile, subject, pki, purpose) => {
    await using state = await temporaryAuthorities();
    const { authorities } = state;
    const [one, again] = await Promise.all(
      ['one', 'another'].map((orderId) => authorities.issue({ orderId, profile, subject })),
    );
    expect(again!.chain[0]!.fingerprint).toBe(one!.chain[0]!.fingerprint);
    const result = opensslVerify({
      leaf: one!.certificate.der,
      untrusted: one!.chain.map(({ der }) => der),
      trust: joinPem(authorities.trust[pki]),
      crls: joinPem(authorities.crls()[pki]),
      purpose,
    });
    expect(result).toEqual({ status: 0, output: expect.stringContaining('OK') });
  });

  test('of production, which nobody is told to trust before', async () => {
    await using state = await temporaryAuthorities();
    const { authorities } = state;
    expect(authorities.trust.igcSanteProduction).toEqual([]);
    const { certificate, chain } = await authorities.issue({
      orderId: 'production',
      profile: 'igc-sante/org-auth-cli',
      subject: {
        structure: { departement: 'Paris (75)', name: 'CENTRE HOSPITALIER', nationalId: '1750712184' },
        serviceApplicatif: 'Client_Diapason_PSP',
      },
    });
    expect(authorities.trust.igcSante.map(({ commonName }) => commonName)).toEqual([
      'TEST AC RACINE IGC-SANTE ELEMENTAIRE',
    ]);
    const result = opensslVerify({
      leaf: certificate.der,
      untrusted: chain.map(({ der }) => der),
      trust: joinPem(authorities.trust.igcSanteProduction),
      crls: joinPem(authorities.crls().igcSanteProduction),
    });
    expect(result).toEqual({ status: 0, output: expect.stringContaining('OK') });
  });
});

test('two processes that need a CA at once get the same one, and its key alone stays', async () => {
  await using state = await temporaryAuthorities();
  const script = new URL('./testing/state-process.ts', import.meta.url);
  const fingerprints = await Promise.all(
    ['a', 'b'].map(async () => {
      const child = fork(script, ['establish', state.directory], { execArgv: ['--conditions=source'] });
      const [message] = await once(child, 'message');
      const [code] = await once(child, 'exit');
      expect(code).toBe(0);
      return message;
    }),
  );
  expect(fingerprints[1]).toEqual(fingerprints[0]);
  const keys = readdirSync(join(state.directory, 'keys')).filter((name) => name.startsWith('igc-osi-'));
  expect(keys.map((name) => name.replace(/-[0-9a-f]{8}\.pem$/, ''))).toEqual([
    'igc-osi-ac-serveur',
    'igc-osi-root',
  ]);
  // This process had the state open before.
  expect(state.authorities.certificate('igc-osi/ac-serveur').fingerprint).toBe(fingerprints[0]);
  // The revoked server comes with the CA, once.
  expect(state.authorities.crl('igc-osi/ac-serveur').entryCount).toBe(1);
});

test('a CA that could not be recorded leaves no key behind', async () => {
  await using state = await temporaryAuthorities();
  const keys = () => readdirSync(join(state.directory, 'keys')).length;
  const before = keys();
  const store = new DatabaseSync(join(state.directory, 'store.sqlite'));
  store.exec("CREATE TRIGGER full BEFORE INSERT ON authority BEGIN SELECT RAISE(ABORT, 'disk full'); END");
  await expect(state.authorities.establish('igc-osi/root')).rejects.toThrow('disk full');
  expect(keys()).toBe(before);
  store.exec('DROP TRIGGER full');
  store.close();
  await state.authorities.establish('igc-osi/root');
  expect(keys()).toBe(before + 1);
});

test('a state of the first version opens, and takes the CAs that it did not know', async () => {
  await using state = await temporaryAuthorities();
  const { base } = state.authorities.publication;
  state.authorities.close();
  asOfFirstVersion(join(state.directory, 'store.sqlite'));
  using authorities = await openAuthorities(state.directory, { generateKeyPair: cachedKeyPairs() });
  const { certificate } = await authorities.issue({
    orderId: 'amc',
    profile: 'igc-osi/service-applicatif',
    subject: { serviceApplicatif: 'AMC de test' },
  });
  expect(certificate.crlDistributionPoints).toEqual([`${base}/igc-osi/CRL/ac-services-applicatifs.crl`]);
  expect(authorities.crl('igc-osi/ac-services-applicatifs').number).toBe(1n);
});

/** Takes from a store what the first version did not have. */
function asOfFirstVersion(file: string): void {
  const current = `${file}.current`;
  renameSync(file, current);
  createStore(file, { ...STATE_STORE, migrations: STATE_STORE.migrations.slice(0, 1) }).close();
  using store = new DatabaseSync(file);
  store.exec(`ATTACH '${current}' AS current`);
  for (const table of ['setting', 'certificate', 'authority', 'crl']) {
    const columns = store.prepare(`SELECT name FROM pragma_table_info('${table}')`).all();
    const names = columns.map(({ name }) => `"${name}"`).join(', ');
    store.exec(`INSERT INTO ${table} (${names}) SELECT ${names} FROM current.${table}`);
  }
  store.exec("UPDATE setting SET value = json_remove(value, '$.urls.igcOsi') WHERE name = 'publication'");
}
