import { parseXml, verifyBody } from '@banc-gap/saml';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Answer, type Bench, bench } from '../testing/bench.ts';
import { cancellation, estimate, idb, line, newId, requestOf, STAY, tokenOf } from '../testing/messages.ts';
import { ANOTHER_STRUCTURE, STRUCTURE } from '../testing/pki.ts';

let here: Bench;
beforeAll(async () => {
  here = await bench();
});
afterAll(() => here[Symbol.asyncDispose]());

const texts = (xml: string, name: string): string[] =>
  [...xml.matchAll(new RegExp(`<${name}>([^<]*)</${name}>`, 'g'))].map(([, value]) => value!);
const text = ({ xml }: Answer, name: string): string | undefined => texts(xml, name)[0];

describe('a day', () => {
  test('goes from the rights to the promise and back', async () => {
    const rights = await here.ask('idb', idb());
    expect([rights.status, rights.code]).toEqual([200, '000']);
    expect(texts(rights.xml, 'prestation')).toEqual(['TM', 'PAS', 'FJ', 'CP']);
    expect([text(rights, 'gestionnaire'), text(rights, 'plafond')]).toEqual([
      'Gestion santé du Banc',
      '50.00',
    ]);

    const simulated = await here.ask('sim', estimate());
    const calculated = await here.ask('clc', estimate());
    for (const answer of [simulated, calculated]) {
      // 240 of the stay, 60 of the daily charge, 150 of 195 for the room: the lines, then their sum.
      expect(texts(answer.xml, 'partAMC')).toEqual(['240.00', '60.00', '150.00', '450.00']);
      expect(texts(answer.xml, 'RAC')).toEqual(['0.00', '0.00', '45.00', '45.00']);
      expect(texts(answer.xml, 'codeRetour')).toEqual(['000', '000', '000', '202']);
    }
    expect(text(simulated, 'numeroEngagement')).toBeUndefined();

    const numero = text(calculated, 'numeroEngagement')!;
    const cancelled = await here.ask('del', cancellation(numero));
    expect([cancelled.code, text(cancelled, 'numeroEngagement')]).toEqual(['000', numero]);
    expect((await here.ask('del', cancellation(numero))).code).toBe('307');
    expect(here.running.insurer.commitments.find(numero)).toMatchObject({
      state: 'CANCELLED',
      partAmc: 450_00,
      reason: 'Séjour annulé',
    });
  });

  test('the reply is signed by AC-SERVICES-APPLICATIFS, and names the message that it answers in what is signed', async () => {
    const messageId = newId();
    const { xml } = await here.ask('idb', idb(), { messageId });
    const { envelope, document, signer } = verifyBody(xml, here.signers, new Date());
    expect(signer.commonName).toBe('Reponses AMC');
    expect(document.source.slice(envelope.body.start, envelope.body.end)).toContain(
      `<reponseA>${messageId}</reponseA>`,
    );
  });

  test('is in the journal, with the token and what was shown in the handshake', async () => {
    await here.ask('idb', idb(), {
      identity: here.pki.identity('igc-sante-test/ssl-serveur', {
        structure: STRUCTURE,
        fqdn: 'gap.ch-test.fr',
      }),
    });
    expect(here.running.journal.entries().at(-1)).toMatchObject({
      event: 'answered',
      details: {
        service: 'idb',
        status: 200,
        code: '000',
        structure: '10B0152872',
        client: {
          subject: expect.stringContaining('gap.ch-test.fr'),
          unfit: expect.stringContaining('SSL_SERVEUR'),
        },
      },
    });
  });
});

