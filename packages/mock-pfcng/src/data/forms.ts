import type { FormNumber } from '../schemas/forms.ts';
import type { MailboxName } from './mailboxes.ts';

/** One edition of a form, as the document that tells of it has it. */
export interface FormEdition {
  readonly title: string;
  readonly url: string;
  /** Where it is sent; null for a service on line. */
  readonly mailbox: MailboxName | null;
  /** How the ANS site leads there. */
  readonly path: string;
  /** Ticking an offer gives one usage, or the whole group. */
  readonly rights?: 'per-usage' | 'per-group';
  /** The box "mandat" gives the mandate at once; else an F502 is to follow. */
  readonly mandate?: 'at-once' | 'by-F502';
  /** Where the form has a field. */
  readonly sections?: Readonly<Record<string, string>>;
}

const COMMANDES = 'https://esante.gouv.fr/securite/cartes-et-certificats/commandes';
const INDEX = 'https://esante.gouv.fr/index-des-formulaires#content-23051';
const TOM = 'https://tom.eservices.esante.gouv.fr/tom/';

const commandes = (rubrique: string) =>
  `Profil « Non professionnel de santé », structure « Etablissement de soins ou du domaine de la santé », rubrique « ${rubrique} »`;
const demarche = (name: string) => `Index des formulaires, « Etablissements de santé », démarche « ${name} »`;

export const FORM_EDITIONS: Readonly<Record<FormNumber, Readonly<Record<string, FormEdition>>>> = {
  contrat: {
    S1: {
      title: 'Formulaire de contrat de structure',
      url: COMMANDES,
      mailbox: 'cartes',
      path: commandes(
        "Commander le contrat de structure et carte du 1er responsable d'établissement hors PS",
      ),
    },
    S3: {
      title: "Contrat d'adhésion aux services de l'ANS relatifs aux moyens d'identification électronique",
      url: INDEX,
      mailbox: 'cartes',
      path: demarche("Contractualiser avec l'agence"),
    },
  },
  F101: {
    S1: {
      title: 'Formulaire n°101 (demande de carte de représentant légal de structure)',
      url: COMMANDES,
      mailbox: 'cartes',
      path: commandes(
        "Commander le contrat de structure et carte du 1er responsable d'établissement hors PS",
      ),
    },
    S3: {
      title: 'Formulaire de carte de représentant légal F101',
      url: INDEX,
      mailbox: 'cartes',
      path: demarche("Contractualiser avec l'agence"),
    },
  },
  F301: {
    S1: {
      title: "Formulaire n°301 (demande d'attribution de carte professionnel de structure)",
      url: COMMANDES,
      mailbox: 'cartes',
      path: commandes('Commander des cartes pour un employé non PS'),
      mandate: 'by-F502',
    },
    S3: {
      title: 'Formulaire F301 (commande de carte de personnel de structure)',
      url: INDEX,
      mailbox: 'cartes',
      path: demarche('Commande de carte de personnel de structure'),
      mandate: 'by-F502',
    },
    S4: {
      title: 'Formulaire n°301, case « mandat »',
      url: INDEX,
      mailbox: 'cartes',
      path: 'Cartes professionnels de santé / Vos démarches',
      mandate: 'at-once',
    },
  },
  TOM: {
    S1: { title: 'TOM', url: TOM, mailbox: null, path: 'Téléservice TOM', mandate: 'by-F502' },
    S3: { title: 'TOM', url: TOM, mailbox: null, path: 'Téléservice TOM', mandate: 'by-F502' },
    S4: {
      title: 'TOM',
      url: 'https://tom.eservices.esante.gouv.fr/',
      mailbox: null,
      path: 'Téléservice TOM',
      mandate: 'at-once',
    },
  },
  F502: {
    S1: {
      title: "Formulaire n°502 (demande de désignation d'un mandataire)",
      url: COMMANDES,
      mailbox: 'cartes',
      path: commandes('Désigner un mandataire'),
    },
    S3: {
      title: 'Formulaire 502 (désignation de mandataire(s) ou suppression de mandat(s))',
      url: INDEX,
      mailbox: 'cartes',
      path: demarche('Désignation de mandataire(s) ou suppression de mandat(s)'),
    },
    S4: {
      title: 'Formulaire n°502',
      url: INDEX,
      mailbox: 'cartes',
      path: 'Cartes professionnels de santé / Vos démarches',
    },
  },
  F413: {
    S1: {
      title: 'Formulaire n°413 (commande de certificats logiciels)',
      url: COMMANDES,
      mailbox: 'certificats',
      path: commandes(
        'Commander un certificat logiciel et habiliter une personne à générer un certificat logiciel (premier certificat)',
      ),
      rights: 'per-usage',
      sections: { usageText: '4.1', offers: '4.2', domain: '4.2', mailDomain: '4.2' },
    },
    S3: {
      title:
        'Formulaire F413 (déclaration des administrateurs techniques autorisés à commander des certificats logiciels)',
      url: INDEX,
      mailbox: 'certificats',
      path: demarche(
        'Déclaration des administrateurs techniques autorisés à commander des certificats logiciels',
      ),
      rights: 'per-group',
      sections: { usageText: '4.2', offers: '4.3', domain: '4.3', mailDomain: '4.3' },
    },
    S4: {
      title: 'Formulaire n°413',
      url: 'https://esante.gouv.fr/documents/413',
      mailbox: 'certificats',
      path: 'Téléchargement direct',
      rights: 'per-group',
      sections: {
        beneficiary: 'partie 1',
        signature: 'partie 3',
        usageText: 'partie 4',
        offers: 'partie 4',
        mailDomain: 'partie 4',
      },
    },
  },
  F414: {
    S2: {
      title: 'Formulaire n°414 (cartes et certificats de test)',
      url: COMMANDES,
      mailbox: 'developpement',
      path: 'Espace CPS, rubrique « Vos Commandes »',
      rights: 'per-usage',
      sections: {
        'kit.usageText': '3.1',
        'kit.quantity': '3.2',
        'habilitation.usageText': '4.1',
        'habilitation.offers': '4.2',
        'habilitation.domain': '4.2',
        'habilitation.cards': '4.3',
      },
    },
    '2024-03': {
      title: 'Formulaire F414 (produits de test)',
      url: INDEX,
      mailbox: 'developpement',
      path: 'Index des formulaires',
      rights: 'per-group',
      sections: { 'kit.quantity': '4.2', 'habilitation.offers': '5.2', 'habilitation.cards': '5.3' },
    },
  },
  F503: {
    '2024-03': {
      title: 'Formulaire F503 (mise à jour des domaines de droits existants)',
      url: INDEX,
      mailbox: 'certificats',
      path: 'Index des formulaires',
    },
  },
};

export function formEdition(number: FormNumber, edition: string): FormEdition {
  return FORM_EDITIONS[number][edition]!;
}

/** A form that someone is sent to: the newest edition's name and address. */
export interface FormReference {
  readonly form: FormNumber;
  readonly title: string;
  readonly url: string;
}

export const REFERRED_EDITION: Readonly<Record<FormNumber, string>> = {
  contrat: 'S3',
  F101: 'S3',
  F301: 'S4',
  TOM: 'S3',
  F502: 'S3',
  F413: 'S3',
  F414: 'S2',
  F503: '2024-03',
};

export function formReference(form: FormNumber): FormReference {
  const { title, url } = formEdition(form, REFERRED_EDITION[form]);
  return { form, title, url };
}
