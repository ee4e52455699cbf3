import { childElements, childrenNamed, textOf, type XmlElement } from '@banc-gap/saml';

/** What a GAP asks for. A key that it gives empty it does not give. */
export interface Search {
  readonly date_demande: string;
  readonly editeur: string;
  readonly logiciel: string;
  readonly version_logiciel: string;
  readonly numero_amc: string;
  readonly code_type_convention: string | undefined;
  readonly code_csr: string | undefined;
  readonly domaine_conventionnel: string | undefined;
  readonly code_service: string | undefined;
  readonly code_norme_service: string;
  readonly version_norme_service: string;
  readonly types_adresse: readonly string[];
}

/** @param search that its schema has found right */
export function readSearch(search: XmlElement): Search {
  const parameters = child(search, 'paramsObj');
  const requete = child(parameters, 'requete');
  const adressage = child(parameters, 'adressage');
  const types = child(child(parameters, 'typage'), 'type_adresse');
  return {
    date_demande: text(requete, 'date_demande') ?? '',
    editeur: text(requete, 'editeur') ?? '',
    logiciel: text(requete, 'logiciel') ?? '',
    version_logiciel: text(requete, 'version_logiciel') ?? '',
    numero_amc: text(adressage, 'numero_amc') ?? '',
    code_type_convention: text(adressage, 'code_type_convention'),
    code_csr: text(adressage, 'code_csr'),
    domaine_conventionnel: text(adressage, 'domaine_conventionnel'),
    code_service: text(adressage, 'code_service'),
    code_norme_service: text(adressage, 'code_norme_service') ?? '',
    version_norme_service: text(adressage, 'version_norme_service') ?? '',
    types_adresse: childElements(types).map(token),
  };
}

const child = (element: XmlElement, name: string) => childrenNamed(element, '', name)[0]!;

function text(element: XmlElement, name: string): string | undefined {
  const [found] = childrenNamed(element, '', name);
  return (found && token(found)) || undefined;
}

/** As the schema reads it: white space collapsed. */
const token = (element: XmlElement) => (textOf(element) ?? '').trim().replace(/\s+/g, ' ');