describe('the answer is no', () => {
  test.each([
    ['101', 'nobody of that name', idb({ nom: 'Martine' })],
    ['101', 'the NIR of somebody else', idb({ nirAssure: '171139900200272' })],
    [
      '102',
      'twins',
      idb({
        numeroAdherent: '0001002',
        nom: 'Petit',
        prenom: 'Sacha',
        naissance: '2012-02-29',
        nirAssure: '171139900200272',
      }),
    ],
    [
      '103',
      'rights that ended',
      idb({
        numeroAdherent: '0001003',
        nom: 'Durand',
        prenom: 'Paul',
        naissance: '1948-11-30',
        nirAssure: '148139900300337',
      }),
    ],
    ['104', 'a day after the attestation', idb({ fin: '2026-11-19' })],
    ['105', 'an AMC that is not here', idb({ numeroAmc: '12345678' })],
    ['302', 'an attestation that ends before it begins', idb({ fin: '2025-12-31' })],
    ['302', 'care before birth', idb({ reference: '1970-01-01', debut: '1969-01-01' })],
  ])('%s: %s', async (code, _what, content) => {
    const answer = await here.ask('idb', content);
    expect([answer.status, answer.code]).toEqual([200, code]);
    expect(() => verifyBody(answer.xml, here.signers, new Date())).not.toThrow();
  });

  test('the rang gémellaire tells twins apart', async () => {
    const twins = {
      numeroAdherent: '0001002',
      nom: 'PETIT',
      prenom: 'SACHA',
      naissance: '2012-02-29',
      nirAssure: '171139900200272',
    };
    expect((await here.ask('idb', idb({ ...twins, rang: '2' }))).code).toBe('000');
  });

  test.each([
    ['201', 'a service that no guarantee covers', line('ZZZ', 1, '10.00', '0', '10.00', '0.00')],
    ['203', 'a room for 40 days', line('CP', 40, '65.00', '0', '2600.00', '0.00')],
    ['306', 'a product that is wrong by a cent', line('FJ', 3, '20.00', '0', '60.01', '0.00')],
    ['306', 'a share of the AMO that is wrong by a cent', line('GHS', 1, '33.33', '65', '33.33', '21.67')],
    ['000', 'the same, rounded to the nearest cent', line('GHS', 1, '33.33', '65', '33.33', '21.66')],
  ])('%s: %s', async (code, _what, lines) => {
    expect((await here.ask('sim', estimate(lines))).code).toBe(code);
  });

  test('304, 305: a promise that is not there, is of somebody else, or is paid', async () => {
    expect((await here.ask('del', cancellation('99900011-20260101-999999'))).code).toBe('304');
    const numero = text(await here.ask('clc', estimate()), 'numeroEngagement')!;
    const signer = here.pki.credential('igc-sante-test/org-sign', {
      structure: ANOTHER_STRUCTURE,
      serviceApplicatif: 'Client_ROC_WebServices_AMC',
    });
    expect((await here.ask('del', cancellation(numero, ANOTHER_STRUCTURE.nationalId), { signer })).code).toBe(
      '304',
    );
    here.running.insurer.commitments.consume(numero);
    expect((await here.ask('del', cancellation(numero))).code).toBe('305');
  });
});

describe('a message that comes again', () => {
  test('with another token promises once, and is answered as before', async () => {
    const messageId = newId();
    const before = here.running.insurer.commitments.list().length;
    const first = await here.ask('clc', estimate(), { messageId });
    const again = await here.ask('clc', estimate(), { messageId });
    expect(text(again, 'numeroEngagement')).toBe(text(first, 'numeroEngagement'));
    expect(here.running.insurer.commitments.list()).toHaveLength(before + 1);
    const other = await here.ask('clc', estimate(line('FJ', 1, '20.00', '0', '20.00', '0.00')), {
      messageId,
    });
    expect([other.status, other.code]).toEqual([400, 'S303 AMC_MESSAGE_ID_REUSED']);
  });
});

