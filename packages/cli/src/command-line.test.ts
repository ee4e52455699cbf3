import { describe, expect, it } from 'vitest';
import { commands } from './commands/index.ts';
import { invoke } from './testing/invoke.ts';

describe('banc', () => {
  it('says what it can do', async () => {
    const { exitCode, stdout } = await invoke([]);
    expect(exitCode).toBe(0);
    for (const { name } of commands) expect(stdout).toContain(name);
  });

  it.each(commands.map(({ name }) => name))('%s explains itself, examples first', async (name) => {
    const { exitCode, stdout, stderr } = await invoke([name, '--help']);
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    expect(stdout.indexOf(`  banc ${name}`)).toBeGreaterThan(0);
    expect(stdout.indexOf(`  banc ${name}`)).toBeLessThan(stdout.indexOf('Usage:'));
  });

  it.each<[string, string[], string]>([
    ['an unknown command', ['frobnicate'], 'CLI_COMMAND_UNKNOWN'],
    ['an unknown option', ['run', '--frobnicate'], 'CLI_OPTION_INVALID'],
    ['an option without its value', ['kit', '--out'], 'CLI_OPTION_INVALID'],
    ['an argument where none goes', ['kit', 'somewhere'], 'CLI_OPTION_INVALID'],
    ['a language that we do not speak', ['list', '--lang', 'de'], 'CLI_OPTION_INVALID'],
    ['a port that is none', ['up', '--control-port', '99999'], 'CLI_OPTION_INVALID'],
    ['no place for the kit', ['kit'], 'CLI_ARGUMENT_MISSING'],
    ['no profile', ['issue', '--out', 'x'], 'CLI_ARGUMENT_MISSING'],
    ['no file', ['inspect'], 'CLI_ARGUMENT_MISSING'],
    ['a file that is not there', ['inspect', '/nowhere/at.all'], 'CLI_FILE_UNREADABLE'],
    ['a configuration that is not there', ['run', '--config', '/nowhere/banc.yaml'], 'CLI_FILE_UNREADABLE'],
    ['a case that is not there', ['explain', 'diapason-tpe/trust/frobnicated'], 'CLI_CASE_UNKNOWN'],
  ])('answers %s with one error, and exit code 3', async (_, argv, code) => {
    const { exitCode, stdout, stderr } = await invoke(argv);
    expect(exitCode).toBe(3);
    expect(stdout).toBe('');
    expect(stderr).toContain(`[${code}]`);
    expect(stderr.split('\n')).toHaveLength(4);
  });
});

describe('banc list', () => {
  it('prints JSON and nothing else', async () => {
    const { exitCode, stdout } = await invoke(['list', 'diapason-tpe/validity', '--json']);
    expect(exitCode).toBe(0);
    const cases = JSON.parse(stdout) as { id: string; level: string; source: { requirement: string } }[];
    expect(cases.find(({ id }) => id === 'diapason-tpe/validity/leaf-expired')).toMatchObject({
      level: 'MUST',
      alert: 'certificate_expired',
      provenBy: ['ignores-leaf-expiry'],
      title: { fr: expect.any(String), en: expect.any(String) },
    });
    expect(cases.every(({ id }) => id.startsWith('diapason-tpe/validity/'))).toBe(true);
  });
});

describe('banc explain', () => {
  it('speaks the language of the locale', async () => {
    const id = 'diapason-tpe/revocation/leaf-revoked';
    const french = await invoke(['explain', id], { env: { LANG: 'fr_FR.UTF-8' } });
    const english = await invoke(['explain', id, '--lang', 'en'], { env: { LANG: 'fr_FR.UTF-8' } });
    expect(french.stdout).toMatch(/révoqué/);
    expect(english.stdout).toMatch(/revoked/);
  });
});
