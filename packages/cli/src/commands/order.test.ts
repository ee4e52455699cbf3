import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openAuthorities } from '@banc-gap/mock-igc-sante';
import { startPfcng } from '@banc-gap/mock-pfcng';
import { cardFetch } from '@banc-gap/mock-pfcng/client';
import { Certificate, readPkcs12 } from '@banc-gap/pki';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cardTrust, openPlatform } from '../platform.ts';
import { invoke } from '../testing/invoke.ts';

let directory: string;
let env: NodeJS.ProcessEnv;
let desk: { card: { number: string; holder: { familyName: string } }; pin: string }[];

const order = (...argv: string[]) => invoke(['order', ...argv], { env });
/** What it prints for a program. */
const asked = async (...argv: string[]) => {
  const { exitCode, stdout, stderr } = await order(...argv, '--json');
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
  return JSON.parse(stdout);
};
const as = (familyName: string) => {
  const { card, pin } = desk.find((one) => one.card.holder.familyName === familyName)!;
  env = { ...env, BANC_CARD: card.number, BANC_PIN: pin };
};
const server = (fqdn: string) => ['request', '--offer', 'SERV', '--usage', 'SSL_SERVEUR', '--fqdn', fqdn];
const withdrawal = ['--accept-terms', '--code', 'perdu-2026', '--password', 'mot-de-passe'];

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'banc-order-'));
  env = { BANC_STATE: join(directory, 'state') };
  const made = await invoke(['kit', '--out', join(directory, 'kit'), '--publication-port', '0'], { env });
  expect(made).toMatchObject({ exitCode: 0, stderr: '' });
  desk = await asked('cards');
});
afterAll(() => rmSync(directory, { recursive: true }));

describe('banc order', () => {
  it('orders, withdraws, downloads again, renews and revokes', async () => {
    as('ADMINISTRATRICE');
    const { id, state } = await asked(...server('gap.ch-test.fr'));
    expect(state).toBe('requested');
    const out = join(directory, 'gap');
    const { files } = await asked('withdraw', id, '--out', out, ...withdrawal);
    expect(statSync(files[0]).mode & 0o777).toBe(0o600);
    const { certificates, keys } = await readPkcs12(readFileSync(files[0]), 'mot-de-passe');
    expect(certificates.map(({ certificate }) => certificate.commonName)).toEqual([
      'gap.ch-test.fr',
      'AC IGC-SANTE ELEMENTAIRE ORGANISATIONS',
      'AC RACINE IGC-SANTE ELEMENTAIRE',
    ]);
    expect(keys).toHaveLength(1);
    const again = await asked(
      'download',
      id,
      '--out',
      join(directory, 'again'),
      '--password',
      'mot-de-passe',
    );
    const copy = await readPkcs12(readFileSync(again.files[0]), 'mot-de-passe');
    expect(copy.certificates[0]?.certificate.fingerprint).toBe(certificates[0]?.certificate.fingerprint);
    expect(await asked('renew', id)).toMatchObject({ renews: id, state: 'requested' });
    expect(await asked('revoke', id, '--ground', 'perte', '--code', 'perdu-2026')).toMatchObject({
      state: 'revoked',
    });
    expect(await asked('status', id)).toMatchObject({ state: 'revoked', revocationGround: 'perte' });
    expect(await asked('status')).toHaveLength(2);
  });

  it('never writes over a file', async () => {
    as('ADMINISTRATRICE');
    const { id } = await asked(...server('dmz.ch-test.fr'));
    const out = join(directory, 'twice');
    await asked('withdraw', id, '--out', out, ...withdrawal);
    expect(await order('download', id, '--out', out, '--password', 'mot-de-passe')).toMatchObject({
      exitCode: 3,
      stderr: expect.stringContaining('[CLI_FILE_EXISTS]'),
    });
  });

  it('takes a CSV, whole or not at all', async () => {
    as('ADMINISTRATRICE');
    const csv = join(directory, 'lot.csv');
    writeFileSync(csv, 'offer;usage;serviceApplicatif\nORG;AUTH_CLI;Client_Diapason_PSP\nORG;AUTH_CLI;\n');
    const refused = await order('batch', csv, '--lang', 'en');
    expect(refused).toMatchObject({ exitCode: 3, stderr: expect.stringContaining('line 3: ') });
    writeFileSync(
      csv,
      'offer;usage;serviceApplicatif\nORG;AUTH_CLI;Client_Diapason_PSP\nORG;SIGN;Client_ROC_WebServices_AMC\n',
    );
    expect(await asked('batch', csv)).toHaveLength(2);
  });

  it('says which right is missing, and which form gives it', async () => {
    as('MANDATAIRE');
    expect(
      await order(...server('gap.ch-test.fr'), '--structure', '10B0999999', '--environment', 'production'),
    ).toMatchObject({
      exitCode: 3,
      stdout: '',
      stderr: expect.stringMatching(
        /is not habilitated for offer SERV.*\n.*to be habilitated.*F413 \(https:/,
      ),
    });
    expect(await order('offers', '--pin', '12')).toMatchObject({
      exitCode: 3,
      stderr: expect.stringContaining('a code of 4 digits'),
    });
  });

  it('says where a structure stands', async () => {
    as('DIRECTRICE');
    const french = await order(
      'where-am-i',
      '--structure',
      '2000000009',
      '--use',
      'diapason-tpe-server',
      '--lang',
      'fr',
    );
    expect(french.stdout).toMatch(
      /✗ Contrat de structure[\s\S]*→ [\s\S]*contrat: [\s\S]*https:\/\/esante\.gouv\.fr/,
    );
  });

  it('writes the files of a card for other clients', async () => {
    as('DIRECTRICE');
    const out = join(directory, 'card');
    await asked('card-files', '--out', out);
    const certificate = Certificate.parse(readFileSync(join(out, 'cert.pem')));
    expect(certificate.commonName).toMatch(/^30B0999999\/CDE\d{10}$/);
    expect(existsSync(join(out, 'key.pem'))).toBe(true);
  });

  it('whose certificate was revoked is refused in the handshake by a platform that is up', async () => {
    as('MANDATAIRE');
    using authorities = await openAuthorities(env['BANC_STATE']!);
    using pfcng = await openPlatform(authorities);
    await using platform = await startPfcng({
      ...{ pfcng, issuer: authorities, port: 0, authPort: 0, controlPort: 0 },
      trust: () => cardTrust(authorities),
    });
    const credential = await pfcng.cards.credential({ cardNumber: env['BANC_CARD'], pin: env['BANC_PIN'] });
    const ask = async () => {
      using fetch = cardFetch({ credential, trust: cardTrust(authorities).trustAnchors });
      return (await fetch(`${platform.authUrl}/api/v1/cards/mine`)).status;
    };
    expect(await ask()).toBe(200);
    await authorities.revoke(credential.certificate.serialNumber, 'igc-sante/aci-st-pp');
    await expect(ask()).rejects.toThrow(/certificate revoked/);
  });

  it.each([
    [['fly'], 'cards, offers, request'],
    [['withdraw'], 'needs ORDER'],
    [['offers', '--card', '28'], 'cardNumber'],
  ])('%j is wrong usage', async (argv, said) => {
    as('ADMINISTRATRICE');
    expect(await order(...argv)).toMatchObject({ exitCode: 3, stderr: expect.stringContaining(said) });
  });
});