describe('a message is refused', () => {
  const whole = (content: string, parts = {}) =>
    requestOf('sim', content, { security: tokenOf(here.pki.gap), ...parts });

  test('that is not what the schema says, with line and path', async () => {
    const { status, code, xml } = await here.post(
      'sim',
      whole(estimate(`\n${STAY.replace('<base>20.00', '<base>20,00')}`)),
    );
    expect([status, code]).toEqual([400, 'S301 AMC_REQUEST_INVALID']);
    expect(xml).toContain('<banc:ecart ligne="2" chemin="/Envelope/Body/simuler/devis/ligne/base">');
  });

  test.each([
    ['S301 AMC_ACTION_OTHER', () => whole(estimate(), { action: 'urn:other' })],
    ['S301 AMC_MESSAGE_ID_INVALID', () => whole(estimate(), { messageId: 'no URI' })],
    ['S301 SAML_ENVELOPE_INVALID', () => '<a/>'],
    ['S301 SAML_XML_MALFORMED', () => '<a>'],
    ['S301 SAML_XML_DTD', () => `<!DOCTYPE a [<!ENTITY x "y">]>${whole(estimate())}`],
    ['S401 SAML_SECURITY_HEADER', () => requestOf('sim', estimate())],
    ['S406 AMC_STRUCTURE_OTHER', () => whole(estimate(STAY, { structure: '10B0152898' }))],
    ['S406 AMC_STRUCTURE_NOT_TRUSTED', () => whole(estimate(STAY, { numeroAmc: '99900037' }))],
  ])('%s', async (code, message) => {
    const answer = await here.post('sim', message());
    expect([answer.status, answer.code]).toEqual([400, code]);
    expect(() => verifyBody(answer.xml, here.signers, new Date())).not.toThrow();
  });

  test('that has another content type or is too large, with the status of HTTP', async () => {
    const json = await here.post('sim', '{}', { type: 'application/json' });
    expect([json.status, json.code]).toEqual([415, 'S301 AMC_CONTENT_TYPE']);
    const nowhere = await here.post('sim2', whole(estimate()));
    expect([nowhere.status, nowhere.code]).toEqual([404, 'S301 AMC_HTTP']);
    const large = await here.post('sim', ' '.repeat(300_000));
    expect([large.status, large.code]).toEqual([413, 'S301 AMC_MESSAGE_TOO_LARGE']);
  });
});

describe('faults that are set', () => {
  test('unavailable: nothing is done; timeout: it is', async () => {
    const count = () => here.running.insurer.commitments.list().length;
    const before = count();
    here.running.faults.set({ clc: 'unavailable' });
    const unavailable = await here.ask('clc', estimate());
    expect([unavailable.status, unavailable.code, count()]).toEqual([500, 'S901 AMC_UNAVAILABLE', before]);
    here.running.faults.set({ clc: 'timeout' });
    const messageId = newId();
    expect((await here.ask('clc', estimate(), { messageId })).code).toBe('S902 AMC_TIMEOUT');
    here.running.faults.set({});
    expect((await here.ask('clc', estimate(), { messageId })).code).toBe('000');
    expect(count()).toBe(before + 1);
  });

  test.each([
    ['unsigned', 'SAML_SECURITY_HEADER'],
    ['wrong-signer', 'SAML_SIGNER_UNTRUSTED'],
    ['altered', 'SAML_DIGEST_MISMATCH'],
    ['wrapped', 'SAML_REFERENCE_OTHER'],
  ])('%s: the reply is one to refuse', async (fault, code) => {
    here.running.faults.set({ sim: fault });
    const { xml } = await here.ask('sim', estimate());
    here.running.faults.set({});
    expect(() => verifyBody(xml, here.signers, new Date())).toThrow(expect.objectContaining({ code }));
    expect(() => parseXml(xml)).not.toThrow();
  });

  test('replayed: what is signed answers another message, and the header does not say so', async () => {
    const messageId = newId();
    here.running.faults.set({ sim: 'replayed' });
    const { xml } = await here.ask('sim', estimate(), { messageId });
    here.running.faults.set({});
    verifyBody(xml, here.signers, new Date());
    expect(xml).toContain(`<wsa:RelatesTo>${messageId}</wsa:RelatesTo>`);
    expect(xml).not.toContain(`<reponseA>${messageId}</reponseA>`);
  });

  test.each(['lost-reply', 'lost-request'])('%s: the connection is cut', async (fault) => {
    here.running.faults.set({ idb: fault });
    await expect(here.ask('idb', idb())).rejects.toThrow();
    here.running.faults.set({});
  });
});
