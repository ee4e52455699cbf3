import { PROFESSIONS } from '@banc-gap/pki';
import type { Field } from './field.ts';

/** Fields of schema `newPerson`. */
export const personFields = (path: string): Field[] => [
  { name: `${path}.familyName`, label: 'Nom', control: 'text' },
  { name: `${path}.givenName`, label: 'Prénom', control: 'text' },
  {
    name: `${path}.email`,
    label: 'Adresse électronique',
    control: 'email',
    hint: 'C’est à elle que le banc reconnaît une personne d’un formulaire à l’autre.',
  },
  { name: `${path}.phone`, label: 'Téléphone', control: 'tel', optional: true },
  {
    name: `${path}.profession`,
    label: 'Profession de santé',
    control: 'select',
    optional: true,
    choices: [['', 'aucune'], ...Object.keys(PROFESSIONS).map((name) => [name, name] as const)],
  },
  {
    name: `${path}.rpps`,
    label: 'Numéro RPPS',
    control: 'text',
    optional: true,
    hint: 'D’un professionnel de santé ; le banc en donne un d’essai s’il est absent.',
  },
];

const ticks: Field[] = [
  { name: 'signature.visa', label: 'Visa', control: 'tick' },
  { name: 'signature.stamp', label: 'Cachet de la structure', control: 'tick' },
];

export const signedByHand: readonly Field[] = ticks;

export const signedByCardHolder: readonly Field[] = [
  {
    name: 'signature.cardNumber',
    label: 'Carte du signataire',
    control: 'card',
    hint: 'Le représentant légal ou un mandataire, porteur d’une carte valide.',
  },
  ...ticks,
];
