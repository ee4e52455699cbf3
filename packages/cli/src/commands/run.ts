import { dirname, resolve } from 'node:path';
import { loadRunConfig } from '@banc-gap/conformance';
import { type Command, jsonOption, stateOption } from '../command.ts';
import { judge } from '../judge.ts';
import { language, languageOption } from '../language.ts';
import { readNamedFile } from '../read-file.ts';
import { openState } from '../state.ts';

export const run: Command = {
  name: 'run',
  summary: 'Runs the cases against your GAP and leaves the reports.',
  examples: [
    'banc run',
    'banc run certificates                    judges the files of the GAP; needs no GAP that runs',
    'banc run diapason-tpe/revocation --lang fr',
    'banc run --config ci/banc.yaml --out reports/nightly --baseline reports/accepted/report.json',
  ],
  positionals: '[PREFIX…]',
  options: {
    config: { value: 'FILE', help: 'describes the GAP (default: banc.yaml)' },
    out: { value: 'DIR', help: 'where the reports go (default: reports/latest)' },
    baseline: { value: 'FILE', help: 'an earlier report.json: any verdict that differs is a failure' },
    ...languageOption,
    ...stateOption,
    ...jsonOption,
  },
  async run(args, context) {
    const configFile = args.text('config') ?? 'banc.yaml';
    const config = loadRunConfig(readNamedFile(configFile).toString('utf8'), configFile);
    const baselineFile = args.text('baseline');
    const baseline = baselineFile && {
      file: baselineFile,
      text: readNamedFile(baselineFile).toString('utf8'),
    };
    using authorities = await openState(args, context);
    return await judge(
      {
        config,
        authorities,
        prefixes: args.positionals,
        readFile: (file) => readNamedFile(resolve(dirname(configFile), file)),
        out: args.text('out') ?? 'reports/latest',
        language: language(args, context.env),
        json: args.flag('json'),
        ...(baseline ? { baseline } : {}),
      },
      context,
    );
  },
};
