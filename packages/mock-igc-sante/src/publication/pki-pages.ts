import type { PkiName } from '../hierarchy.ts';

interface PkiPage {
  /** Where the page of this PKI is; certificates of IGC-Santé name it as their practice statement. */
  readonly path: string;
  readonly title: string;
  readonly introduction: string;
  readonly chainFile: string;
}

/** The pages of the publication, a PKI each, as the real one of IGC-Santé and the portals of the others have them. */
export const PKI_PAGES: Readonly<Record<PkiName, PkiPage>> = {
  igcSante: {
    path: '/PC%20TEST',
    title: 'IGC-Santé TEST',
    introduction:
      'Certificats de test de l’IGC-Santé : gammes élémentaire, standard et fort. Les certificats désignent cette page comme politique de certification ; celle du banc tient en une phrase : ne s’y fier nulle part.',
    chainFile: '/AC%20TEST/Chaine_de_certification-IGC-Sante-TEST.p7b',
  },
  igcSanteProduction: {
    path: '/PC',
    title: 'IGC-Santé (hiérarchie de production, reproduite)',
    introduction:
      'Mêmes noms que la production, clés du banc : rien ici n’est reconnu par les services de l’ANS.',
    chainFile: '/AC/Chaine_de_certification-IGC-Sante.p7b',
  },
  amc: {
    path: '/igc-osi',
    title: 'IGC OSI TEST (assurance maladie complémentaire)',
    introduction: 'Autorités des serveurs et des services applicatifs des AMC.',
    chainFile: '/igc-osi/AC/chaine.p7b',
  },
  tpe: {
    path: '/ingetrust',
    title: 'IngeTrust TEST (terminaux de paiement)',
    introduction: 'Autorités des certificats que présentent les terminaux de paiement.',
    chainFile: '/ingetrust/AC/chaine.p7b',
  },
  psp: {
    path: '/geotrust',
    title: 'Geotrust TEST (prestataire de services de paiement)',
    introduction: 'Autorités du certificat serveur du prestataire de services de paiement.',
    chainFile: '/geotrust/AC/chaine.p7b',
  },
};
