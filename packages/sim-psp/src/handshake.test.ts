import { Certificate, daysAhead, hoursAgo } from '@banc-gap/pki';
import type { Identity } from '@banc-gap/tls12';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Bench, bench } from './testing/bench.ts';
import { alertFor as alertOf, connectAs, send } from './testing/client.ts';
import { GAP, STRUCTURE } from './testing/pki.ts';

let here: Bench;
beforeAll(async () => {
  here = await bench();
});
afterAll(() => here[Symbol.asyncDispose]());

const PATH = '/diapason/v1/self/settlements';
const PHARMACIST = {
  givenName: 'CAMILLE',
  surname: 'PHARMACIEN',
  nationalId: '899700000013',
  profession: 'Pharmacien',
} as const;

test('a GAP with its certificate is served, with the prescribed suite', async () => {
  const connection = await here.connect();
  expect((await send(connection, 'GET', PATH)).status).toBe(200);
  expect(connection.info?.cipherSuite).toBe(0xc028);
  connection.destroy();
});

const alertFor = (identity: Identity | null) => alertOf(here.running.port, identity);

describe('the handshake is refused', () => {
  test.each([
    ['ORG SIGN', 'igc-sante-test/org-sign', GAP, 'unsupported_certificate'],
    [
      'SSL_SERVEUR',
      'igc-sante-test/ssl-serveur',
      { structure: STRUCTURE, fqdn: 'gap.ch-test.fr' },
      'unsupported_certificate',
    ],
    ['PRO AUTH', 'igc-sante-test/pro-auth', { professional: PHARMACIST }, 'unsupported_certificate'],
    ['PRO SIGN', 'igc-sante-test/pro-sign', { professional: PHARMACIST }, 'unsupported_certificate'],
    ['IngeTrust', 'ingetrust/terminal', { serialNumber: '0000BANC00000001' }, 'unknown_ca'],
    ['Geotrust', 'geotrust/server', { fqdn: 'psp.banc.test' }, 'unknown_ca'],
    ['OSI AC-SERVEUR', 'igc-osi/server', { fqdn: 'amc.banc.test' }, 'unknown_ca'],
    ['OSI AC-SERV-APP', 'igc-osi/service-applicatif', { serviceApplicatif: 'AMC' }, 'unknown_ca'],
    ['production', 'igc-sante/org-auth-cli', GAP, 'unknown_ca'],
  ] as const)('to %s with the right alert', async (_type, profile, subject, alert) => {
    expect(await alertFor(here.pki.identity(profile, subject))).toBe(alert);
  });

  test.each([
    ['none', null, 'handshake_failure'],
    ['expired', { notAfter: hoursAgo(1) }, 'certificate_expired'],
    ['not valid yet', { notBefore: daysAhead(1) }, 'certificate_expired'],
  ] as const)('to a certificate that is %s', async (_what, defect, alert) => {
    const identity = defect && here.pki.identity('igc-sante-test/org-auth-cli', GAP, defect);
    expect(await alertFor(identity)).toBe(alert);
  });
});

describe('revocation', () => {
  const ACI = 'igc-sante-test/aci-el-org';
  const serialOf = ({ chain }: { readonly chain: readonly Uint8Array[] }) =>
    Certificate.parse(chain[0]!).serialNumber;

  test('a certificate on the CRL is refused', async () => {
    const identity = here.pki.gap;
    here.pki.revoke(serialOf(identity), ACI);
    expect(await alertFor(identity)).toBe('certificate_revoked');
  });

  test('a new CRL counts at once, for a kept connection too', async () => {
    const identity = here.pki.gap;
    const connection = await here.connect(identity);
    expect((await send(connection, 'GET', PATH)).status).toBe(200);
    here.pki.revoke(serialOf(identity), ACI);
    const answer = await send(connection, 'GET', PATH);
    expect(answer.status).toBe(401);
    expect(answer.json.type).toBe('urn:banc-gap:psp:problem:certificate-refused');
    expect(answer.headers.connection).toBe('close');
    expect(await alertFor(identity)).toBe('certificate_revoked');
  });

  test.each([
    [
      'cannot be had',
      () => {
        throw new Error('source down');
      },
    ],
    ['are none', () => []],
    ['are those of another CA', () => here.pki.crls('igc-sante-test/aci-el-pp')],
  ] as const)('where the CRLs %s, everybody is refused', async (_how, crls) => {
    const right = here.crls;
    here.crls = crls;
    try {
      expect(await alertFor(here.pki.gap)).toBe('certificate_unknown');
    } finally {
      here.crls = right;
    }
  });
});

describe('another service applicatif', () => {
  const roc = () =>
    here.pki.identity('igc-sante-test/org-auth-cli', {
      ...GAP,
      serviceApplicatif: 'Client_ROC_Annuaire_AMC',
    });

  test('is served with a warning, in the answer and the journal', async () => {
    const connection = await here.connect(roc());
    const { status, headers } = await send(connection, 'GET', PATH);
    connection.destroy();
    expect([status, headers['banc-gap-warning']]).toEqual([200, 'client-name-unexpected']);
    expect(here.psp.journal.entries().at(-1)?.details).toMatchObject({
      client: {
        structure: STRUCTURE.nationalId,
        warnings: ['the common name is Client_ROC_Annuaire_AMC, where ANS names Client_Diapason_PSP'],
      },
    });
  });

  test('is refused where naming is strict', async () => {
    await using strict = await bench({ naming: 'strict' });
    const failure = await connectAs(strict.running.port, roc()).catch((error: unknown) => error);
    expect(failure).toMatchObject({ parameters: { alert: 'access_denied' } });
    expect((await strict.ask('GET', 'self/settlements')).status).toBe(200);
  });
});
