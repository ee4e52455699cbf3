import { statSync } from 'node:fs';
import {
  CERTIFICATE_USES,
  type CertificateUse,
  ENVIRONMENTS,
  type Environment,
  type Finding,
  type Inspection,
  inspectFile,
  LARGEST_FILE,
  pkiErrors,
} from '@banc-gap/pki';
import { systemClock } from '@banc-gap/simkit';
import { type Command, type CommandArguments, exitCodes, jsonOption } from '../command.ts';
import { cliErrors } from '../errors.ts';
import { language, languageOption } from '../language.ts';
import { readNamedFile } from '../read-file.ts';

const MARKS = { MUST: '✗', SHOULD: '!', note: '·' } as const;

const NOTHING = { fr: 'Rien à redire.', en: 'Nothing to object to.' };

export const inspect: Command = {
  name: 'inspect',
  summary: 'Says what a file is, and what the ANS would object to: certificate, chain, keystore, CSR, CRL.',
  examples: [
    'banc inspect cert.pem',
    'banc inspect gap.p12 --password-file password.txt --use diapason-tpe-server --fqdn gap.ch-ville.fr',
    'banc inspect ACI-EL-ORG.crl --lang fr',
  ],
  positionals: 'FILE',
  options: {
    use: {
      value: 'USE',
      help: `what the GAP uses it for: ${CERTIFICATE_USES.join(', ')} (default: what it seems meant for)`,
    },
    'password-file': { value: 'FILE', help: 'the password of a keystore or of a key is its first line' },
    password: { value: 'TEXT', help: 'likewise; others on this machine may see it' },
    environment: { value: 'test|production', help: 'where the GAP is to run (default: not judged)' },
    fqdn: { value: 'NAME', help: 'what was typed into the terminals (default: not judged)' },
    ...languageOption,
    ...jsonOption,
  },
  async run(args, { stdout, env }) {
    const lang = language(args, env);
    const inspection = await inspectFile(readFile(args), {
      at: systemClock.now(),
      lang,
      password: password(args),
      use: oneOf<CertificateUse>(args, 'use', CERTIFICATE_USES),
      environment: oneOf<Environment>(args, 'environment', ENVIRONMENTS),
      fqdn: args.text('fqdn'),
    });
    stdout.write(args.flag('json') ? `${JSON.stringify(inspection, null, 2)}\n` : tell(inspection, lang));
    return inspection.findings.some(({ level }) => level === 'MUST')
      ? exitCodes.notConforming
      : exitCodes.success;
  },
};

function readFile(args: CommandArguments): Buffer {
  const [file] = args.positionals;
  if (file === undefined)
    throw cliErrors.error('CLI_ARGUMENT_MISSING', { command: 'inspect', argument: 'a FILE' });
  const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  if (size > LARGEST_FILE) throw pkiErrors.error('PKI_FILE_TOO_LARGE', { size, most: LARGEST_FILE });
  return readNamedFile(file);
}

function password(args: CommandArguments): string | undefined {
  const file = args.text('password-file');
  if (file === undefined) return args.text('password');
  return readNamedFile(file).toString('utf8').split(/\r?\n/, 1)[0];
}

function oneOf<Value extends string>(
  args: CommandArguments,
  option: string,
  values: readonly Value[],
): Value | undefined {
  const value = args.text(option);
  if (value === undefined || values.includes(value as Value)) return value as Value | undefined;
  throw cliErrors.error('CLI_OPTION_INVALID', {
    command: 'inspect',
    reason: `--${option} is one of ${values.join(', ')}, not ${value}.`,
  });
}

function tell({ facts, findings }: Inspection, lang: 'fr' | 'en'): string {
  const width = Math.max(0, ...facts.map(({ label }) => label.length)) + 2;
  const told = facts.map(({ label, value }) => `${label.padEnd(width)}${value}\n`).join('');
  const objections = findings.some(({ level }) => level !== 'note') ? '' : `${NOTHING[lang]}\n`;
  return `${told}\n${findings.map(finding).join('')}${objections}`;
}

function finding({ level, rule, message, next, requirement }: Finding): string {
  const source = [level, rule, requirement].filter(Boolean).join(', ');
  return `${MARKS[level]} ${message}${level === 'note' ? '' : ` [${source}]`}\n${next ? `  → ${next}\n` : ''}`;
}
