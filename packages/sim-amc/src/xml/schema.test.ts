import { expect, test } from 'vitest';
import { XmlSchema } from './schema.ts';

const schema = new XmlSchema(new URL('../../contract/annuaire-search.xsd', import.meta.url));

const message = (requete: string) => `<Envelope xmlns="http://schemas.xmlsoap.org/soap/envelope/">
<Body>
<search xmlns="https://ws.annuaireamc.fr/">
<paramsObj xmlns="">
<requete>
<version>R01</version>
${requete}
</requete>
<adressage><numero_amc>774734488</numero_amc><domaine_conventionnel/><code_service/>
<code_norme_service>IDB</code_norme_service><version_norme_service>V1.0</version_norme_service></adressage>
<typage><type_adresse><item>URL</item></type_adresse></typage>
</paramsObj></search></Body></Envelope>`;

const SOFTWARE = '<editeur>E</editeur>\n<logiciel>L</logiciel>\n<version_logiciel>1</version_logiciel>';

test('a message that keeps to its schema has no problem', () => {
  expect(schema.problemsOfPayload(message(`<date_demande>2026-11-22</date_demande>${SOFTWARE}`))).toEqual([]);
});

test('each problem says where it is: the line, and the path in local names', () => {
  const problems = schema.problemsOfPayload(message(`<date_demande>22/11/2026</date_demande>\n${SOFTWARE}`));
  expect(problems).toEqual([
    {
      line: 7,
      path: '/Envelope/Body/search/paramsObj/requete/date_demande',
      problem: expect.stringContaining("'22/11/2026' is not a valid value"),
    },
  ]);
});
