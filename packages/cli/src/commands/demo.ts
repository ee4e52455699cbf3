import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runConfigSchema } from '@banc-gap/conformance';
import { openAuthorities } from '@banc-gap/mock-igc-sante';
import { type Command, jsonOption } from '../command.ts';
import { judge } from '../judge.ts';
import { language, languageOption } from '../language.ts';
import { startGap } from '../reference-gap.ts';

const fqdn = 'gap.ch-test.fr';

export const demo: Command = {
  name: 'demo',
  summary: 'Starts the bench and the reference GAP in one process, runs every case, leaves a report.',
  examples: ['banc demo', 'banc demo --lang fr --out reports/demo'],
  options: {
    out: { value: 'DIR', help: 'where the reports go (default: reports/latest)' },
    ...languageOption,
    ...jsonOption,
  },
  async run(args, context) {
    const directory = mkdtempSync(join(tmpdir(), 'banc-demo-'));
    try {
      using authorities = await openAuthorities(join(directory, 'state'), { create: { port: 0 } });
      await using _publication = await authorities.publish();
      await using gap = await startGap(authorities, { fqdn, stack: 'node' });
      const config = runConfigSchema.parse({
        gap: {
          editor: "Banc d'essai GAP",
          product: 'reference GAP (node:tls)',
          diapasonServer: { address: gap.host, port: gap.port, fqdn },
        },
      });
      return await judge(
        {
          config,
          authorities,
          prefixes: args.positionals,
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
