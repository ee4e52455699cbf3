import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { foreignTool } from '../../../../scripts/foreign-tool.ts';
import { readDataMatrix, renderDataMatrix } from './image.ts';

const directory = mkdtempSync(join(tmpdir(), 'banc-datamatrix-'));
afterAll(() => rmSync(directory, { recursive: true }));

const TEXT = 'SIMTP1|99900029|PI|ROC01|0002001|20200101|20991231';
const LONG = 'SIMTP1|'.padEnd(300, 'A1B2');

/** A PNG of one pixel. */
const WHITE = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+A8AAQUBAScY42YAAAAASUVORK5CYII=',
  'base64',
);

describe.skipIf(!foreignTool('dmtxread') || !foreignTool('dmtxwrite'))('libdmtx', () => {
  test.each([TEXT, LONG])('reads what is rendered here: %s', async (text) => {
    const file = join(directory, 'ours.png');
    writeFileSync(file, await renderDataMatrix(text));
    expect(execFileSync('dmtxread', [file], { encoding: 'utf8' })).toBe(text);
  });

  test.each([TEXT, LONG])('writes what is read here: %s', async (text) => {
    const file = join(directory, 'theirs.png');
    execFileSync('dmtxwrite', ['--output', file], { input: text });
    expect(await readDataMatrix(readFileSync(file))).toBe(text);
  });
});

test('what is rendered here is read here', async () => {
  expect(await readDataMatrix(await renderDataMatrix(TEXT))).toBe(TEXT);
});

test.each([
  ['no image', Buffer.from('bonjour'), 'AMC_IMAGE_UNREADABLE'],
  ['an image without any', WHITE, 'AMC_DATAMATRIX_MISSING'],
  ['an image larger than any', Buffer.alloc(20_000_001), 'AMC_IMAGE_UNREADABLE'],
])('%s is an error with its reason', async (_what, image, code) => {
  await expect(readDataMatrix(image)).rejects.toMatchObject({ code });
});
