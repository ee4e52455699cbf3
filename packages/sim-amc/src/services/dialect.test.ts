import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { verifyBody } from '@banc-gap/saml';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { bench } from '../testing/bench.ts';
import { idb, requestOf, tokenOf } from '../testing/messages.ts';
import { Dialect } from './dialect.ts';

const OURS = fileURLToPath(new URL('../../templates/roc', import.meta.url));
/** As an editor might find it in the real norm: another namespace, other names, a value in an attribute. */
const SCHEMA = `<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="urn:real" elementFormDefault="qualified">
  <xs:element name="Idb"><xs:complexType><xs:sequence><xs:any processContents="skip" maxOccurs="unbounded"/></xs:sequence></xs:complexType></xs:element>
</xs:schema>`;

let folder: string;
beforeEach(() => {
  folder = join(mkdtempSync(join(tmpdir(), 'banc-dialect-')), 'roc');
  cpSync(OURS, folder, { recursive: true });
});
afterEach(() => rmSync(join(folder, '..'), { recursive: true }));

function change(name: string, edit: (text: string) => string): void {
  const file = join(folder, name);
  writeFileSync(file, edit(readFileSync(file, 'utf8')));
}

test('an editor who holds the real norm replaces files, and no code', async () => {
  writeFileSync(join(folder, 'real.xsd'), SCHEMA);
  change(
    'requests.yaml',
    (text) =>
      `schema: real.xsd\n${text
        .replace('element: identifierDroits', 'element: Idb')
        .replace('structure: structure', 'structure: Etablissement/@finess')}`,
  );
  change('idb.xml', (text) =>
    text
      .replace(
        /<identifierDroitsReponse.*<\/identifierDroitsReponse>/s,
        '<Reponse xmlns="urn:real" code="{{code}}"/>',
      )
      .replaceAll('soap:', 's:')
      .replace('xmlns:soap', 'xmlns:s'),
  );
  await using here = await bench({ dialectFolder: folder });
  const content = idb().replace(/<structure>(\w+)<\/structure>/, '<Etablissement finess="$1"/>');
  const message = requestOf('idb', content, { security: tokenOf(here.pki.gap) }).replace(
    /<identifierDroits xmlns="[^"]*">(.*)<\/identifierDroits>/,
    '<Idb xmlns="urn:real">$1</Idb>',
  );
  const { status, xml } = await here.post('idb', message);
  expect([status, /<Reponse [^>]*code="(\d+)"/.exec(xml)?.[1]]).toEqual([200, '000']);
  expect(verifyBody(xml, here.signers, new Date()).envelope.version).toBe('1.2');
});

test.each([
  ['a template that is missing', () => rmSync(join(folder, 'clc.xml')), 'AMC_TEMPLATE_UNREADABLE'],
  [
    'a name that there is not',
    () => change('sim.xml', (text) => `${text}{{montant}}`),
    'AMC_TEMPLATE_NAME_UNKNOWN',
  ],
  [
    'a schema that is missing',
    () => change('requests.yaml', (text) => `schema: no.xsd\n${text}`),
    'AMC_TEMPLATE_UNREADABLE',
  ],
  [
    'a key that there is not',
    () => change('requests.yaml', (text) => `services: 4\n${text}`),
    'SIMKIT_CONFIG_INVALID',
  ],
])('%s is an error when the insurers are started', (_what, spoil, code) => {
  spoil();
  expect(() => new Dialect(folder)).toThrow(expect.objectContaining({ code }));
});
