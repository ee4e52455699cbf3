import type { UseName } from '../data/uses.ts';
import type { FormNumber } from '../schemas/forms.ts';
import type { Environment } from '../schemas/identifiers.ts';
import type { Facts } from './facts.ts';

interface Text {
  readonly fr: string;
  readonly en: string;
}

/** A question of the documents' decision trees. */
export interface Step {
  readonly id: string;
  readonly title: Text;
  /** The rows of the requirements that it stands on. */
  readonly requirements: readonly string[];
  readonly done: (facts: Facts) => boolean;
  /** What to do where it is not done: forms, of which the first comes first; none for a step on PFCNG. */
  readonly forms: readonly FormNumber[];
  readonly missing: Text;
}

const CONTRACT: Step = {
  id: 'contract',
  title: { fr: 'Contrat de structure', en: 'Contract' },
  requirements: ['S1-035', 'S1-063'],
  done: ({ contract }) => contract !== undefined,
  forms: ['contrat', 'F101'],
  missing: {
    fr: "La structure n'a pas de contrat : signer le contrat et demander la carte du représentant légal.",
    en: 'The structure has no contract: sign it, and ask for the card of the representative.',
  },
};

const DIRECTOR: Step = {
  id: 'director',
  title: { fr: 'Représentant légal à jour', en: 'Representative up to date' },
  requirements: ['S1-049', 'S1-063'],
  done: ({ directorChanged }) => !directorChanged,
  forms: ['F101', 'contrat'],
  missing: {
    fr: 'Le directeur a changé depuis la signature du contrat : renvoyer le F101 et le contrat, les deux.',
    en: 'The director changed since the contract was signed: send both the F101 and the contract.',
  },
};

const REPRESENTATIVE_CARD: Step = {
  id: 'representative-card',
  title: { fr: 'Carte CDE active', en: 'Active CDE' },
  requirements: ['S1-034', 'S1-036'],
  done: ({ representativeCard }) => representativeCard !== undefined,
  forms: ['F101'],
  missing: {
    fr: "Le représentant légal n'a ni CDE active, ni CPS de responsable.",
    en: 'The representative has neither an active CDE nor a CPS as responsable.',
  },
};

const ADMINISTRATOR_CARD: Step = {
  id: 'administrator-card',
  title: { fr: "Carte CPx de l'administrateur technique", en: 'CPx card of the administrateur technique' },
  requirements: ['S1-006', 'S1-015', 'S4-004'],
  // An administrator may come from an editor with his own CPA: then the habilitation shows it.
  done: ({ cards, habilitations }) =>
    habilitations.length > 0 || cards.some(({ type }) => type === 'CPS' || type === 'CPE' || type === 'CPA'),
  forms: ['F301', 'TOM'],
  missing: {
    fr: 'Personne dans la structure ne porte de CPx nominative et active.',
    en: 'Nobody in the structure holds a nominative and active CPx.',
  },
};

const HABILITATION: Step = {
  id: 'habilitation',
  title: {
    fr: "Habilitation de l'administrateur technique",
    en: 'Habilitation of the administrateur technique',
  },
  requirements: ['S1-027', 'S1-028', 'S3-010'],
  done: ({ habilitations }) => habilitations.length > 0,
  forms: ['F413'],
  missing: {
    fr: "Aucun administrateur technique n'est habilité à cette offre.",
    en: 'No administrateur technique is habilitated for this offer.',
  },
};

const TEST_CARDS: Step = {
  id: 'test-cards',
  title: { fr: 'Cartes CPx de test', en: 'Test CPx cards' },
  requirements: ['S2-011', 'S2-013'],
  done: ({ cards }) => cards.length > 0,
  forms: ['F414'],
  missing: {
    fr: "Cas A : pas de cartes de test. F414, section 3 (« Offre kit d'intégration ») et section 4, « Non » en 4.3.",
    en: 'Case A: no test cards. F414, section 3 ("Offre kit d\'intégration") and section 4, "Non" in 4.3.',
  },
};

const TEST_HABILITATION: Step = {
  id: 'test-habilitation',
  title: { fr: 'Habilitation des cartes de test', en: 'Habilitation of the test cards' },
  requirements: ['S2-008', 'S2-009'],
  done: ({ habilitations }) => habilitations.length > 0,
  forms: ['F414'],
  missing: {
    fr: 'Cas B : cartes de test sans habilitation. F414, section 4, « Oui » et les numéros de cartes en 4.3.',
    en: 'Case B: test cards without habilitation. F414, section 4, "Oui" and the card numbers in 4.3.',
  },
};

const ORDER: Step = {
  id: 'order',
  title: { fr: 'Demander le certificat', en: 'Order the certificate' },
  requirements: ['S1-003', 'S1-044'],
  done: ({ orders }) => orders.some(({ state }) => state !== 'revoked' && state !== 'expired'),
  forms: [],
  missing: {
    fr: "L'administrateur technique demande le certificat sur PFCNG, onglet Demander.",
    en: 'The administrateur technique orders the certificate on PFCNG, tab Demander.',
  },
};

const WITHDRAW: Step = {
  id: 'withdraw',
  title: { fr: 'Retirer le certificat', en: 'Withdraw the certificate' },
  requirements: ['S1-044', 'S1-055'],
  done: ({ orders }) => orders.some(({ state }) => state === 'withdrawn'),
  forms: [],
  missing: {
    fr: "L'administrateur technique retire le certificat sur PFCNG, onglet Retirer.",
    en: 'The administrateur technique withdraws the certificate on PFCNG, tab Retirer.',
  },
};

const PRODUCTION = [
  CONTRACT,
  DIRECTOR,
  REPRESENTATIVE_CARD,
  ADMINISTRATOR_CARD,
  HABILITATION,
  ORDER,
  WITHDRAW,
];
const TEST = [TEST_CARDS, TEST_HABILITATION, ORDER, WITHDRAW];

/** The path, in order: S1, S3 and S4 for production, S2 for tests. The DP wants a card for each user, too. */
export function stepsOf(environment: Environment, use: UseName): readonly Step[] {
  if (environment === 'test') return TEST;
  return use === 'dp'
    ? PRODUCTION.map((step) => (step === HABILITATION ? DP_HABILITATION : step))
    : PRODUCTION;
}

const DP_HABILITATION: Step = {
  ...HABILITATION,
  requirements: ['S4-011', 'S4-026'],
  missing: {
    fr: "Aucun administrateur technique n'est habilité à l'offre PRO : F413 avec le nom de domaine de messagerie. Chaque utilisateur doit aussi porter une carte (CPS, ou CPE pour un agent d'admission).",
    en: 'No administrateur technique is habilitated for the offer PRO: F413 with the mail domain. Each user must hold a card too (CPS, or CPE for an admission agent).',
  },
};
