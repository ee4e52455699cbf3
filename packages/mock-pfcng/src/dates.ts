/** The same moment of another year; 29 February becomes 1 March. */
export function laterByYears(moment: Date, years: number): Date {
  const later = new Date(moment);
  later.setUTCFullYear(later.getUTCFullYear() + years);
  return later;
}

/** One month before: the same day of the month, or the last one of a shorter month. */
export function oneMonthBefore(moment: Date): Date {
  const earlier = new Date(moment);
  earlier.setUTCMonth(earlier.getUTCMonth() - 1);
  if (earlier.getUTCDate() !== moment.getUTCDate()) earlier.setUTCDate(0);
  return earlier;
}

export function wholeSeconds(moment: Date): Date {
  return new Date(Math.floor(moment.getTime() / 1000) * 1000);
}

const frenchDate = new Intl.DateTimeFormat('fr-FR', { dateStyle: 'long', timeZone: 'Europe/Paris' });

/** `22 novembre 2026`, of an ISO 8601 moment. */
export function inFrench(moment: string): string {
  return frenchDate.format(new Date(moment));
}
