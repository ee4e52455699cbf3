export type Language = 'fr' | 'en';

/** Which of the two languages is wanted most (RFC 9110 §12.5.4); French where the header says nothing of either. */
export function preferredLanguage(acceptLanguage: string | undefined): Language {
  const wanted = { fr: 0, en: 0 };
  for (const range of (acceptLanguage ?? '').split(',')) {
    const [tag = '', ...parameters] = range.split(';').map((part) => part.trim().toLowerCase());
    const language = tag.split('-')[0];
    if (language !== 'fr' && language !== 'en') continue;
    const weight = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2) ?? '1';
    wanted[language] = Math.max(wanted[language], Number(weight) || 0);
  }
  return wanted.en > wanted.fr ? 'en' : 'fr';
}
