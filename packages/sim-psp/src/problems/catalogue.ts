import { COMMON_PROBLEMS, type ProblemEntry } from '@banc-gap/simkit';

const entries = {
  'schema-error': COMMON_PROBLEMS['schema-error'],
  'amount-invalid': {
    status: 400,
    title: { fr: 'Montant invalide', en: 'Invalid amount' },
    detail: {
      fr: 'Un montant est un nombre entier de centimes, de 1 à 99 999 999.',
      en: 'An amount is a whole number of cents, from 1 to 99,999,999.',
    },
  },
  'card-number-present': {
    status: 400,
    title: { fr: 'Numéro de carte présent', en: 'Card number present' },
    detail: {
      fr: 'Un numéro de carte se trouve dans : {fields}. Aucun ne doit quitter le terminal : la demande n’est ni traitée, ni journalisée.',
      en: 'There is a card number in: {fields}. None may leave the terminal: the request was neither processed nor recorded.',
    },
  },
  'malformed-body': {
    status: 400,
    title: { fr: 'Corps illisible', en: 'Unreadable body' },
    detail: {
      fr: 'Le corps de la requête n’est pas du JSON, ou n’est pas entier : l’envoyer en UTF-8, avec un Content-Length juste.',
      en: 'The body of the request is not JSON, or not whole: send it in UTF-8, with the right Content-Length.',
    },
  },
  'malformed-request': COMMON_PROBLEMS['malformed-request'],
  'certificate-refused': COMMON_PROBLEMS['certificate-refused'],
  'certificate-not-mapped': {
    status: 401,
    title: { fr: 'Certificat sans compte', en: 'Certificate without an account' },
    detail: {
      fr: 'La structure du certificat ({structure}) n’a pas accès à ce compte. Demander self, le compte de cette structure, ou la rattacher au compte sur le port de contrôle.',
      en: 'The structure of the certificate ({structure}) has no access to this account. Ask for self, the account of that structure, or map it to the account on the control port.',
    },
  },
  'issuer-refused': {
    status: 402,
    title: { fr: 'Paiement refusé par l’émetteur', en: 'Payment refused by the issuer' },
    detail: {
      fr: 'L’émetteur de la carte a répondu {responseCode}. Réessayer plus tard sous une autre clé, ou encaisser autrement.',
      en: 'The issuer of the card answered {responseCode}. Try again later under another key, or have the patient pay otherwise.',
    },
  },
  'merchant-contract-missing': {
    status: 403,
    title: { fr: 'Contrat commerçant absent', en: 'No merchant contract' },
    detail: {
      fr: 'Le compte n’a pas de contrat pour débiter des cartes : le port de contrôle en donne un (PUT /merchants).',
      en: 'The account has no contract to debit cards: the control port gives it one (PUT /merchants).',
    },
  },
  'token-unknown': {
    status: 404,
    title: { fr: 'Jeton inconnu', en: 'Unknown token' },
    detail: {
      fr: 'Ce compte n’a pas ce jeton : un jeton vaut pour l’hôpital dont un terminal a lu la carte.',
      en: 'This account has no such token: a token is for the hospital whose terminal has read the card.',
    },
  },
  'not-found': {
    status: 404,
    title: { fr: 'Inconnu', en: 'Unknown' },
    detail: {
      fr: 'Ce compte n’a pas cet objet : {what}. Vérifier l’identifiant, et le compte de l’adresse.',
      en: 'This account has no such {what}. Check the id, and the account in the address.',
    },
  },
  'resource-unknown': {
    status: 404,
    title: { fr: 'Ressource inconnue', en: 'Unknown resource' },
    detail: {
      fr: 'L’API n’a pas cette ressource ; docs/psp.openapi.json les décrit toutes.',
      en: 'The API has no such resource; docs/psp.openapi.json describes all of them.',
    },
  },
  'idempotency-conflict': {
    status: 409,
    title: { fr: 'Clé d’idempotence déjà utilisée', en: 'Idempotency key used before' },
    detail: {
      fr: 'La clé a déjà servi pour une autre demande. Répéter celle-ci telle quelle, ou donner une nouvelle clé.',
      en: 'The key was used for another request. Repeat that one as it was, or give a new key.',
    },
  },
  'already-debited': {
    status: 409,
    title: { fr: 'Déjà débité', en: 'Already debited' },
    detail: {
      fr: 'Le consentement a déjà donné lieu à un débit ({payment}) : un consentement vaut pour un seul.',
      en: 'The consent has been debited already ({payment}): a consent is good for one debit.',
    },
  },
  'token-in-use': {
    status: 409,
    title: { fr: 'Jeton déjà employé', en: 'Token in use' },
    detail: {
      fr: 'Un consentement est déjà enregistré pour ce jeton. L’employer, ou relire la carte.',
      en: 'A consent is registered for this token already. Use that one, or have the card read again.',
    },
  },
  'not-refundable': {
    status: 409,
    title: { fr: 'Non remboursable', en: 'Not refundable' },
    detail: {
      fr: 'Un paiement à l’état {state} ne se rembourse pas.',
      en: 'A payment in state {state} cannot be refunded.',
    },
  },
  'token-expired': {
    status: 410,
    title: { fr: 'Jeton expiré', en: 'Token expired' },
    detail: {
      fr: 'Le jeton a expiré le {expiredAt}. Faire relire la carte par un terminal.',
      en: 'The token expired on {expiredAt}. Have a terminal read the card again.',
    },
  },
  'mandate-revoked': {
    status: 410,
    title: { fr: 'Consentement révoqué', en: 'Consent revoked' },
    detail: {
      fr: 'Le patient s’est opposé au débit le {opposedAt}. Encaisser autrement.',
      en: 'The patient opposed the debit on {opposedAt}. Have the amount paid otherwise.',
    },
  },
  'body-too-large': COMMON_PROBLEMS['body-too-large'],
  'media-type-unsupported': {
    status: 415,
    title: { fr: 'Type de contenu non pris en charge', en: 'Unsupported content type' },
    detail: { fr: 'Envoyer un Content-Type application/json.', en: 'Send Content-Type application/json.' },
  },
  'over-ceiling': {
    status: 422,
    title: { fr: 'Plafond dépassé', en: 'Over the ceiling' },
    detail: {
      fr: 'Le patient a consenti à {ceiling} centimes au plus. Débiter moins, ou encaisser autrement.',
      en: 'The patient agreed to {ceiling} cents at most. Debit less, or have the amount paid otherwise.',
    },
  },
  'refund-exceeds-payment': {
    status: 422,
    title: { fr: 'Remboursement trop élevé', en: 'Refund too high' },
    detail: {
      fr: 'Il ne reste que {left} centimes à rembourser.',
      en: 'Only {left} cents are left to refund.',
    },
  },
  'currency-not-supported': {
    status: 422,
    title: { fr: 'Devise non prise en charge', en: 'Currency not supported' },
    detail: {
      fr: 'Seul EUR est pris en charge : currency est à EUR.',
      en: 'EUR is the only currency: set currency to EUR.',
    },
  },
  'webhook-address-refused': {
    status: 422,
    title: { fr: 'Adresse refusée', en: 'Address refused' },
    detail: {
      fr: 'Le banc n’appelle que des adresses de bouclage ou privées : donner dans url celle d’une machine d’essai.',
      en: 'The bench calls loopback and private addresses only: give in url that of a machine for tests.',
    },
  },
  'too-many-requests': {
    status: 429,
    retriable: true,
    title: { fr: 'Trop de demandes', en: 'Too many requests' },
    detail: {
      fr: 'Attendre les secondes de Retry-After, puis refaire la demande avec la même clé.',
      en: 'Wait for the seconds of Retry-After, then repeat the request with the same key.',
    },
  },
  'internal-error': {
    status: 500,
    title: { fr: 'Erreur du prestataire', en: 'Fault of the provider' },
    detail: {
      fr: 'La demande n’a pas pu être traitée : c’est un défaut du banc. La refaire avec la même clé est sans danger.',
      en: 'The request could not be processed: that is a fault of the bench. To repeat it with the same key is safe.',
    },
  },
  unavailable: {
    status: 503,
    retriable: true,
    title: { fr: 'Service indisponible', en: 'Service unavailable' },
    detail: {
      fr: 'Rien n’a été fait. Refaire la demande avec la même clé.',
      en: 'Nothing was done. Repeat the request with the same key.',
    },
  },
  'issuer-unavailable': {
    status: 503,
    retriable: true,
    title: { fr: 'Émetteur injoignable', en: 'Issuer out of reach' },
    detail: {
      fr: 'L’émetteur de la carte ne répond pas ({responseCode}). Refaire la demande avec la même clé.',
      en: 'The issuer of the card does not answer ({responseCode}). Repeat the request with the same key.',
    },
  },
} as const satisfies Readonly<Record<string, ProblemEntry>>;

export type ProblemSlug = keyof typeof entries;
export const PROBLEMS: Readonly<Record<ProblemSlug, ProblemEntry>> = entries;
