import type { OfferName, UsageName } from '../data/offers.ts';
import { USES, type Use } from '../data/uses.ts';
import type { Warning } from '../schemas/warnings.ts';

const uses: readonly Use[] = Object.values(USES);

/** The names that the documents prescribe are recommended, never wanted. */
export function strayingServiceApplicatif(usage: UsageName, value: string): Warning | undefined {
  const recommended = uses.filter(
    (use) => use.offer === 'ORG' && use.usages.includes(usage) && use.serviceApplicatif !== undefined,
  );
  if (recommended.length === 0 || recommended.some((use) => use.serviceApplicatif === value))
    return undefined;
  const names = recommended.map((use) => `${use.serviceApplicatif} (${use.title.fr})`).join(', ');
  return {
    id: 'service-applicatif-unusual',
    text: {
      fr: `« ${value} » n'est pas un nom recommandé ; pour cet usage : ${names}.`,
      en: `"${value}" is not a recommended name; for this usage: ${names}.`,
    },
    requirements: [...new Set(recommended.flatMap(({ requirements }) => requirements))],
  };
}

/** The text "Précisions sur l'usage" is prescribed for each project, and more than one may stand in the field. */
export function strayingUsageText(
  form: 'F413' | 'F414',
  text: string,
  offers: readonly { readonly offer: OfferName; readonly usages: readonly UsageName[] }[],
): Warning | undefined {
  const fitting = uses.filter(({ offer, usages }) =>
    offers.some((ticked) => ticked.offer === offer && usages.some((usage) => ticked.usages.includes(usage))),
  );
  const prescribed = fitting.flatMap(({ usageText }) => usageText[form] ?? []);
  if (prescribed.length === 0 || prescribed.some((one) => plain(text).includes(plain(one)))) return undefined;
  return {
    id: 'usage-text-unusual',
    text: {
      fr: `Le texte d'usage n'est aucun de ceux que les documents prescrivent : ${prescribed.map((one) => `« ${one} »`).join(' ; ')}`,
      en: `The usage text is none of those that the documents prescribe: ${prescribed.map((one) => `"${one}"`).join('; ')}`,
    },
    requirements: [...new Set(fitting.flatMap(({ requirements }) => requirements))],
  };
}

/** Typographic differences do not count. */
function plain(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[’‘]/g, "'")
    .replace(/[–—]/g, '-')
    .replace(/\s+/g, ' ')
    .trim()
    .toLowerCase();
}

/** For the DP, UPN and e-mail are to stay empty. */
export function filledForDp(field: 'UPN' | 'e-mail'): Warning {
  return {
    id: field === 'UPN' ? 'dp-upn-filled' : 'dp-email-filled',
    text: {
      fr: `Pour le Dossier Pharmaceutique, il est conseillé de ne rien indiquer dans le champ ${field}.`,
      en: `For the Dossier Pharmaceutique, the field ${field} should stay empty.`,
    },
    requirements: [field === 'UPN' ? 'S4-028' : 'S4-029'],
  };
}
