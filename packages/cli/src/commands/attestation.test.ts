import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { invoke } from '../testing/invoke.ts';

const directory = mkdtempSync(join(tmpdir(), 'banc-attestation-'));
afterAll(() => rmSync(directory, { recursive: true }));
const file = join(directory, 'attestation.png');

test('an attestation that was made can be read', async () => {
  const made = await invoke(['attestation', '--amc', '99900029', '--adherent', '7700001', '--out', file]);
  expect([made.exitCode, made.stderr]).toEqual([0, '']);
  expect(made.stdout).toMatch(/N° AMC +99900029\nType de convention PI\nCSR +ROC01\nN° adhérent +7700001\n/);
  const read = await invoke(['attestation', file, '--json']);
  expect(JSON.parse(read.stdout)).toMatchObject({
    numeroAmc: '99900029',
    csr: 'ROC01',
    numeroAdherent: '7700001',
  });
});

test.each([
  ['nobody is named', ['--amc', '99900029'], 'CLI_ARGUMENT_MISSING'],
  [
    'nobody has that number',
    ['--amc', '99900029', '--adherent', '1', '--out', file],
    'AMC_ATTESTATION_OF_NOBODY',
  ],
  ['the file is no image', [join(directory, 'text.png')], 'AMC_IMAGE_UNREADABLE'],
  ['there is no file', [join(directory, 'absent.png')], 'CLI_FILE_UNREADABLE'],
])('it is wrong usage where %s', async (_what, argv, code) => {
  writeFileSync(join(directory, 'text.png'), 'bonjour');
  const { exitCode, stderr } = await invoke(['attestation', ...argv]);
  expect([exitCode, stderr]).toEqual([3, expect.stringContaining(code)]);
});
