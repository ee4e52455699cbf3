interface Text {
  readonly fr: string;
  readonly en: string;
}

/** One kind of refusal. `{name}` in a detail stands for the parameter of that name. */
export interface ProblemEntry {
  readonly status: 400 | 401 | 402 | 403 | 404 | 409 | 410 | 413 | 415 | 422 | 429 | 500 | 503;
  /** Whether the same request may succeed later. */
  readonly retriable?: true;
  readonly title: Text;
  readonly detail: Text;
}

const entries = {
  'schema-error': {
    status: 400,
    title: { fr: 'Demande invalide', en: 'Invalid request' },
    detail: {
      fr: 'Des champs sont absents ou invalides : {fields}.',
      en: 'Fields are missing or invalid: {fields}.',
    },
  },
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
      fr: 'Le corps de la requête n’est pas du JSON, ou n’est pas entier.',
      en: 'The body of the request is not JSON, or not whole.',
    },
  },
  'malformed-request': {
    status: 400,
    title: { fr: 'Requête mal formée', en: 'Malformed request' },
    detail: { fr: 'La requête ne respecte pas HTTP.', en: 'The request does not keep to HTTP.' },
  },
  'certificate-refused': {
    status: 401,
    title: { fr: 'Certificat client refusé', en: 'Client certificate refused' },
    detail: {
      fr: 'Le certificat de cette connexion n’est plus accepté ({alert}).',
      en: 'The certificate of this connection is not accepted any more ({alert}).',
    },
  },
  'certificate-not-mapped': {
    status: 401,
    title: { fr: 'Certificat sans compte', en: 'Certificate without an account' },
    detail: {
      fr: 'La structure du certificat ({structure}) n’a pas accès à ce compte.',
      en: 'The structure of the certificate ({structure}) has no access to this account.',
    },
  },
  'issuer-refused': {
    status: 402,
    title: { fr: 'Paiement refusé par l’émetteur', en: 'Payment refused by the issuer' },
    detail: {
      fr: 'L’émetteur de la carte a répondu {responseCode}.',
      en: 'The issuer of the card answered {responseCode}.',
    },
  },
  'merchant-contract-missing': {
    status: 403,
    title: { fr: 'Contrat commerçant absent', en: 'No merchant contract' },
    detail: {
      fr: 'Le compte n’a pas de contrat pour débiter des cartes.',
      en: 'The account has no contract to debit cards.',
    },
  },
  'token-unknown': {
    status: 404,
    title: { fr: 'Jeton inconnu', en: 'Unknown token' },
    detail: { fr: 'Ce compte n’a pas ce jeton.', en: 'This account has no such token.' },
  },
  'not-found': {
    status: 404,
    title: { fr: 'Inconnu', en: 'Unknown' },
    detail: { fr: 'Ce compte n’a pas cet objet : {what}.', en: 'This account has no such {what}.' },
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
      fr: 'La clé a déjà servi pour une autre demande.',
      en: 'The key was used for another request.',
    },
  },
  'already-debited': {
    status: 409,
    title: { fr: 'Déjà débité', en: 'Already debited' },
    detail: {
      fr: 'Le consentement a déjà donné lieu à un débit ({payment}).',
      en: 'The consent has been debited already ({payment}).',
    },
  },
  'token-in-use': {
    status: 409,
    title: { fr: 'Jeton déjà employé', en: 'Token in use' },
    detail: {
      fr: 'Un consentement est déjà enregistré pour ce jeton.',
      en: 'A consent is registered for this token already.',
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
    detail: { fr: 'Le jeton a expiré le {expiredAt}.', en: 'The token expired on {expiredAt}.' },
  },
  'mandate-revoked': {
    status: 410,
    title: { fr: 'Consentement révoqué', en: 'Consent revoked' },
    detail: {
      fr: 'Le patient s’est opposé au débit le {opposedAt}.',
      en: 'The patient opposed the debit on {opposedAt}.',
    },
  },
  'body-too-large': {
    status: 413,
    title: { fr: 'Corps trop grand', en: 'Body too large' },
    detail: {
      fr: 'Le corps de la requête dépasse {limit} octets.',
      en: 'The body of the request exceeds {limit} octets.',
    },
  },
  'media-type-unsupported': {
    status: 415,
    title: { fr: 'Type de contenu non pris en charge', en: 'Unsupported content type' },
    detail: { fr: 'Il faut application/json.', en: 'application/json is wanted.' },
  },
  'over-ceiling': {
    status: 422,
    title: { fr: 'Plafond dépassé', en: 'Over the ceiling' },
    detail: {
      fr: 'Le patient a consenti à {ceiling} centimes au plus.',
      en: 'The patient agreed to {ceiling} cents at most.',
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
    detail: { fr: 'Seul EUR est pris en charge.', en: 'EUR is the only currency.' },
  },
  'webhook-address-refused': {
    status: 422,
    title: { fr: 'Adresse refusée', en: 'Address refused' },
    detail: {
      fr: 'Le banc n’appelle que des adresses de bouclage ou privées.',
      en: 'The bench calls loopback and private addresses only.',
    },
  },
  'too-many-requests': {
    status: 429,
    retriable: true,
    title: { fr: 'Trop de demandes', en: 'Too many requests' },
    detail: { fr: 'Refaire la demande plus tard.', en: 'Try again later.' },
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
