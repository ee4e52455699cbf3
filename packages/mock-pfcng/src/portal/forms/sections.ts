import type { FormNumber } from '../../schemas/forms.ts';
import type { Field, Section } from './field.ts';
import { personFields, signedByCardHolder, signedByHand } from './people.ts';

const STRUCTURE: Field = { name: 'structure', label: 'Structure', control: 'structure' };

const structure = (legend: string): Section => ({ legend, fields: [STRUCTURE] });
const SIGNATURE: Section = {
  legend: 'Signature du représentant légal ou d’un mandataire',
  fields: signedByCardHolder,
};
const SIGNATURE_BY_HAND: Section = { legend: 'Signature', fields: signedByHand };

const EMPLOYEE_CARD: readonly Section[] = [
  structure('Structure'),
  { legend: 'Porteur', fields: personFields('holder') },
  {
    legend: 'Carte',
    fields: [
      {
        name: 'cardType',
        label: 'Type',
        control: 'radio',
        choices: [
          ['CPE', 'CPE : personnel d’établissement'],
          ['CPS', 'CPS : professionnel de santé'],
          ['CPA', 'CPA : personne autorisée, par exemple le technicien d’un éditeur'],
        ],
      },
      {
        name: 'nominative',
        label: 'Nominative',
        control: 'tick',
        hint: 'Une carte de service n’administre pas.',
      },
      {
        name: 'mandat',
        label: 'Mandat : le porteur devient mandataire',
        control: 'tick',
        hint: 'Édition S4 seulement ; les autres éditions demandent ensuite un F502.',
      },
    ],
  },
];

const RIGHTS = (path: string): readonly Field[] => [
  { name: `${path}offers`, label: 'Offres et usages', control: 'offers' },
  {
    name: `${path}domain`,
    label: 'Nom de domaine',
    control: 'text',
    optional: true,
    hint: 'Pour SSL_SERVEUR. Le plus large, du type *ch-ville.fr : un serveur ou un sous-domaine restreint l’habilitation.',
  },
  {
    name: `${path}mailDomain`,
    label: 'Nom de domaine de messagerie',
    control: 'text',
    optional: true,
    hint: 'Obligatoire pour PRO et pour les certificats de messagerie. Exemple : ch-ville.fr',
  },
];

const CARD_LIST = 'Numéros de carte, séparés par des espaces.';

