import type { CardType } from '../schemas/cards.ts';

/** How the portal says what the platform calls by a stable word; a word that is not here is shown as it is. */
const WORDS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    requested: 'à retirer',
    withdrawing: 'retrait en cours',
    withdrawn: 'actif',
    revoking: 'révocation en cours',
    revoked: 'révoqué',
    expired: 'expiré',
    active: 'active',
    opposed: 'en opposition',
    received: 'reçu',
    validated: 'validé',
    refused: 'refusé',
    done: 'fait',
    missing: 'à faire',
    later: 'ensuite',
    test: 'test',
    production: 'production',
    'on-line': 'générée en ligne',
    csr: 'par CSR',
    perte: 'perte',
    vol: 'vol',
    dysfonctionnement: 'dysfonctionnement',
    erreur: 'erreur dans le certificat',
    'cessation-activite': 'cessation d’activité',
    'changement-donnee': 'changement d’une donnée du certificat',
    etablissement: 'établissement de santé',
    editeur: 'éditeur',
  }),
);

export const say = (word: string): string => WORDS.get(word) ?? word;

export const CARD_NAMES: Readonly<Record<CardType, string>> = {
  CPS: 'Carte de professionnel de santé',
  CPE: 'Carte de personnel d’établissement',
  CPA: 'Carte de personnel autorisé',
  CDE: 'Carte de directeur d’établissement',
  CPF: 'Carte de professionnel en formation',
  CDA: 'Carte de directeur autorisé',
};

const dayAndTime = new Intl.DateTimeFormat('fr-FR', {
  dateStyle: 'medium',
  timeStyle: 'short',
  timeZone: 'Europe/Paris',
});

/** `22 nov. 2026, 09:00`, of an ISO 8601 moment; a dash where there is none. */
export const moment = (iso: string | null): string => (iso === null ? '—' : dayAndTime.format(new Date(iso)));

export const fullName = (
  person: { readonly givenName: string; readonly familyName: string } | null,
): string =>
  person === null ? 'carte de service, sans porteur' : `${person.givenName} ${person.familyName}`;
