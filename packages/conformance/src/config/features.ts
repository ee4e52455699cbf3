/** What a GAP may declare it does not do. No MUST case depends on one: a declaration can never waive a MUST. */
export const FEATURES = ['ocsp', 'resumption'] as const;
export type Feature = (typeof FEATURES)[number];
