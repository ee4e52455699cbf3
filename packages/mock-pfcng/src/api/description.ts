/** The head of the OpenAPI description. */
export const description = {
  openapi: '3.1.0' as const,
  info: {
    title: "PFCNG of the banc d'essai GAP",
    version: '1',
    description: [
      'The ordering platform of IGC-Santé as the bench plays it: from the contract to the certificate.',
      'The rules are those of the ANS documents; the API is the bench’s own, since the real platform has none.',
      '',
      'Who asks is told by the AUTH certificate of a card, in mutual TLS. Refusals are problems (RFC 9457) in French or English, by Accept-Language; their `type` is stable, and `GET /api/v1/problems` lists every one.',
      'Lists come by pages: `limit`, `offset`, and `next` for the following one. A request that creates something takes an `Idempotency-Key`: sent again with the same key, it gives the same answer.',
    ].join('\n'),
    license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
  },
};

/** How one is known. Of OpenAPI 3.1, and not yet among the types of @fastify/swagger. */
export const securitySchemes = {
  card: { type: 'mutualTLS', description: 'The AUTH certificate of a CPx card' },
};
export const security = [{ card: [] }];
