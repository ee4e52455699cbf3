import { Certificate, inspectCertificate } from '@banc-gap/pki';
import { systemClock } from '@banc-gap/simkit';
import { type Command, exitCodes, jsonOption } from '../command.ts';
import { cliErrors } from '../errors.ts';
import { language, languageOption } from '../language.ts';
import { readNamedFile } from '../read-file.ts';

const marks = { error: '✗', warning: '!', info: '·' } as const;

export const inspect: Command = {
  name: 'inspect',
  summary: 'Says what a certificate is, and what the ANS would object to.',
  examples: ['banc inspect cert.pem', 'banc inspect cert.cer --lang fr'],
  positionals: 'FILE',
  options: { ...languageOption, ...jsonOption },
  async run(args, { stdout, env }) {
    const [file] = args.positionals;
    if (file === undefined)
      throw cliErrors.error('CLI_ARGUMENT_MISSING', { command: 'inspect', argument: 'a FILE' });
    const certificate = Certificate.parse(readNamedFile(file));
    const inspection = inspectCertificate(certificate, { at: systemClock.now(), lang: language(args, env) });
    if (args.flag('json')) {
      stdout.write(`${JSON.stringify(inspection, null, 2)}\n`);
    } else {
      const width = Math.max(...inspection.facts.map(({ label }) => label.length)) + 2;
      for (const { label, value } of inspection.facts) stdout.write(`${label.padEnd(width)}${value}\n`);
      stdout.write('\n');
      for (const { level, message } of inspection.findings) stdout.write(`${marks[level]} ${message}\n`);
    }
    return inspection.findings.some(({ level }) => level === 'error')
      ? exitCodes.notConforming
      : exitCodes.success;
  },
};
