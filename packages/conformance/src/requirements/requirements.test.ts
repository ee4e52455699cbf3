import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { requirementsCsv } from './csv.ts';
import { findRequirement, REQUIREMENTS } from './requirements.ts';

test('every statement of the documents is there once', () => {
  const ids = REQUIREMENTS.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  const perDocument = Map.groupBy(ids, (id) => id.slice(0, 2));
  expect([...perDocument].map(([document, rows]) => [document, rows.length])).toEqual([
    ['S1', 70],
    ['S2', 15],
    ['S3', 22],
    ['S4', 31],
    ['A1', 5],
    ['P1', 5],
  ]);
});

test('what the bench states of itself stands in its documents', () => {
  const own = REQUIREMENTS.filter(({ document }) => document.startsWith('docs/'));
  expect(own.length).toBeGreaterThan(0);
  for (const { document, section, words } of own) {
    const text = readFileSync(new URL(`../../../../${document}`, import.meta.url), 'utf8').replace(
      /\s+/g,
      ' ',
    );
    expect(text).toContain(words.replace(/^« | »$/g, ''));
    expect(text).toContain(`## ${section}`);
  }
});

test('the row of the terminal link says what its words say', () => {
  expect(findRequirement('S2-003')).toMatchObject({
    document: '001_9c2f18923c98af42',
    kind: 'check',
    words:
      '« Échanges entre les établissements et le TPE : certificats et mécanismes de sécurité mis en œuvre »',
  });
});

test('the CSV quotes what needs it, names the cases of a row, and the reason of a row without', () => {
  const lines = requirementsCsv().trimEnd().split('\n');
  expect(lines[0]).toBe('id,document,kind,statement,words,cases,other tests,not tested because');
  expect(lines).toHaveLength(REQUIREMENTS.length + 1);
  const line = (id: string) => lines.find((one) => one.startsWith(`${id},`));
  expect(line('S1-054')).toMatch(
    /,certificates\/name\/server-configured .* diapason-tpe\/identity\/server-alternative-name,,$/,
  );
  expect(line('S2-003')).toContain('"TPE link: server optional, client (TPE) mandatory revocation"');
  const others = requirementsCsv({ 'S1-005': ['packages/a/one.test.ts', 'packages/a/two.test.ts'] });
  expect(others).toMatch(/^S1-005,.*,,packages\/a\/one\.test\.ts packages\/a\/two\.test\.ts,$/m);
  expect(line('S3-017')).toMatch(/,,,A slip of the document; nothing to conform to\.$/);
});
