import { randomUUID } from 'node:crypto';
import { signEnveloped, type XmlCredential } from '@banc-gap/saml';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { defaultSeed } from '../dossiers/seed.ts';
import { type Bench, bench } from '../testing/bench.ts';
import type { Answer } from '../testing/client.ts';
import { dispensationXml, IDENTITY_OF_DIANE, OID, PATIENTS } from '../testing/messages.ts';
import type { PersonName } from '../testing/pki.ts';

let here: Bench;
beforeAll(async () => {
  here = await bench();
});
afterAll(() => here[Symbol.asyncDispose]());
beforeEach(() => here.dp.reset(defaultSeed()));

const problemOf = ({ status, json }: Answer): string =>
  `${status} ${String(json?.type).replace('urn:banc-gap:dp:problem:', '')}`;

const consult = (who: PersonName, ins: string = PATIENTS.full, headers?: Record<string, string>) =>
  here.ask(who, 'POST', 'consultations', { json: { ins, oid: OID }, ...(headers && { headers }) });
const feed = (who: PersonName, xml: string) => here.ask(who, 'POST', 'alimentations', { xml });
const signed = (xml: string, credential: XmlCredential = here.pki.signer('pharmacist')) =>
  signEnveloped(xml, credential);
const declare = (who: PersonName, ins: string, identity: object = IDENTITY_OF_DIANE) =>
  here.ask(who, 'PUT', `annuaire/${ins}`, { json: identity });

describe('who may do what', () => {
  test.each<[PersonName, string, string, string]>([
    ['pharmacist', '200', '201', '403 annuaire-not-allowed'],
    ['doctor', '200', '403 alimentation-not-allowed', '403 annuaire-not-allowed'],
    ['agent', '403 consultation-not-allowed', '403 alimentation-not-allowed', '201'],
    ['nurse', '403 consultation-not-allowed', '403 alimentation-not-allowed', '403 annuaire-not-allowed'],
  ])('%s: consultation %s, alimentation %s, annuaire %s', async (who, ...expected) => {
    const answers = [
      await consult(who),
      await feed(who, signed(dispensationXml())),
      await declare(who, PATIENTS.notInDirectory),
    ];
    expect(answers.map((answer) => (answer.status < 300 ? `${answer.status}` : problemOf(answer)))).toEqual(
      expected,
    );
  });

  test('the role is refused before what is asked for is looked at', async () => {
    expect(problemOf(await feed('doctor', 'nothing'))).toBe('403 alimentation-not-allowed');
  });
});

test('a dossier is consulted, the newest dispensation first, and the answer says who the user was taken for', async () => {
  const { status, json, headers } = await consult('doctor');
  expect(status).toBe(200);
  expect(json).toMatchObject({ ins: PATIENTS.full, nomNaissance: 'ESSAI-COMPLET', prenom: 'ADAM' });
  expect(json.dispensations.map(({ date }: { date: string }) => date)).toEqual(['2026-10-02', '2026-09-14']);
  expect(headers['banc-gap-utilisateur']).toBe('899700000021');
});

test('a dispensation is fed once, and consulted', async () => {
  const document = signed(dispensationXml({ ins: PATIENTS.empty }));
  const first = await feed('pharmacist', document);
  expect(first.json).toMatchObject({ ins: PATIENTS.empty });
  const again = await feed('pharmacist', document);
  expect([again.status, again.json]).toEqual([200, first.json]);
  const { json } = await consult('pharmacist', PATIENTS.empty);
  expect(json.dispensations).toEqual([
    {
      identifiant: first.json.identifiant,
      date: '2026-11-22',
      pharmacien: '899700000013',
      structure: '10B0152872',
      medicaments: [{ cip13: '3400990000011', libelle: 'MEDICAMENT FICTIF', quantite: 2 }],
    },
  ]);
  expect(here.dp.dossiers.documents(PATIENTS.empty)).toEqual([document]);
});

test('another dispensation under the same identifier is a conflict', async () => {
  const identifiant = randomUUID();
  await feed('pharmacist', signed(dispensationXml({ identifiant })));
  const other = await feed('pharmacist', signed(dispensationXml({ identifiant, libelle: 'AUTRE' })));
  expect(problemOf(other)).toBe('409 dispensation-conflict');
});

test('a patient is declared in the directory, consulted, and withdrawn', async () => {
  const ins = PATIENTS.notInDirectory;
  expect(problemOf(await consult('doctor', ins))).toBe('404 not-in-directory');
  expect((await declare('agent', ins)).json).toMatchObject({ ins, ajoutePar: '30B0152872/BANC0001' });
  expect((await declare('agent', ins)).status).toBe(200);
  expect((await consult('doctor', ins)).status).toBe(200);
  expect((await here.ask('agent', 'DELETE', `annuaire/${ins}`)).status).toBe(204);
  expect(problemOf(await here.ask('agent', 'DELETE', `annuaire/${ins}`))).toBe('404 not-in-directory');
  expect(problemOf(await consult('doctor', ins))).toBe('404 not-in-directory');
});

