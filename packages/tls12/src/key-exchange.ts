/** The groups of ECDHE that this endpoint speaks (RFC 8422 §5.1.1). */
export const GROUPS = { 'P-256': 23, 'P-384': 24, X25519: 29 } as const;
export type GroupName = keyof typeof GROUPS;
