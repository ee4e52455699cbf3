/** The head of the OpenAPI description. */
export const description = {
  openapi: '3.1.0' as const,
  info: {
    title: 'Dossier Pharmaceutique of the banc d’essai GAP',
    version: '1',
    description: [
      'The DP as the bench plays it: urn:banc-gap:dp:v1. The real contract is not public; this one is the bench’s own.',
      '',
      'Who asks is told by a PRO AUTH certificate of IGC-Santé, in mutual TLS 1.2; the role and the identifier of the person are those of that certificate.',
      'A dispensation is XML (docs/dp-dispensation.xsd) with an enveloped XML signature: RSA-SHA256, exclusive canonicalization, by a PRO SIGN of the same person.',
      'Refusals are problems (RFC 9457), in French or, by Accept-Language, in English; `retriable` says whether the same request may succeed later. Patients are fictitious: an INS of a real patient is refused.',
    ].join('\n'),
    license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
  },
};

/** How one is known. Of OpenAPI 3.1, and not yet among the types of @fastify/swagger. */
export const securitySchemes = { person: { type: 'mutualTLS', description: 'PRO AUTH' } };
export const security = [{ person: [] }];
