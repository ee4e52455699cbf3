import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { afterAll, expect, test } from 'vitest';
import { conclude } from './conclude.ts';
import type { LoadOutcome } from './run.ts';

const folder = mkdtempSync(join(tmpdir(), 'banc-conclude-'));
afterAll(() => rmSync(folder, { recursive: true }));
const [written, json, html] = ['written.json', 'result.json', 'page.html'].map((name) => join(folder, name));

/** More processors than any machine has: whatever else, they were all busy. */
const BUSY: LoadOutcome = { code: 0, thresholdCrossed: false, simulators: 1, eventLoop: 1, machine: 1e6 };
const IDLE: LoadOutcome = { ...BUSY, eventLoop: 0, machine: 0 };

function concluded(outcome: LoadOutcome, thresholds: readonly object[] | undefined) {
  rmSync(json!, { force: true });
  rmSync(written!, { force: true });
  if (thresholds) {
    writeFileSync(written!, JSON.stringify({ completed: 3, generator: { processors: 0 }, thresholds }));
  }
  writeFileSync(html!, '<pre>result</pre>');
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  const crossed = conclude(
    { outcome, simulates: false, written: written!, json, html },
    { stdout, stderr, env: {}, stopRequested: new Promise(() => {}) },
  );
  const said = (stream: PassThrough) => String(stream.read() ?? '');
  return { crossed, stdout: said(stdout), stderr: said(stderr), page: readFileSync(html!, 'utf8') };
}

test('that the machine was the limit is in the text, on the page and in the JSON', () => {
  const { crossed, stdout, page } = concluded(BUSY, []);
  expect(crossed).toBe(false);
  expect(stdout).toMatch(/This machine was the limit/);
  expect(page).toMatch(/^<pre>result<\/pre>\n<p>This machine was the limit/);
  expect(JSON.parse(readFileSync(json!, 'utf8'))).toMatchObject({ completed: 3, limit: 'machine' });
});

test('nothing is said of a limit where there was none', () => {
  expect(concluded(IDLE, [])).toMatchObject({ stdout: '', page: '<pre>result</pre>' });
  expect(JSON.parse(readFileSync(json!, 'utf8'))).toMatchObject({ limit: null, simulators: null });
});

test('a threshold that k6 cannot have is crossed all the same', () => {
  expect(concluded(IDLE, [{ ok: true }, { ok: false }]).crossed).toBe(true);
  expect(concluded({ ...IDLE, thresholdCrossed: true }, [{ ok: true }]).crossed).toBe(true);
});

test('a script that writes no result has none', () => {
  const { crossed, stderr } = concluded(IDLE, undefined);
  expect(crossed).toBe(false);
  expect(stderr).toContain(json);
  expect(existsSync(json!)).toBe(false);
});
