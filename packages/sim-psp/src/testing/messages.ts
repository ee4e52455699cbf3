import { createHash } from 'node:crypto';

export const ACCOUNT = 'ch-test';

export const IMPRINT = {
  account: ACCOUNT,
  card: { scheme: 'CB', lastDigits: '0042', expires: '2030-04' },
  terminal: '0000BANC00000001',
};

export const consentFor = (token: string, ceiling = 150_00) => ({
  token,
  ceiling,
  currency: 'EUR',
  patientRef: 'P-0001',
  episodeRef: 'S-2026-0001',
  contact: 'email',
});

export const debitOf = (mandate: string, amount = 17_00) => ({
  mandate,
  amount,
  currency: 'EUR',
  merchantReference: 'F-2026-0001',
});

/** A UUID that is the same for the same word. */
export function keyFor(word: string): string {
  const hex = createHash('sha256').update(word).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
