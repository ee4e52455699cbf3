import { resolve } from 'node:path';
import {
  compareWithBaseline,
  consoleReporter,
  exitCode,
  type Language,
  type RunConfig,
  readBaseline,
  reportJson,
  runCases,
  selectCases,
  writeReport,
} from '@banc-gap/conformance';
import type { Authorities } from '@banc-gap/mock-igc-sante';
import { systemClock, systemRandom } from '@banc-gap/simkit';
import { filePorts } from './certificate-files.ts';
import type { CommandContext, ExitCode } from './command.ts';
import { drivePort, refusePublicDrive } from './drive-port.ts';
import { peerPorts } from './peer-ports.ts';
import { terminalCrls } from './terminal-crls.ts';
import { refusePublicTarget, terminalPort } from './terminal-port.ts';
import { version } from './version.ts';

export interface JudgeOptions {
  readonly config: RunConfig;
  readonly authorities: Authorities;
  readonly prefixes: readonly string[];
  /** A file that the configuration names. */
  readonly readFile: (file: string) => Buffer;
  /** Where the reports go. */
  readonly out: string;
  readonly language: Language;
  readonly json: boolean;
  /** The text of an earlier report.json, and where it was read. */
  readonly baseline?: { readonly file: string; readonly text: string };
}

/** Runs the cases against the GAP of the configuration and leaves the reports in `out`. */
export async function judge(options: JudgeOptions, context: CommandContext): Promise<ExitCode> {
  const { config, authorities, language, out } = options;
  const connects = selectCases(options.prefixes).some(({ kind }) => kind !== 'file');
  if (connects) await Promise.all([refusePublicTarget(config), refusePublicDrive(config)]);
  const baseline = options.baseline && readBaseline(options.baseline.text, options.baseline.file);
  const directory = resolve(out);
  const result = await runCases({
    config,
    prefixes: options.prefixes,
    seed: systemRandom.integer(0, 2 ** 31 - 1),
    version,
    language,
    stop: stopSignal(context),
    ports: {
      terminal: await terminalPort(config, authorities, { clock: systemClock, random: systemRandom }),
      identities: authorities.identities,
      revocation: terminalCrls(authorities),
      peers: peerPorts(config, authorities),
      ...drivePort(config, language, context),
      files: filePorts(authorities, options.readFile),
      serverTrust: authorities.trust.igcSante,
      clock: systemClock,
    },
    ...(options.json
      ? {}
      : {
          observer: consoleReporter({
            stream: context.stdout,
            language,
            terminal: context.stdout.isTTY ?? false,
          }),
        }),
  });
  await writeReport(result, directory);
  const differences = baseline ? compareWithBaseline(result.report, baseline) : undefined;
  if (options.json) context.stdout.write(reportJson(result.report));
  else context.stdout.write(`\n${directory}/report.html\n`);
  for (const difference of differences ?? []) {
    context.stderr.write(`${difference.id}: ${difference.before} → ${difference.after}\n`);
  }
  return exitCode(result.report, differences);
}

/** A run that is interrupted ends its case, and gives the GAP back what the case took. */
function stopSignal({ stopRequested }: CommandContext): AbortSignal {
  const stop = new AbortController();
  void stopRequested.then(() => stop.abort());
  return stop.signal;
}
