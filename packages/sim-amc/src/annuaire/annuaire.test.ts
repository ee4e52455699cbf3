import { childElements, parseXml, readEnvelope, textOf, type XmlElement } from '@banc-gap/saml';
import { ManualClock } from '@banc-gap/simkit';
import { expect, test } from 'vitest';
import { type SearchFields, searchRequest } from '../testing/search-request.ts';
import { XmlSchema } from '../xml/schema.ts';
import { Annuaire } from './annuaire.ts';
import { Directory, type DirectoryContent } from './directory.ts';
import { AnnuaireReplies } from './replies.ts';
import { readDirectory } from './seed.ts';

const FINGERPRINT = 'ab'.repeat(32);
const REPLY_SCHEMA = new XmlSchema(new URL('../../contract/annuaire-reply.xsd', import.meta.url));

function annuaire(content: DirectoryContent = readDirectory(), now = '2026-11-22T12:00:00Z'): Annuaire {
  const webServices = { url: 'https://amc.banc.test:14445', fingerprint: FINGERPRINT };
  const directory = new Directory(content, webServices);
  return new Annuaire({ directory, replies: new AnnuaireReplies(), clock: new ManualClock(new Date(now)) });
}

/** Leaf elements of the reply, which has to keep to its schema. */
function leaves(xml: string): [string, string][] {
  expect(REPLY_SCHEMA.problemsOfPayload(xml)).toEqual([]);
  const all = (element: XmlElement): [string, string][] => {
    const text = textOf(element);
    return text === undefined ? childElements(element).flatMap(all) : [[element.localName, text]];
  };
  return all(readEnvelope(parseXml(xml)).body);
}

const ask = (fields?: SearchFields, asked = annuaire()) =>
  leaves(asked.answer(Buffer.from(searchRequest(fields))).xml);

test('an AMC is found by its number, with the address of the service and its fingerprint', () => {
  expect(ask()).toEqual([
    ['code_retour', '00'],
    ['libelle', 'AMC trouvée'],
    ['numero_amc', '99900011'],
    ['libelle', 'Mutuelle du Banc'],
    ['gestionnaire', 'Gestion santé du Banc'],
    ['type_adresse', 'URL'],
    ['code_norme_service', 'IDB'],
    ['version_norme_service', 'V1.0'],
    ['valeur', 'https://amc.banc.test:14445/roc/idb'],
    ['date_debut', '2024-01-01'],
    ['empreinte_cert_sha256', FINGERPRINT],
  ]);
});

test('the mailbox of invoices is found by its norm, and has no fingerprint', () => {
  const found = ask({ amc: '99900029', norme: 'DRE-ES', types: ['MEL', 'URL'] });
  expect(found).toContainEqual(['valeur', 'dre-es@amc.banc.test']);
  expect(found.map(([name]) => name)).not.toContain('empreinte_cert_sha256');
});

test.each<[string, string, SearchFields]>([
  ['00', 'both keys', { amc: '99900029', convention: 'PI', csr: 'ROC01' }],
  ['00', 'the convention, where that is needed', { amc: '99900045', convention: 'PI' }],
  ['00', 'the CSR, where that is needed', { amc: '99900052', csr: 'SUD' }],
  ['01', 'an unknown number', { amc: '99999990' }],
  ['01', 'another convention', { convention: 'PI' }],
  ['01', 'another CSR', { amc: '99900029', csr: 'AUTRE' }],
  ['02', 'no convention, where there are two', { amc: '99900045' }],
  ['03', 'no CSR, where there are two', { amc: '99900052', convention: 'MU' }],
  ['04', 'another norm', { norme: 'DRE' }],
  ['04', 'another version', { version: 'V9.0' }],
  ['04', 'an address of another type', { types: ['MEL'] }],
  ['04', 'an address that has ended', { amc: '99900060' }],
  ['05', 'two that nothing tells apart', { amc: '99900078' }],
])('code %s for %s', (code, _what, fields) => {
  expect(ask(fields)[0]).toEqual(['code_retour', code]);
});

test('an address counts until its last day has ended in Paris', () => {
  const at = (now: string) => ask({ amc: '99900060' }, annuaire(readDirectory(), now))[0];
  expect(at('2025-12-31T22:59:59Z')).toEqual(['code_retour', '00']);
  expect(at('2025-12-31T23:00:00Z')).toEqual(['code_retour', '04']);
});

test('an annuaire that lists its software refuses other software', () => {
  const some = annuaire({ ...readDirectory(), logiciels: [{ editeur: 'BANC', logiciel: 'GAP' }] });
  expect(ask({}, some)[0]).toEqual(['code_retour', '00']);
  expect(ask({ logiciel: 'AUTRE' }, some)[0]).toEqual(['code_retour', '11']);
});

test('a request that is not what its schema says is code 10, with the line and the path', () => {
  expect(ask({ amc: 'MUTUELLE' })).toEqual([
    ['code_retour', '10'],
    ['libelle', expect.stringContaining('ligne 13, /Envelope/Body/search/paramsObj/adressage/numero_amc : ')],
  ]);
});

test.each([
  ['paramsObj in the namespace of search', searchRequest().replace('<paramsObj xmlns="">', '<paramsObj>')],
  ['another version of the request', searchRequest().replace('R01', 'R02')],
])('so is %s', (_what, message) => {
  expect(leaves(annuaire().answer(Buffer.from(message)).xml)[0]).toEqual(['code_retour', '10']);
});

test.each<[string, string, object]>([
  ['no XML', 'bonjour', { code: 'SAML_XML_MALFORMED' }],
  ['a DTD', `<!DOCTYPE a []>${searchRequest()}`, { code: 'SAML_XML_DTD' }],
  ['no SOAP', '<search xmlns="https://ws.annuaireamc.fr/"/>', { code: 'SAML_ENVELOPE_INVALID' }],
  [
    'SOAP 1.2',
    searchRequest().replace(
      'http://schemas.xmlsoap.org/soap/envelope/',
      'http://www.w3.org/2003/05/soap-envelope',
    ),
    { side: 'Client', message: expect.stringContaining('1.2') },
  ],
  [
    'another operation',
    searchRequest().replaceAll('search', 'delete'),
    { side: 'Client', message: expect.stringContaining('search') },
  ],
])('%s is no search at all', (_what, message, error) => {
  expect(() => annuaire().answer(Buffer.from(message))).toThrow(expect.objectContaining(error));
});
