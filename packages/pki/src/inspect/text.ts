export type Language = 'fr' | 'en';

/** A text in both languages; `{name}` stands for the parameter of that name. */
export type Text = Readonly<Record<Language, string>>;

export function fillText(text: Text, lang: Language, parameters: Readonly<Record<string, string>>): string {
  return text[lang].replace(/\{(\w+)\}/g, (placeholder, name: string) => parameters[name] ?? placeholder);
}
