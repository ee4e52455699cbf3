import type { Exchange } from '@banc-gap/simkit';
import { expectedOf } from '../cases/expected.ts';
import { prescribedSuiteNote } from '../config/prescribed-suite.ts';
import type { RunConfig } from '../config/schema.ts';
import { findRequirement } from '../requirements/requirements.ts';
import { suiteName, versionName } from '../runner/describe.ts';
import type { CaseResult } from '../runner/result.ts';
import { VERDICTS } from '../runner/verdict.ts';
import type { Language, Text } from '../text.ts';
import { evidencePaths } from './evidence.ts';
import type { CaseReport, Report } from './schema.ts';

export interface ReportInput {
  readonly results: readonly CaseResult[];
  readonly config: RunConfig;
  readonly seed: string | number;
  readonly version: string;
  readonly language: Language;
  readonly startedAt: Date;
  readonly durationMs: number;
}

export function buildReport(input: ReportInput): Report {
  const { results, config, seed, version, language, startedAt, durationMs } = input;
  const { editor, product, version: gapVersion, diapasonServer } = config.gap;
  const cases = results.map((result) => caseReport(result, config, language));
  return {
    tool: 'banc-gap',
    version,
    language,
    startedAt: startedAt.toISOString(),
    durationMs,
    seed,
    gap: {
      editor,
      product,
      version: gapVersion,
      fqdn: diapasonServer.fqdn,
      address: diapasonServer.address ?? null,
      port: diapasonServer.port,
    },
    cipher: config.cipher,
    notes: notesOf(results, config).map((note) => note[language]),
    cases,
    summary: summarize(cases),
  };
}

/** What a reader has to know to take the verdicts for what they are. */
function notesOf(results: readonly CaseResult[], { cipher }: RunConfig): readonly Text[] {
  const asked = results.some(({ testCase }) => testCase.suite === 'roc-annuaire');
  return [prescribedSuiteNote(cipher), ...(asked ? [CLIENT_REVOCATION] : [])];
}

const CLIENT_REVOCATION: Text = {
  fr: 'L’annuaire de cette exécution ne regarde pas si le certificat du GAP est révoqué, ce que l’ANS laisse facultatif ; celui de « banc up » le fait, sauf avec --annuaire-client-revocation off.',
  en: 'The annuaire of this run does not look whether the certificate of the GAP is revoked, which ANS leaves open; that of "banc up" does, unless told --annuaire-client-revocation off.',
};

function summarize(cases: readonly CaseReport[]): Report['summary'] {
  const counts = VERDICTS.map((verdict) => [verdict, cases.filter((one) => one.verdict === verdict).length]);
  return Object.fromEntries(counts) as Report['summary'];
}

function caseReport(result: CaseResult, config: RunConfig, language: Language): CaseReport {
  const { testCase, verdict, strict, actual, alert, twin, durationMs, trial } = result;
  const requirement = findRequirement(testCase.requirement);
  return {
    id: testCase.id,
    title: testCase.title[language],
    level: testCase.level,
    source: {
      requirement: testCase.requirement,
      document: requirement?.documentTitle ?? '',
      ...(requirement?.section && { section: requirement.section }),
    },
    ...(testCase.rfc && { rfc: testCase.rfc }),
    verdict,
    strict,
    expected: expectedOf(testCase, config.cipher)[language],
    actual: actual[language],
    bestAlert: testCase.alert ?? null,
    alert,
    observed: trial ? negotiated(trial.exchange) : null,
    twin: twin && { verdict: twin.verdict, detail: twin.detail[language] },
    lookAt: verdict === 'fail' || verdict === 'warn' ? testCase.lookAt[language] : null,
    durationMs,
    evidence: trial ? [...evidencePaths(testCase.id, trial)] : [],
  };
}

/** What the two sides agreed on, if they did; the same in every language. */
function negotiated({ serverHello, info }: Exchange): string | null {
  if (!serverHello) return null;
  const facts = [versionName(serverHello.version), suiteName(serverHello.cipherSuite)];
  if (info?.group) facts.push(info.group);
  if (info?.extendedMasterSecret) facts.push('extended master secret');
  if (info?.encryptThenMac) facts.push('encrypt-then-MAC');
  return facts.join(', ');
}
