export type Language = 'fr' | 'en';

/** A text in both languages; `{name}` stands for the parameter of that name. */
export type Text = Readonly<Record<Language, string>>;

/** What goes into a text, the same in both languages or not. */
export type Parameters = Readonly<Record<string, string | Text>>;

export function fillText(text: Text, parameters: Parameters): Text {
  return { fr: fill(text.fr, 'fr', parameters), en: fill(text.en, 'en', parameters) };
}

function fill(text: string, lang: Language, parameters: Parameters): string {
  return text.replace(/\{(\w+)\}/g, (placeholder, name: string) => {
    const value = parameters[name];
    return (typeof value === 'object' ? value[lang] : value) ?? placeholder;
  });
}
