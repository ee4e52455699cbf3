import { inFrench } from '../dates.ts';

interface Word {
  readonly fr: string;
  readonly en: string;
}

/** Values of parameters that people read, by the name of the parameter; others are shown as they are. */
const WORDS: Readonly<Record<string, Readonly<Record<string, Word>>>> = {
  state: {
    unknown: { fr: 'inconnue', en: 'unknown' },
    active: { fr: 'active', en: 'active' },
    opposed: { fr: 'en opposition', en: 'opposed' },
    service: { fr: 'une carte de service', en: 'a service card' },
    test: { fr: 'une carte de test', en: 'a test card' },
    'of-another': {
      fr: "celle d'une autre personne ou structure",
      en: 'that of another person or structure',
    },
    received: { fr: 'reçu', en: 'received' },
    validated: { fr: 'validé', en: 'validated' },
    refused: { fr: 'refusé', en: 'refused' },
    requested: { fr: 'à retirer', en: 'to be withdrawn' },
    withdrawing: { fr: 'en cours de retrait', en: 'being withdrawn' },
    withdrawn: { fr: 'retirée', en: 'withdrawn' },
    revoking: { fr: 'en cours de révocation', en: 'being revoked' },
    revoked: { fr: 'révoquée', en: 'revoked' },
    expired: { fr: 'expirée', en: 'expired' },
  },
  environment: {
    test: { fr: 'test', en: 'test' },
    production: { fr: 'production', en: 'production' },
  },
  what: {
    structure: { fr: 'structure', en: 'structure' },
    group: { fr: 'groupe', en: 'group' },
    card: { fr: 'carte', en: 'card' },
    form: { fr: 'formulaire', en: 'form' },
    habilitation: { fr: 'habilitation', en: 'habilitation' },
    order: { fr: 'commande', en: 'order' },
    message: { fr: 'message', en: 'message' },
  },
};

/** A parameter as a sentence in that language has it. */
export function inWords(name: string, value: string | number, language: 'fr' | 'en'): string {
  const text = String(value);
  if (name === 'since') return language === 'fr' ? inFrench(text) : text.slice(0, 10);
  return WORDS[name]?.[text]?.[language] ?? text;
}
