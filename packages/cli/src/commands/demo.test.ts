import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Report } from '@banc-gap/conformance';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { invoke } from '../testing/invoke.ts';

let directory: string;
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'banc-demo-test-'));
});
afterAll(() => rmSync(directory, { recursive: true }));

describe('banc demo', () => {
  it('with a planted mistake ends with 1, and the report says which one it was', async () => {
    const out = join(directory, 'report');
    const { exitCode, stdout, stderr } = await invoke([
      ...['demo', '--stack', 'tls12', '--defect', 'checks-only-the-leaf', '--out', out, '--json'],
    ]);
    expect({ exitCode, stderr }).toEqual({ exitCode: 1, stderr: '' });
    const report = JSON.parse(stdout) as Report;
    const failed = report.cases.filter(({ verdict }) => verdict === 'fail').map(({ id }) => id);
    expect(failed).toEqual(['diapason-tpe/revocation/issuing-ca-revoked']);
    expect(report.gap.product).toContain('checks-only-the-leaf');
    expect(JSON.parse(readFileSync(join(out, 'report.json'), 'utf8'))).toEqual(report);
    // Every case there is, perhaps on a busy machine.
  }, 120_000);

  it.each([
    ['a mistake that nobody makes', ['--defect', 'frobnicates'], 'REF_GAP_DEFECT_UNKNOWN'],
    [
      'a mistake that node:tls does not make',
      ['--defect', 'ignores-finished'],
      'REF_GAP_DEFECT_NOT_ON_STACK',
    ],
    ['a stack that it does not have', ['--stack', 'schannel'], 'CLI_OPTION_INVALID'],
  ])('refuses %s', async (_, argv, code) => {
    const refused = await invoke(['demo', ...argv, '--out', join(directory, 'never')]);
    expect(refused).toMatchObject({ exitCode: 3, stderr: expect.stringContaining(code) });
  });
});