describe('a request is refused', () => {
  test.each<[string, () => Promise<Answer>]>([
    [
      '404 no-dossier',
      async () => {
        await declare('agent', PATIENTS.none);
        return await consult('doctor', PATIENTS.none);
      },
    ],
    ['409 patient-opposed', () => consult('doctor', PATIENTS.opposed)],
    ['409 patient-opposed', () => feed('pharmacist', signed(dispensationXml({ ins: PATIENTS.opposed })))],
    ['409 patient-opposed', () => declare('agent', PATIENTS.opposed)],
    [
      '409 identity-differs',
      () => declare('agent', PATIENTS.notInDirectory, { ...IDENTITY_OF_DIANE, prenom: 'ANNE' }),
    ],
    ['422 ins-invalid', () => consult('doctor', '180019999900169')],
    ['422 ins-invalid', () => here.ask('agent', 'DELETE', 'annuaire/12')],
    ['422 ins-oid-unknown', () => declare('agent', PATIENTS.full, { ...IDENTITY_OF_DIANE, oid: '1.2.3' })],
    [
      '422 ins-of-a-real-patient',
      () => feed('pharmacist', signed(dispensationXml({ oid: '1.2.250.1.213.1.4.8' }))),
    ],
    ['400 schema-error', () => here.ask('doctor', 'POST', 'consultations', { json: { ins: PATIENTS.full } })],
    [
      '400 schema-error',
      () => here.ask('doctor', 'POST', 'consultations', { json: { ins: PATIENTS.full, oid: OID, x: 1 } }),
    ],
    [
      '400 malformed-body',
      () =>
        here.ask('doctor', 'POST', 'consultations', {
          json: undefined,
          xml: '{',
          headers: { 'content-type': 'application/json' },
        }),
    ],
    ['400 malformed-body', () => feed('pharmacist', '<a')],
    ['400 malformed-body', () => feed('pharmacist', '<!DOCTYPE a><a/>')],
    ['413 body-too-large', () => feed('pharmacist', ' '.repeat(300_000))],
    ['415 media-type-unsupported', () => here.ask('pharmacist', 'POST', 'alimentations', { json: {} })],
    [
      '403 user-is-another',
      () => consult('doctor', PATIENTS.full, { 'banc-gap-utilisateur': '899700000013' }),
    ],
    ['404 resource-unknown', () => here.ask('doctor', 'GET', 'consultations')],
  ])('with %s (%#)', async (expected, ask) => {
    expect(problemOf(await ask())).toBe(expected);
  });

  test('in French, or in English if that is asked for', async () => {
    const ask = (language: string) => consult('agent', PATIENTS.full, { 'accept-language': language });
    expect((await ask('fr')).json.title).toBe('Consultation non autorisée');
    expect((await ask('en')).json.detail).toContain('this certificate is of: agent-admission');
  });
});

describe('a dispensation is refused', () => {
  const pki = () => here.pki;
  test.each<[string, string, () => string]>([
    ['without a signature', 'signature-missing', () => dispensationXml()],
    [
      'signed by PRO AUTH',
      'signer-type',
      () => signed(dispensationXml(), pki().signer('pharmacist', 'igc-sante-test/pro-auth')),
    ],
    [
      'signed by PRO CONF',
      'signer-type',
      () => signed(dispensationXml(), pki().signer('pharmacist', 'igc-sante-test/pro-conf')),
    ],
    [
      'signed in production',
      'signer-untrusted',
      () => signed(dispensationXml(), pki().signer('pharmacist', 'igc-sante/pro-sign')),
    ],
    [
      'signed by another pharmacist',
      'signer-is-another',
      () => signed(dispensationXml(), pki().signer('anotherPharmacist')),
    ],
    [
      'in the name of another',
      'author-is-another',
      () => signed(dispensationXml({ pharmacien: '899700000039' })),
    ],
    [
      'altered',
      'signature-invalid',
      () => signed(dispensationXml()).replace('>2</d:quantite>', '>3</d:quantite>'),
    ],
    ['signed in part', 'signature-partial', () => signed(dispensationXml()).replace(' Id="d1"', ' Id="d2"')],
    [
      'signed with SHA-1',
      'signature-algorithm',
      () => signed(dispensationXml()).replace('2001/04/xmldsig-more#rsa-sha256', '2000/09/xmldsig#rsa-sha1'),
    ],
    ['not as the schema has it', 'dispensation-invalid', () => signed(dispensationXml({ libelle: '' }))],
  ])('%s: %s', async (_what, slug, document) => {
    const answer = await feed('pharmacist', document());
    expect(problemOf(answer)).toBe(`422 ${slug}`);
  });

  test('with the line and the path of what is wrong', async () => {
    const { json } = await feed('pharmacist', signed(dispensationXml({ libelle: '' })));
    expect(json.errors[0]).toMatchObject({ field: '/d:dispensation/d:medicament/d:libelle', line: 8 });
  });

  test('with the exact code of a signature', async () => {
    const { json } = await feed('pharmacist', dispensationXml());
    expect(json.signatureError).toBe('SAML_SIGNATURE_MISSING');
  });

  test('signed by a revoked PRO SIGN, from the CRL on that has it', async () => {
    const credential = here.pki.signer('pharmacist');
    expect((await feed('pharmacist', signed(dispensationXml(), credential))).status).toBe(201);
    here.pki.revokePerson(credential.certificate);
    const refused = await feed('pharmacist', signed(dispensationXml(), credential));
    expect(problemOf(refused)).toBe('422 signer-revoked');
  });
});

test('of what is said of a real patient, the journal keeps nothing', async () => {
  await here.ask('doctor', 'POST', 'consultations', {
    json: { ins: PATIENTS.full, oid: '1.2.250.1.213.1.4.8' },
  });
  const entry = here.dp.journal.entries().at(-1)!;
  expect(entry.details).toMatchObject({ problem: 'ins-of-a-real-patient', person: { role: 'medecin' } });
  expect(JSON.stringify(entry)).not.toContain(PATIENTS.full);
});