/** The fields of each form, in the order of the paper. */
export const SECTIONS: Readonly<Record<FormNumber, readonly Section[]>> = {
  contrat: [
    structure('Structure signataire'),
    { legend: 'Représentant légal', fields: personFields('representative') },
    {
      legend: 'CPS responsable',
      fields: [
        {
          name: 'cpsResponsable',
          label: 'Sa carte CPS, s’il est « CPS responsable »',
          control: 'card',
          optional: true,
          hint: 'Elle remplace la CDE.',
        },
      ],
    },
    SIGNATURE_BY_HAND,
  ],
  F101: [
    structure('Structure'),
    { legend: 'Représentant légal', fields: personFields('representative') },
    SIGNATURE_BY_HAND,
  ],
  F301: [...EMPLOYEE_CARD, SIGNATURE],
  TOM: EMPLOYEE_CARD,
  F502: [
    structure('Structure'),
    {
      legend: 'Mandataires',
      fields: [
        {
          name: 'designations',
          label: 'Cartes des mandataires à désigner',
          control: 'cards',
          optional: true,
          hint: CARD_LIST,
        },
        {
          name: 'removals',
          label: 'Cartes des mandataires à révoquer',
          control: 'cards',
          optional: true,
          hint: `${CARD_LIST} L’effet est immédiat.`,
        },
      ],
    },
    SIGNATURE,
  ],
  F413: [
    {
      legend: '1. Structure bénéficiaire',
      fields: [
        { name: 'beneficiary.name', label: 'Raison sociale', control: 'text' },
        { name: 'beneficiary.siret', label: 'SIRET', control: 'text' },
        {
          name: 'beneficiary.finess',
          label: 'FINESS géographique',
          control: 'text',
          optional: true,
          hint: 'Sans lui, le SIRET va dans le OU des certificats.',
        },
        {
          name: 'beneficiary.postcode',
          label: 'Code postal',
          control: 'text',
          hint: 'Donne le ST des certificats, « Département (code) ».',
        },
        { name: 'beneficiary.town', label: 'Ville', control: 'text' },
      ],
    },
    { ...SIGNATURE, legend: '3. Visa du représentant légal ou d’un mandataire' },
    {
      legend: '4. Certificats',
      fields: [
        {
          name: 'usageText',
          label: 'Précisions sur l’usage des certificats et sur votre projet',
          control: 'usage-text',
        },
        { name: 'editor', label: 'Éditeur', control: 'text', optional: true },
        { name: 'solution', label: 'Solution', control: 'text', optional: true },
        { name: 'version', label: 'Version', control: 'text', optional: true },
        ...RIGHTS(''),
        {
          name: 'administrators',
          label: 'Cartes des administrateurs techniques',
          control: 'administrators',
          hint: `${CARD_LIST} Des CPx nominatives et actives.`,
        },
      ],
    },
  ],
  F414: [
    structure('1. Structure'),
    { legend: '2. Demandeur', fields: personFields('requester') },
    {
      legend: '3. Cartes de test',
      box: { name: 'kit', label: 'Offre kit d’intégration : cinq cartes CPx de test' },
      fields: [
        { name: 'kit.usageText', label: 'Usage des cartes', control: 'usage-text' },
        {
          name: 'kit.quantity',
          label: 'Quantité',
          control: 'integer',
          choices: [
            ['1', '1'],
            ['2', '2'],
          ],
        },
      ],
    },
    {
      legend: '4. Habilitations aux certificats de test',
      box: { name: 'habilitation', label: 'Demander des habilitations' },
      fields: [
        { name: 'habilitation.usageText', label: 'Usage des certificats', control: 'usage-text' },
        ...RIGHTS('habilitation.'),
        {
          name: 'habilitation.cards.answer',
          label: 'Disposez-vous déjà de cartes de test à associer ?',
          control: 'radio',
          choices: [
            ['oui', 'Oui, voici leurs numéros'],
            ['non', 'Non, les cartes à associer sont celles commandées dans la partie 3 de ce formulaire'],
          ],
        },
        {
          name: 'habilitation.cards.numbers',
          label: 'Si oui : numéros des cartes',
          control: 'cards',
          hint: CARD_LIST,
          when: ['habilitation.cards.answer', 'oui'],
        },
        {
          name: 'habilitation.cards.cardOfKit',
          label: 'Si non : carte du kit à habiliter',
          control: 'integer',
          choices: [1, 2, 3, 4, 5].map((rank) => [String(rank), `n° ${rank}`] as const),
          when: ['habilitation.cards.answer', 'non'],
        },
      ],
    },
  ],
  F503: [
    structure('Structure'),
    {
      legend: 'Droits à mettre à jour',
      fields: [
        {
          name: 'administrators',
          label: 'Cartes des administrateurs techniques',
          control: 'cards',
          hint: CARD_LIST,
        },
        {
          name: 'domain',
          label: 'Nouveau nom de domaine',
          control: 'text',
          optional: true,
          hint: 'Du type *ch-ville.fr.',
        },
        {
          name: 'mailDomain',
          label: 'Nouveau nom de domaine de messagerie',
          control: 'text',
          optional: true,
        },
      ],
    },
    SIGNATURE,
  ],
};

/** Labels of the fields, and of the boxes that open a section, by name. */
export const fieldLabels = (number: FormNumber): Readonly<Record<string, string>> =>
  Object.fromEntries(
    SECTIONS[number]
      .flatMap(({ box, fields }) => [...fields, ...(box ? [box] : [])])
      .map(({ name, label }) => [name, label]),
  );
