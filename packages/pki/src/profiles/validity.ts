import type { Validity } from './profile.ts';

/** The same day and time, to the second, `years` and `months` later; the last of the month where it has no such day. */
export function forYears(years: number, months = 0): (notBefore: Date) => Validity {
  return (notBefore) => {
    const notAfter = new Date(notBefore);
    notAfter.setUTCMonth(notAfter.getUTCMonth() + years * 12 + months);
    if (notAfter.getUTCDate() !== notBefore.getUTCDate()) notAfter.setUTCDate(0);
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
