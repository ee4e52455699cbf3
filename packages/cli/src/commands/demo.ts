import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runConfigSchema } from '@banc-gap/conformance';
import { openAuthorities } from '@banc-gap/mock-igc-sante';
import { type DefectId, type Stack, startDrive } from '@banc-gap/ref-gap';
import { referenceGapFiles } from '../certificate-files.ts';
import { type Command, type CommandArguments, exitCodes, jsonOption } from '../command.ts';
import { temporaryBench } from '../day/bench.ts';
import { type DayReport, liveDay } from '../day/day.ts';
import { ORDINARY_PATIENT } from '../day/patient.ts';
import { dayText } from '../day/print.ts';
import { cliErrors } from '../errors.ts';
import { freePort } from '../free-port.ts';
import { judge } from '../judge.ts';
import { language, languageOption } from '../language.ts';
import { startGap } from '../reference-gap.ts';

const fqdn = 'gap.ch-test.fr';

export const demo: Command = {
  name: 'demo',
  positionals: '[PREFIX…]',
  summary:
    'Lives a Diapason day with the reference GAP, then runs every case against it, or those with a prefix, and leaves a report.',
  examples: [
    'banc demo',
    'banc demo diapason-psp                        one suite, topic or case',
    'banc demo --defect ignores-leaf-expiry        what a GAP that is wrong gets',
    'banc demo --stack tls12 --lang fr --out reports/demo',
  ],
  options: {
    stack: { value: 'node|tls12', help: 'what the reference GAP speaks TLS with (default: node)' },
    defect: {
      value: 'ID',
      help: 'plant a mistake in the reference GAP; docs/detection-matrix.md lists them',
      multiple: true,
    },
    out: { value: 'DIR', help: 'where the reports go (default: reports/latest)' },
    ...languageOption,
    ...jsonOption,
  },
  async run(args, context) {
    const stack = requestedStack(args);
    const wanted = language(args, context.env);
    const out = args.text('out') ?? 'reports/latest';
    const defects = args.texts('defect') as DefectId[];
    // Who asks for one suite, for a mistake or for JSON is not asking for the story.
    const whole = args.positionals.length === 0 && defects.length === 0 && !args.flag('json');
    const day = whole ? await ordinaryDay() : undefined;
    if (day) context.stdout.write(`${dayText(day, wanted, { certificates: false })}\n`);
    const directory = mkdtempSync(join(tmpdir(), 'banc-demo-'));
    try {
      using authorities = await openAuthorities(join(directory, 'state'), { create: { port: 0 } });
      await using _publication = await authorities.publish();
      const peers = {
        psp: { host: 'psp.banc.test', port: await freePort() },
        annuaire: { host: 'annuaire.banc.test', port: await freePort() },
        amc: { host: 'amc.banc.test', port: await freePort() },
        dp: { host: 'dp.banc.test', port: await freePort() },
      };
      await using gap = await startGap(authorities, {
        fqdn,
        stack,
        peers,
        defects,
      });
      await using drive = await startDrive(gap);
      const files = await referenceGapFiles(authorities, fqdn);
      const config = runConfigSchema.parse({
        gap: {
          editor: "Banc d'essai GAP",
          product: ['reference GAP', stack, ...defects].join(', '),
          diapasonServer: { address: gap.host, port: gap.port, fqdn },
        },
        peers,
        drive: { mode: 'http', url: drive.url },
        certificates: files.entries,
      });
      const verdict = await judge(
        {
          config,
          authorities,
          prefixes: args.positionals,
          readFile: files.read,
          out,
          language: wanted,
          json: args.flag('json'),
        },
        context,
      );
      if (!day) return verdict;
      writeFileSync(join(out, 'day.txt'), dayText(day, wanted));
      return day.right ? verdict : exitCodes.notConforming;
    } finally {
      rmSync(directory, { recursive: true, force: true });
    }
  },
};

async function ordinaryDay(): Promise<DayReport> {
  await using bench = await temporaryBench(['--terminals=1']);
  return await liveDay(bench, [ORDINARY_PATIENT], { fromTheStart: true });
}

function requestedStack(args: CommandArguments): Stack {
  const stack = args.text('stack') ?? 'node';
  if (stack === 'node' || stack === 'tls12') return stack;
  throw cliErrors.error('CLI_OPTION_INVALID', {
    command: 'demo',
    reason: `--stack is node or tls12, not ${stack}.`,
  });
}
