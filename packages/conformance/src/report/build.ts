import type { Exchange } from '@banc-gap/simkit';
import { isCall } from '../cases/case.ts';
import { expectedOf } from '../cases/expected.ts';
import { peerOf } from '../cases/suite-orders.ts';
import { prescribedSuiteNote } from '../config/prescribed-suite.ts';
import type { RunConfig } from '../config/schema.ts';
import type { RunPorts } from '../ports.ts';
import { findRequirement } from '../requirements/requirements.ts';
import { suiteName, versionName } from '../runner/describe.ts';
import type { CaseResult } from '../runner/result.ts';
import { VERDICTS } from '../runner/verdict.ts';
import type { Language } from '../text.ts';
import { evidencePaths } from './evidence.ts';
import type { CaseReport, Report } from './schema.ts';

export interface ReportInput {
  readonly results: readonly CaseResult[];
  readonly config: RunConfig;
  readonly peers: RunPorts['peers'];
  readonly seed: string | number;
  readonly version: string;
  readonly language: Language;
  readonly startedAt: Date;
  readonly durationMs: number;
}

export function buildReport(input: ReportInput): Report {
  const { results, config, peers, seed, version, language, startedAt, durationMs } = input;
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
    clientRevocation: clientRevocationOf(results, peers),
    notes: [prescribedSuiteNote(config.cipher)[language]],
    cases,
    summary: summarize(cases),
  };
}

/** Of the suites that were run. */
function clientRevocationOf(
  results: readonly CaseResult[],
  peers: RunPorts['peers'],
): Report['clientRevocation'] {
  const calls = results.map(({ testCase }) => testCase).filter(isCall);
  const suites = new Map(calls.map((testCase) => [testCase.suite, peers[peerOf(testCase)]]));
  return Object.fromEntries(
    [...suites].flatMap(([suite, port]) => (port?.clientRevocation ? [[suite, port.clientRevocation]] : [])),
  );
}

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
