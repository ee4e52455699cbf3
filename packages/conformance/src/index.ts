export type { RecordedRequest, SeenRequest } from './calls/request-record.ts';
export type { CallCase, CallOrder, PeerDefect, SeenStep } from './cases/call-case.ts';
export type {
  CaseSuite,
  ConformanceCase,
  Level,
  Offer,
  TerminalDefect,
} from './cases/case.ts';
export { CASES, selectCases } from './cases/catalogue.ts';
export { NEW_AMC } from './cases/roc-annuaire/facts.ts';
export { FEATURES, type Feature } from './config/features.ts';
export { loadRunConfig, type RunConfig, runConfigSchema } from './config/schema.ts';
export {
  DRIVE_ACTIONS,
  type Drive,
  type DriveAction,
  type DriveOrder,
  type DriveReply,
} from './drive/actions.ts';
export type { DriveTerminal } from './drive/manual-drive.ts';
export { openDrive } from './drive/open-drive.ts';
export { conformanceErrors } from './errors.ts';
export { type CaseListing, explainCase, listCases, listText } from './listing.ts';
export type {
  Attempt,
  FilePorts,
  PeerName,
  PeerPort,
  PeerRemark,
  Probe,
  RunPorts,
  TerminalCrls,
  TerminalIdentities,
  TerminalPort,
} from './ports.ts';
export { type ConsoleOptions, consoleReporter } from './report/console.ts';
export { reportHtml } from './report/html/page.ts';
export { reportJson } from './report/json.ts';
export { junitXml } from './report/junit.ts';
export { type CaseReport, type Report, reportJsonSchema, reportSchema } from './report/schema.ts';
export { writeReport } from './report/write.ts';
export { requirementsCsv } from './requirements/csv.ts';
export { REQUIREMENTS, type Requirement } from './requirements/requirements.ts';
export {
  type Baseline,
  type BaselineDifference,
  compareWithBaseline,
  readBaseline,
} from './runner/baseline.ts';
export { exitCode } from './runner/exit-code.ts';
export type { CaseResult } from './runner/result.ts';
export { type RunOptions, type RunResult, runCases } from './runner/run.ts';
export type { RunObserver } from './runner/session.ts';
export { VERDICTS, type Verdict } from './runner/verdict.ts';
export { LANGUAGES, type Language, type Text } from './text.ts';
