import type { Verdict } from '../runner/verdict.ts';
import type { Text } from '../text.ts';

/** What verdicts are called, one and several. */
export const VERDICT_NAMES: Readonly<Record<Verdict, { readonly one: Text; readonly many: Text }>> = {
  pass: { one: { fr: 'conforme', en: 'pass' }, many: { fr: 'conformes', en: 'passed' } },
  fail: { one: { fr: 'échec', en: 'fail' }, many: { fr: 'échecs', en: 'failed' } },
  warn: { one: { fr: 'réserve', en: 'warn' }, many: { fr: 'réserves', en: 'warnings' } },
  skip: { one: { fr: 'sauté', en: 'skip' }, many: { fr: 'sautés', en: 'skipped' } },
  untestable: {
    one: { fr: 'non testable', en: 'untestable' },
    many: { fr: 'non testables', en: 'untestable' },
  },
  error: {
    one: { fr: 'erreur du banc', en: 'bench error' },
    many: { fr: 'erreurs du banc', en: 'bench errors' },
  },
};

export const VERDICT_SIGNS: Readonly<Record<Verdict, string>> = {
  pass: '✓',
  fail: '✗',
  warn: '!',
  skip: '-',
  untestable: '?',
  error: '#',
};

export const STRICT: Text = { fr: 'alerte exacte', en: 'exact alert' };

export const FIELDS = {
  expected: { fr: 'Attendu', en: 'Expected' },
  actual: { fr: 'Constaté', en: 'What happened' },
  lookAt: { fr: 'À regarder', en: 'Look at' },
  evidence: { fr: 'Preuves', en: 'Evidence' },
  source: { fr: 'Source', en: 'Source' },
  clause: { fr: 'Clause', en: 'Clause' },
  bestAlert: { fr: 'Meilleure alerte', en: 'Best alert' },
  alert: { fr: 'Alerte reçue', en: 'Alert received' },
  negotiated: { fr: 'Négocié', en: 'Negotiated' },
  twin: { fr: 'Témoin', en: 'Twin' },
  duration: { fr: 'Durée', en: 'Duration' },
} satisfies Record<string, Text>;
