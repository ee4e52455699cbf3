import { xml } from './names.ts';

/** Which AMC is meant: what is printed on the card of the patient. */
export interface AmcKeys {
  readonly numeroAmc: string;
  readonly typeConvention?: string;
  readonly csr?: string;
}

/** Which AMC, and for which of its services. */
export interface AnnuaireSearch extends AmcKeys {
  /** IDB, SIM, CLC or DEL. */
  readonly norme: string;
  readonly version: string;
}

/** Who asks. */
export interface Software {
  readonly editeur: string;
  readonly logiciel: string;
  readonly version: string;
}

/** A `search` of the annuaire AMC, SOAP 1.1: the child of search is in no namespace. */
export function searchMessage(search: AnnuaireSearch, { editeur, logiciel, version }: Software, at: Date) {
  const { numeroAmc, typeConvention, csr } = search;
  return `<?xml version="1.0" encoding="UTF-8"?>
<soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/">
  <soap:Body>
    <search xmlns="https://ws.annuaireamc.fr/">
      <paramsObj xmlns="">
        <requete>
          <version>R01</version>
          <date_demande>${at.toISOString().slice(0, 10)}</date_demande>
          <editeur>${xml(editeur)}</editeur>
          <logiciel>${xml(logiciel)}</logiciel>
          <version_logiciel>${xml(version)}</version_logiciel>
        </requete>
        <adressage>
          <numero_amc>${xml(numeroAmc)}</numero_amc>
          ${typeConvention ? `<code_type_convention>${xml(typeConvention)}</code_type_convention>` : ''}
          ${csr ? `<code_csr>${xml(csr)}</code_csr>` : ''}
          <domaine_conventionnel></domaine_conventionnel>
          <code_service></code_service>
          <code_norme_service>${xml(search.norme)}</code_norme_service>
          <version_norme_service>${xml(search.version)}</version_norme_service>
        </adressage>
        <typage>
          <type_adresse>
            <item>URL</item>
          </type_adresse>
        </typage>
      </paramsObj>
    </search>
  </soap:Body>
</soap:Envelope>
`;
}
