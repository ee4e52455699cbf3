import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runConfigSchema } from '@banc-gap/conformance';
import { openAuthorities } from '@banc-gap/mock-igc-sante';
import { type DefectId, type Stack, startDrive } from '@banc-gap/ref-gap';
import { referenceGapFiles } from '../certificate-files.ts';
import { type Command, type CommandArguments, jsonOption } from '../command.ts';
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
    'Starts the bench and the reference GAP in one process, runs every case, or those with a prefix, leaves a report.',
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
        defects: args.texts('defect') as DefectId[],
      });
      await using drive = await startDrive(gap);
      const files = await referenceGapFiles(authorities, fqdn);
      const config = runConfigSchema.parse({
        gap: {
          editor: "Banc d'essai GAP",
          product: ['reference GAP', stack, ...args.texts('defect')].join(', '),
          diapasonServer: { address: gap.host, port: gap.port, fqdn },
        },
        peers,
        drive: { mode: 'http', url: drive.url },
        certificates: files.entries,
      });
      return await judge(
        {
          config,
          authorities,
          prefixes: args.positionals,
          readFile: files.read,
          out: args.text('out') ?? 'reports/latest',
          language: language(args, context.env),
          json: args.flag('json'),
        },
        context,
      );
    } finally {
      rmSync(directory, { recursive: true, force: true });
    }
  },
};

function requestedStack(args: CommandArguments): Stack {
  const stack = args.text('stack') ?? 'node';
  if (stack === 'node' || stack === 'tls12') return stack;
  throw cliErrors.error('CLI_OPTION_INVALID', {
    command: 'demo',
    reason: `--stack is node or tls12, not ${stack}.`,
  });
}
