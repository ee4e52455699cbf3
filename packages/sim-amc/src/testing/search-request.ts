/** What a GAP asks, as the template of a software in the field writes it. */
export interface SearchFields {
  readonly editeur?: string;
  readonly logiciel?: string;
  readonly date?: string;
  readonly amc?: string;
  readonly convention?: string;
  readonly csr?: string;
  readonly domaine?: string;
  readonly service?: string;
  readonly norme?: string;
  readonly version?: string;
  readonly types?: readonly string[];
}

export function searchRequest(fields: SearchFields = {}): string {
  const { editeur = 'BANC', logiciel = 'GAP', date = '2026-11-22', amc = '99900011' } = fields;
  const { convention, csr, domaine = '', service = '', norme = 'IDB', version = 'V1.0' } = fields;
  const { types = ['URL'] } = fields;
  return `<Envelope xmlns="http://schemas.xmlsoap.org/soap/envelope/">
<Body>
<search xmlns="https://ws.annuaireamc.fr/">
<paramsObj xmlns="">
<requete>
<version>R01</version>
<date_demande>${date}</date_demande>
<editeur>${editeur}</editeur>
<logiciel>${logiciel}</logiciel>
<version_logiciel>1.0</version_logiciel>
</requete>
<adressage>
<numero_amc>${amc}</numero_amc>
${convention === undefined ? '' : `<code_type_convention>${convention}</code_type_convention>`}
${csr === undefined ? '' : `<code_csr>${csr}</code_csr>`}
<domaine_conventionnel>${domaine}</domaine_conventionnel>
<code_service>${service}</code_service>
<code_norme_service>${norme}</code_norme_service>
<version_norme_service>${version}</version_norme_service>
</adressage>
<typage>
<type_adresse>
${types.map((type) => `<item>${type}</item>`).join('')}
</type_adresse>
</typage>
</paramsObj>
</search>
</Body>
</Envelope>`;
}
