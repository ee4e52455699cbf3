import { ALERTS, type AlertName } from '@banc-gap/pki';
import { isGoodPeer } from './cases/call-case.ts';
import { type ConformanceCase, isGoodTerminal, type Level } from './cases/case.ts';
import { CASES, matchesPrefix } from './cases/catalogue.ts';
import { expectedOf } from './cases/expected.ts';
import { conformanceErrors } from './errors.ts';
import { findRequirement } from './requirements/requirements.ts';
import type { Language, Text } from './text.ts';

/** One entry of `banc list --json`. */
export interface CaseListing {
  readonly id: string;
  readonly level: Level;
  readonly title: Text;
  readonly source: { readonly requirement: string; readonly document: string; readonly section?: string };
  readonly rfc?: string;
  /** What is wrong with the terminal, or what it offers: the data that the case is made of. */
  readonly defect?: unknown;
  readonly expected: Text;
  readonly alert?: AlertName;
  /** Whether the same attempt without the defect must pass first. */
  readonly twin: boolean;
  /** The defects of the reference GAP that make the case fail. */
  readonly provenBy: readonly string[];
  readonly lookAt: Text;
  readonly whyNotMust?: Text;
}

/** The cases below any of the prefixes, or all; an empty list where nothing matches. */
export function listCases(prefixes: readonly string[] = []): CaseListing[] {
  return CASES.filter(
    ({ id }) => prefixes.length === 0 || prefixes.some((prefix) => matchesPrefix(id, prefix)),
  ).map(listing);
}

function listing(testCase: ConformanceCase): CaseListing {
  const requirement = findRequirement(testCase.requirement);
  const defect = defectOf(testCase);
  return {
    id: testCase.id,
    level: testCase.level,
    title: testCase.title,
    source: {
      requirement: testCase.requirement,
      document: requirement?.documentTitle ?? '',
      ...(requirement?.section && { section: requirement.section }),
    },
    ...(testCase.rfc && { rfc: testCase.rfc }),
    ...(defect !== undefined && { defect }),
    expected: expectedOf(testCase),
    ...(testCase.alert && { alert: testCase.alert }),
    twin: hasTwin(testCase),
    provenBy: testCase.provenBy,
    lookAt: testCase.lookAt,
    ...(testCase.whyNotMust && { whyNotMust: testCase.whyNotMust }),
  };
}

function defectOf(testCase: ConformanceCase): unknown {
  switch (testCase.kind) {
    case 'refusal':
    case 'call-refusal':
    case 'call-reply':
      return testCase.defect;
    case 'control':
    case 'call-control':
      return testCase.difference;
    case 'negotiation':
      return { offer: testCase.offer };
    case 'call-conduct':
      return { steps: testCase.steps };
    case 'observation':
    case 'call-observation':
    case 'call-request':
    case 'file':
      return undefined;
  }
}

function hasTwin(testCase: ConformanceCase): boolean {
  if (testCase.kind === 'negotiation') return testCase.expect !== 'selected';
  if (testCase.kind === 'call-control') return !isGoodPeer(testCase);
  if (testCase.kind === 'control') return !isGoodTerminal(testCase);
  return ['refusal', 'call-refusal', 'call-reply', 'call-conduct'].includes(testCase.kind);
}

/** One line a case, for a terminal. */
export function listText(prefixes: readonly string[], language: Language): string {
  const cases = listCases(prefixes);
  const width = Math.max(0, ...cases.map(({ id }) => id.length));
  return cases
    .map(({ id, level, title }) => `${id.padEnd(width)}  ${level.padEnd(6)}  ${title[language]}\n`)
    .join('');
}

const LABELS = {
  level: { fr: 'Niveau', en: 'Level' },
  source: { fr: 'Source', en: 'Source' },
  words: { fr: 'Texte', en: 'Words' },
  rfc: { fr: 'Clause', en: 'Clause' },
  defect: { fr: 'Essai', en: 'Attempt' },
  expected: { fr: 'Attendu', en: 'Expected' },
  alert: { fr: 'Alerte', en: 'Alert' },
  twin: { fr: 'Témoin', en: 'Twin' },
  provenBy: { fr: 'Prouvé par', en: 'Proven by' },
  lookAt: { fr: 'Si échec', en: 'If it fails' },
} satisfies Record<string, Text>;

const TWIN: Text = {
  fr: 'le même essai sans le défaut doit passer juste avant et juste après',
  en: 'the same attempt without the defect must pass just before and just after',
};

/**
 * Everything about one case, for a terminal.
 * @throws BancError CONFORMANCE_UNKNOWN_CASE
 */
export function explainCase(id: string, language: Language): string {
  const testCase = CASES.find((candidate) => candidate.id === id);
  if (!testCase) throw conformanceErrors.error('CONFORMANCE_UNKNOWN_CASE', { id });
  const entry = listing(testCase);
  const requirement = findRequirement(testCase.requirement);
  const lines: [Text, string | undefined][] = [
    [LABELS.level, [entry.level, entry.whyNotMust?.[language]].filter(Boolean).join(' — ')],
    [
      LABELS.source,
      [entry.source.requirement, entry.source.document, entry.source.section].filter(Boolean).join(', '),
    ],
    [LABELS.words, requirement?.words],
    [LABELS.rfc, entry.rfc && `RFC ${entry.rfc}`],
    [LABELS.defect, entry.defect === undefined ? undefined : JSON.stringify(entry.defect)],
    [LABELS.expected, entry.expected[language]],
    [LABELS.alert, entry.alert && `${entry.alert} (${ALERTS[entry.alert]})`],
    [LABELS.twin, entry.twin ? TWIN[language] : undefined],
    [LABELS.provenBy, entry.provenBy.join(', ')],
    [LABELS.lookAt, entry.lookAt[language]],
  ];
  const width = Math.max(...Object.values(LABELS).map((label) => label[language].length));
  const body = lines.flatMap(([label, value]) =>
    value ? [`  ${label[language].padEnd(width)}  ${value}\n`] : [],
  );
  return `${entry.id}\n${entry.title[language]}\n\n${body.join('')}`;
}
