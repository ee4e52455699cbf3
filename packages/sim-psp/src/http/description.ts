/** The head of the OpenAPI description. */
export const description = {
  openapi: '3.1.0' as const,
  info: {
    title: 'Payment provider of the banc d’essai GAP',
    version: '1',
    description: [
      'Link A of Diapason, from a GAP to the payment provider, as the bench plays it: urn:banc-gap:diapason:v1. The real contract is not public; this one is the bench’s own.',
      '',
      'Who asks is told by an ORG AUTH_CLI certificate of IGC-Santé, in mutual TLS 1.2. `{account}` is a merchant account that the structure of that certificate may use, or `self`.',
      'Amounts are whole cents of euro. What creates something wants an `Idempotency-Key` (a UUID), kept for 24 hours: the same key with the same body gives the same answer, with another body a conflict. After a lost answer, ask `GET …/payments?idempotencyKey=` or send the same request again.',
      'Refusals are problems (RFC 9457), in French or, by Accept-Language, in English; `retriable` says whether the same request may succeed later. No card number may be in any message.',
    ].join('\n'),
    license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
  },
};

/** How one is known. Of OpenAPI 3.1, and not yet among the types of @fastify/swagger. */
export const securitySchemes = {
  gap: { type: 'mutualTLS', description: 'ORG AUTH_CLI, CN=Client_Diapason_PSP' },
};
export const security = [{ gap: [] }];
