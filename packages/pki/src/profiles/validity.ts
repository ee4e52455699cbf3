import type { Validity } from './profile.ts';

/** The same date and time `years` later, to the second. */
export function forYears(years: number): (notBefore: Date) => Validity {
  return (notBefore) => {
    const notAfter = new Date(notBefore);
    notAfter.setUTCFullYear(notAfter.getUTCFullYear() + years);
    return { notBefore, notAfter };
  };
}

export function forDays(days: number): (notBefore: Date) => Validity {
  return (notBefore) => ({ notBefore, notAfter: new Date(notBefore.getTime() + days * 86_400_000) });
}

/** For a CA that exists since long before the bench. */
export function between(notBefore: string, notAfter: string): () => Validity {
  return () => ({ notBefore: new Date(notBefore), notAfter: new Date(notAfter) });
}
