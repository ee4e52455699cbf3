import type { ProblemEntry } from './catalogue.ts';

/** Refusals of a request that no rule of the path has looked at yet. */
export const HTTP_PROBLEMS = {
  'malformed-body': {
    status: 400,
    title: { fr: 'Corps illisible', en: 'Unreadable body' },
    detail: {
      fr: "Le corps de la requête n'est pas du JSON, ou n'est pas entier.",
      en: 'The body of the request is not JSON, or not whole.',
    },
    requirements: [],
  },
  'malformed-request': {
    status: 400,
    title: { fr: 'Requête mal formée', en: 'Malformed request' },
    detail: {
      fr: 'La requête ne respecte pas HTTP : {reason}',
      en: 'The request does not keep to HTTP: {reason}',
    },
    requirements: [],
  },
  'resource-unknown': {
    status: 404,
    title: { fr: 'Ressource inconnue', en: 'Unknown resource' },
    detail: {
      fr: "L'API n'a pas de ressource {path} ; /api/v1/openapi.json les décrit toutes.",
      en: 'The API has no resource {path}; /api/v1/openapi.json describes all of them.',
    },
    requirements: [],
  },
  'method-not-allowed': {
    status: 405,
    title: { fr: 'Méthode non permise', en: 'Method not allowed' },
    detail: {
      fr: 'La ressource {path} ne connaît que {allowed}.',
      en: 'The resource {path} knows {allowed} only.',
    },
    requirements: [],
  },
  'body-too-large': {
    status: 413,
    title: { fr: 'Corps trop grand', en: 'Body too large' },
    detail: {
      fr: 'Le corps de la requête dépasse {limit} octets.',
      en: 'The body of the request exceeds {limit} octets.',
    },
    requirements: [],
  },
  'media-type-unsupported': {
    status: 415,
    title: { fr: 'Type de contenu non pris en charge', en: 'Unsupported content type' },
    detail: {
      fr: 'Le corps est de type {type} : il faut application/json.',
      en: 'The body is of type {type}: application/json is wanted.',
    },
    requirements: [],
  },
  'internal-error': {
    status: 500,
    title: { fr: 'Erreur de la plateforme', en: 'Fault of the platform' },
    detail: {
      fr: "La plateforme n'a pas pu traiter la demande, par un défaut du banc : {reason}",
      en: 'The platform could not carry out the request, by a fault of the bench: {reason}',
    },
    requirements: [],
  },
} as const satisfies Readonly<Record<string, ProblemEntry>>;
