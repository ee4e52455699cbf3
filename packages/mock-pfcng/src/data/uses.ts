import type { OfferName, UsageName } from './offers.ts';

/** What one of the projects needs a certificate for, and the words that the documents prescribe. */
export interface Use {
  readonly title: { readonly fr: string; readonly en: string };
  readonly offer: OfferName;
  readonly usages: readonly UsageName[];
  /** Value of the service applicatif. */
  readonly serviceApplicatif?: string;
  /** "Précisions sur l'usage des certificats et sur votre projet", by form. */
  readonly usageText: { readonly F413: string; readonly F414?: string };
  /** Rows of the requirements that these words stand on. */
  readonly requirements: readonly string[];
  readonly document: 'S1' | 'S3' | 'S4';
}

const DIAPASON_TEST = 'Diapason – usage authentification TLS mutuelle vis-à-vis du PSP et des TPE';
const TARGET = 'Usage visé par l’équipe projet agence du numérique en santé N3';

export const USES = {
  'diapason-psp-client': {
    title: { fr: 'Diapason, client du PSP', en: 'Diapason, client of the PSP' },
    offer: 'ORG',
    usages: ['AUTH_CLI'],
    serviceApplicatif: 'Client_Diapason_PSP',
    usageText: {
      F413: `Projet Diapason – usage authentification TLS mutuelle pour répondre au cas d’usage de l’authentification directe d’une personne morale (ES ou assimilé) vis-à-vis du PSP conformément aux spécifications du dispositif Diapason. ${TARGET}`,
      F414: DIAPASON_TEST,
    },
    requirements: ['S1-032', 'S1-068', 'S2-005', 'S2-015'],
    document: 'S1',
  },
  'diapason-tpe-server': {
    title: { fr: 'Diapason, serveur des TPE', en: 'Diapason, server of the terminals' },
    offer: 'SERV',
    usages: ['SSL_SERVEUR'],
    usageText: {
      F413: `Projet Diapason – usage authentification TLS mutuelle pour répondre au cas d’usage de l’authentification directe d’un serveur (GAP) vis-à-vis du TPE conformément aux spécifications du dispositif Diapason. ${TARGET}`,
      F414: DIAPASON_TEST,
    },
    requirements: ['S1-033', 'S1-069', 'S2-015'],
    document: 'S1',
  },
  'roc-annuaire': {
    title: { fr: 'ROC, annuaire AMC', en: 'ROC, AMC directory' },
    offer: 'ORG',
    usages: ['AUTH_CLI'],
    serviceApplicatif: 'Client_ROC_Annuaire_AMC',
    usageText: {
      F413: `Projet ROC – usage authentification TLS mutuelle pour répondre au cas d'usage de l'authentification directe d'une personne morale (ES ou assimilé) conformément aux spécifications de l'annuaire AMC. ${TARGET}`,
    },
    requirements: ['S3-012', 'S3-022'],
    document: 'S3',
  },
  'roc-web-services': {
    title: { fr: 'ROC, web services des AMC', en: 'ROC, AMC web services' },
    offer: 'ORG',
    usages: ['SIGN'],
    serviceApplicatif: 'Client_ROC_WebServices_AMC',
    usageText: {
      F413: "Projet ROC – usage signature d'un jeton SAML pour répondre au cas d'usage de l'authentification directe d'une personne morale (ES ou assimilé) conformément au Cadre d'interopérabilité technique des services AMC. Usage visé par l'équipe agence du numérique en santé N3",
    },
    requirements: ['S3-013', 'S3-021'],
    document: 'S3',
  },
  dp: {
    title: { fr: 'Dossier Pharmaceutique', en: 'Dossier Pharmaceutique' },
    offer: 'PRO',
    usages: ['AUTH', 'SIGN'],
    usageText: { F413: 'accès au DP en authentification avec un certificat de personne physique' },
    requirements: ['S4-005', 'S4-006', 'S4-031'],
    document: 'S4',
  },
} as const satisfies Readonly<Record<string, Use>>;

export type UseName = keyof typeof USES;
export const USE_NAMES = Object.keys(USES) as [UseName, ...UseName[]];

/** F414 section 3.1. */
export const KIT_USAGE_TEXT = 'Projet Diapason – usage authentification TLS mutuelle';
