import type { BancError } from '@banc-gap/pki';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { parseConfig } from './parse.ts';

const port = z.int().min(1).max(65535);
const schema = z.strictObject({
  gap: z.strictObject({
    address: z.string().default('127.0.0.1'),
    port,
    probe: z.discriminatedUnion('mode', [
      z.strictObject({ mode: z.literal('http'), path: z.string() }),
      z.strictObject({ mode: z.literal('raw'), send: z.string() }),
    ]),
  }),
  peers: z.record(z.string(), z.strictObject({ port })).default({}),
  files: z.array(z.strictObject({ file: z.string(), use: z.enum(['server', 'client']) })).default([]),
  drive: z.union([z.literal('none'), z.strictObject({ url: z.url() })]).default('none'),
});

function problemsOf(text: string): string[] {
  try {
    parseConfig(schema, text, 'banc.yaml');
  } catch (error) {
    expect((error as BancError).code).toBe('SIMKIT_CONFIG_INVALID');
    const [title, ...lines] = (error as BancError).message.split('\n');
    expect(title).toBe('banc.yaml is not valid:');
    return lines.map((line) => line.trim());
  }
  throw new Error('the text was accepted');
}

const VALID = 'gap:\n  port: 8443\n  probe: { mode: http, path: / }\n';

test('a valid text gets its defaults', () => {
  expect(parseConfig(schema, VALID, 'banc.yaml')).toEqual({
    gap: { address: '127.0.0.1', port: 8443, probe: { mode: 'http', path: '/' } },
    peers: {},
    files: [],
    drive: 'none',
  });
});

test('every problem is told at once, with its line and its path', () => {
  const text = [
    'gap:',
    '  port: high',
    '  probe: { mode: htpp }',
    'peers:',
    '  psp: { port: 70000 }',
    'files:',
    '  - { file: a.pem, use: server }',
    '  - { file: b.pem, use: both }',
  ].join('\n');
  expect(problemsOf(text)).toEqual([
    'line 2: gap.port: found "high", expected a number',
    'line 3: gap.probe.mode: found "htpp", expected one of http, raw',
    'line 5: peers.psp.port: found 70000, expected at most 65535',
    'line 8: files[1].use: found "both", expected one of server, client',
  ]);
});

test('a pattern is told in the words of the schema, where it has some', () => {
  const named = z.strictObject({
    name: z.string().regex(/^[a-z]+$/, 'small letters'),
    code: z.string().regex(/^x$/),
  });
  expect(() => parseConfig(named, 'name: A\ncode: y\n', 'banc.yaml')).toThrow(
    /name: found "A", expected small letters\n.*code: found "y", expected a text that matches \/\^x\$\//,
  );
});

describe('an unknown key', () => {
  test('is refused with the known key that it resembles', () => {
    expect(problemsOf(`${VALID}peer: {}\n`)).toEqual([
      'line 4: peer: found an unknown key, did you mean peers?',
    ]);
  });

  test('inside a list and a record is found too', () => {
    const text = `${VALID}files:\n  - { file: a, use: server, uses: x }\npeers:\n  psp: { port: 1, prt: 2 }\n`;
    expect(problemsOf(text)).toEqual([
      'line 7: peers.psp.prt: found an unknown key, did you mean port?',
      'line 5: files[0].uses: found an unknown key, did you mean use?',
    ]);
  });

  test('that resembles nothing is answered with the known keys', () => {
    expect(problemsOf(`${VALID}colour: blue\n`)).toEqual([
      'line 4: colour: found an unknown key, expected one of gap, peers, files, drive',
    ]);
  });
});

test('a missing key is named by its path', () => {
  expect(problemsOf('gap:\n  port: 1\n')).toEqual([
    'line 2: gap.probe: found nothing, expected a group of keys',
  ]);
});

test('of two alternatives, the one that was meant is explained', () => {
  expect(problemsOf(`${VALID}drive: { url: nowhere }\n`)).toEqual([
    'line 4: drive.url: found "nowhere", expected a URL',
  ]);
  expect(problemsOf(`${VALID}drive: 12\n`)).toEqual([
    'line 4: drive: found 12, expected none or a group of keys',
  ]);
});

test('a text that is not YAML is refused at its line', () => {
  expect(problemsOf('gap: { port: 1\nother: 2\n')[0]).toMatch(/^line \d: /);
  expect(problemsOf('gap: 1\ngap: 2\n')).toEqual(['line 2: Map keys must be unique']);
  expect(problemsOf('gap: *missing\n')).toEqual([
    'Unresolved alias (the anchor must be set before the alias): missing',
  ]);
  expect(problemsOf('')).toEqual(['gap: found nothing, expected a group of keys']);
  expect(problemsOf('- a\n')).toEqual(['the whole: found a list of 1, expected a group of keys']);
});
