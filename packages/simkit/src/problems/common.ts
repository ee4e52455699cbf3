import type { ProblemEntry } from './problem.ts';

/** Refusals that every service over JSON has. */
export const COMMON_PROBLEMS = {
  'schema-error': {
    status: 400,
    title: { fr: 'Demande invalide', en: 'Invalid request' },
    detail: {
      fr: 'Des champs sont absents ou invalides : {fields}. « errors » dit de chacun ce qui est attendu.',
      en: 'Fields are missing or invalid: {fields}. `errors` says of each what is wanted.',
    },
  },
  'malformed-request': {
    status: 400,
    title: { fr: 'Requête mal formée', en: 'Malformed request' },
    detail: {
      fr: 'La requête ne respecte pas HTTP : vérifier sa ligne de requête, ses en-têtes et sa longueur.',
      en: 'The request does not keep to HTTP: check its request line, its headers and its length.',
    },
  },
  'certificate-refused': {
    status: 401,
    title: { fr: 'Certificat client refusé', en: 'Client certificate refused' },
    detail: {
      fr: 'Le certificat de cette connexion n’est pas accepté, ou ne l’est plus ({alert}). Se reconnecter avec un certificat valide.',
      en: 'The certificate of this connection is not accepted, or not any more ({alert}). Connect again with one that is valid.',
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
} as const satisfies Readonly<Record<string, ProblemEntry>>;
