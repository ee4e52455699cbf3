/** What the report says, in both of its languages. */
export interface Text {
  readonly fr: string;
  readonly en: string;
}

export const LANGUAGES = ['fr', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

/** Joins texts language by language. */
export function joinTexts(texts: readonly Text[], separator: string): Text {
  return {
    fr: texts.map((text) => text.fr).join(separator),
    en: texts.map((text) => text.en).join(separator),
  };
}
