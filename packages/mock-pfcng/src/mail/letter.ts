const FOOTER = `--
Banc d'essai GAP : ce message n'a pas été envoyé par l'Agence du Numérique en Santé, et ne quitte pas le banc.`;

/** The body of a message: paragraphs, of which empty ones are left out. */
export function letter(...paragraphs: readonly string[]): string {
  return ['Bonjour,', ...paragraphs.filter((paragraph) => paragraph !== ''), 'Cordialement,', FOOTER].join(
    '\n\n',
  );
}
