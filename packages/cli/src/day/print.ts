import type { DayReport, DayStep } from './day.ts';
import type { DayMessage } from './messages.ts';
import type { PatientDossier } from './patient.ts';
import { euros, type Text } from './words.ts';

type Language = keyof Text;

const STEP: Readonly<Record<DayStep['step'], Text>> = {
  admission: { fr: 'Admission', en: 'Admission' },
  consent: { fr: 'Consentement au terminal, plafond', en: 'Consent at the terminal, ceiling' },
  dp: {
    fr: 'Le médecin consulte le Dossier Pharmaceutique',
    en: 'The doctor consults the Dossier Pharmaceutique',
  },
  care: { fr: 'Soins, reste à payer', en: 'Care, left to pay' },
  debit: { fr: 'Débit', en: 'Debit' },
  settlement: { fr: 'Règlement', en: 'Settlement' },
};
const STATE: Readonly<Record<string, Text>> = {
  AUTHORISED: { fr: 'débité', en: 'debited' },
  CONSENT_REFUSED: { fr: 'pas de consentement', en: 'no consent' },
  OVER_CEILING: { fr: 'au-dessus du plafond, pas de débit', en: 'above the ceiling, no debit' },
  REFUSED: { fr: 'débit refusé', en: 'debit refused' },
};
const WORDS = {
  issuedBy: { fr: 'émis par', en: 'issued by' },
  serial: { fr: 'n° de série', en: 'serial number' },
  nothing: {
    fr: 'lien du terminal à l’acquéreur, que le GAP ne voit pas',
    en: 'link from the terminal to the acquirer, which the GAP does not see',
  },
  balances: { fr: 'le grand livre est équilibré', en: 'the ledger balances' },
  doesNot: { fr: 'le grand livre n’est pas équilibré', en: 'the ledger does not balance' },
} as const satisfies Readonly<Record<string, Text>>;

/** The day as a person reads it: each message and, unless told otherwise, under it the certificate that vouches for it. */
export function dayText(
  report: DayReport,
  language: Language,
  { certificates = true }: { readonly certificates?: boolean } = {},
): string {
  const { steps, messages } = report;
  const lines = [
    ...steps.map((step) => ({ at: step.at, text: headingOf(step, language) })),
    ...messages.map((message) => ({ at: message.at, text: messageText(message, language, certificates) })),
  ].toSorted((one, other) => one.at.localeCompare(other.at));
  return `${[...lines.map(({ text }) => text), '', ...verdict(report, language)].join('\n')}\n`;
}

function headingOf({ step, dossier, amount }: DayStep, language: Language): string {
  const what = amount === undefined ? '' : `, ${euros(amount, language)}`;
  return `\n${STEP[step][language]}${what}${dossier ? ` (${dossier})` : ''}`;
}

function messageText(message: DayMessage, language: Language, certificates: boolean): string {
  const { at, from, to, what, vouchedForBy } = message;
  const line = `  ${at.slice(11, 23)}  ${from} → ${to}  ${what[language]}`;
  if (!certificates) return line;
  const by = vouchedForBy
    ? [
        vouchedForBy.subject,
        `${WORDS.issuedBy[language]} ${vouchedForBy.issuer}`,
        `${WORDS.serial[language]} ${vouchedForBy.serialNumber}`,
      ]
    : [WORDS.nothing[language]];
  const indent = '                ';
  return [line, ...by.map((fact) => indent + fact)].join('\n');
}

function verdict({ dossiers, consented, settled, ledgerBalances }: DayReport, language: Language): string[] {
  const mark = (right: boolean) => (right ? '✓' : '✗');
  const [asked, paid] = [euros(consented, language), euros(settled, language)];
  const sentence = {
    fr: `consenti et dû ${asked}, réglé ${paid}`,
    en: `agreed and due ${asked}, settled ${paid}`,
  };
  return [
    ...dossiers.map((dossier) => `  ${dossierText(dossier, language)}`),
    `${mark(ledgerBalances)} ${(ledgerBalances ? WORDS.balances : WORDS.doesNot)[language]}`,
    `${mark(consented === settled)} ${sentence[language]}`,
  ];
}

function dossierText({ id, state, refusal, payment }: PatientDossier, language: Language): string {
  const why = [refusal?.reason, refusal?.responseCode].filter(Boolean).join(' ');
  const detail = payment ? `, ${euros(payment.amount, language)}` : why && ` (${why})`;
  return `${id}  ${STATE[state]?.[language] ?? state}${detail}`;
}
