import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Transcript } from '@banc-gap/tls12';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { foreignTool } from '../../../../scripts/foreign-tool.ts';
import type { RunPorts } from '../ports.ts';
import { type RunResult, runCases } from '../runner/run.ts';
import { answer, config, exchange, type FakeGap, fakePorts, rightGap } from '../testing/fake-gap.ts';
import type { Language } from '../text.ts';
import { reportHtml } from './html/page.ts';
import { reportJson } from './json.ts';
import { junitXml } from './junit.ts';
import { reportJsonSchema, reportSchema } from './schema.ts';
import { writeReport } from './write.ts';

const EXPIRED = 'diapason-tpe/validity/leaf-expired';
const NASTY = '</script><script>alert("été & été")</script>';

/** Serves an expired terminal, refuses server-auth-only wrongly late, and has a name that tries to break the page. */
const wrongGap: FakeGap = (visit) => {
  const { leaf } = visit.defect ?? {};
  if (leaf?.notAfter?.hours)
    return { ...answer(200), transcript: transcript(), keyLog: ['CLIENT_RANDOM 00 11'] };
  if (leaf?.extensions?.extendedKeyUsage?.value?.includes('serverAuth')) return answer(200);
  if (leaf?.notBefore) return exchange({ end: 'timeout' });
  return rightGap(visit);
};

function transcript(): Transcript {
  const recorded = new Transcript();
  const record = { contentType: 21, version: 0x0303, length: 2, protected: false };
  recorded.add(new Date('2026-11-21T12:00:00.250Z'), 'received', record, Buffer.from([2, 45]));
  return recorded;
}

async function run(
  language: Language,
  gap: FakeGap = wrongGap,
  suite = 'diapason-tpe',
  peers: RunPorts['peers'] = {},
): Promise<RunResult> {
  const base = config();
  return runCases({
    config: { ...base, gap: { ...base.gap, product: NASTY } },
    prefixes: [suite],
    seed: 'graine',
    version: '0.1.0',
    language,
    ports: { ...fakePorts(gap), peers },
  });
}

test('report.json is what its schema says, and its counts are those of its cases', async () => {
  const { report } = await run('en');
  const parsed = reportSchema.parse(JSON.parse(reportJson(report)));
  expect(parsed.summary).toMatchObject({ fail: 1, warn: 1, error: 0 });
  expect(Object.values(parsed.summary).reduce((sum, count) => sum + count)).toBe(parsed.cases.length);
  expect(parsed).toMatchObject({ tool: 'banc-gap', seed: 'graine', startedAt: '2026-11-21T12:00:00.000Z' });
  expect(parsed.cipher).toBe('c028');
  expect(parsed.notes.join()).toContain('0xC028');
});

test('a run that plays the annuaire says beside its verdicts whether it looked at revocation there', async () => {
  const answers = { identity: () => Promise.reject(new Error('not called')), answer: () => {}, trust: [] };
  const peers = { annuaire: { ...answers, clientRevocation: 'off' } } as const;
  const annuaire = await run('en', wrongGap, 'roc-annuaire', peers);
  expect(annuaire.report.clientRevocation).toEqual({ 'roc-annuaire': 'off' });
  expect(reportHtml(annuaire)).toContain('ANS leaves open: a server that does');
  const terminal = await run('en');
  expect(terminal.report.clientRevocation).toEqual({});
  expect(reportHtml(terminal)).not.toContain('ANS leaves open');
});

test('the JSON Schema of the report requires the fields of a case', () => {
  const schema = reportJsonSchema() as { properties: { cases: { items: { required: string[] } } } };
  expect(schema.properties.cases.items.required).toEqual(
    expect.arrayContaining([
      'id',
      'level',
      'verdict',
      'strict',
      'expected',
      'actual',
      'alert',
      'observed',
      'twin',
      'durationMs',
      'evidence',
    ]),
  );
});

describe('junit.xml', () => {
  test('fails what fails and a MUST that could not be tested, and lets a warning pass with its story', async () => {
    const xml = junitXml((await run('fr')).report);
    const testCase = (slug: string) =>
      xml.split('<testcase').find((part) => part.includes(`name="${slug}:`))!;
    expect(testCase('leaf-expired')).toContain('<failure type="fail"');
    expect(testCase('leaf-not-yet-valid')).toContain('<failure type="untestable"');
    expect(testCase('server-auth-only')).toContain('<system-out>');
    expect(testCase('server-auth-only')).not.toContain('<failure');
    expect(testCase('issuing-ca-expired')).toMatch(/^[^>]*\/>/);
    expect(xml).toMatch(/<testsuites name="banc-gap" tests="\d+" failures="6" errors="0" skipped="9"/);
  });

  test.skipIf(!foreignTool('python3'))('is XML to a parser that is not ours', async () => {
    const xml = junitXml((await run('fr')).report);
    const count = execFileSync(
      'python3',
      ['-c', 'import sys,xml.etree.ElementTree as e; print(len(e.parse(sys.stdin).findall(".//testcase")))'],
      { input: xml, encoding: 'utf8' },
    );
    expect(Number(count)).toBe((await run('fr')).report.cases.length);
  });
});

describe('report.html', () => {
  test.each<[Language, string]>([
    ['fr', 'Un cas obligatoire (MUST) échoue.'],
    ['en', 'One mandatory (MUST) case fails.'],
  ])('says in %s what the run amounts to', async (language, sentence) => {
    const page = reportHtml(await run(language));
    expect(page).toContain(`<html lang="${language}">`);
    expect(page).toContain(sentence);
    expect(page).toContain(`id="${EXPIRED}"`);
  });

  test('escapes what comes from outside, and loads nothing', async () => {
    const page = reportHtml(await run('fr'));
    expect(page).not.toContain('<script>alert');
    expect(page).toContain('&lt;script&gt;alert(&quot;été &amp; été&quot;)');
    expect(page).not.toMatch(/(src|href)="(https?:)?\/\//);
  });

  test('shows the messages with their octets', async () => {
    const page = reportHtml(await run('en'));
    expect(page).toContain('<b>Alert</b> <small>fatal · certificate_expired (45)</small>');
    expect(page).toContain('data-octets="Ai0="');
  });
});

describe('the folder of a report', () => {
  let parent: string;
  let directory: string;
  beforeEach(async () => {
    parent = await mkdtemp(join(tmpdir(), 'banc-report-'));
    directory = join(parent, 'reports', 'latest');
  });
  afterEach(() => rm(parent, { recursive: true }));

  test('holds the reports and the evidence that they name', async () => {
    const result = await run('fr');
    await writeReport(result, directory);
    expect((await readdir(directory)).sort()).toEqual([
      'evidence',
      'junit.xml',
      'report.html',
      'report.json',
    ]);
    const paths = result.report.cases.flatMap(({ evidence }) => evidence);
    expect(paths).toContain(`evidence/${EXPIRED}/transcript.txt`);
    for (const path of paths) expect((await stat(join(directory, path))).size).toBeGreaterThan(0);
    expect(await readFile(join(directory, 'evidence', EXPIRED, 'transcript.txt'), 'utf8')).toContain(
      'Alert, 2 octets, clear: fatal certificate_expired (45)',
    );
    expect(await readFile(join(directory, 'evidence', EXPIRED, 'chain.pem'), 'utf8')).toBe(
      '-----BEGIN CERTIFICATE-----\nMAA=\n-----END CERTIFICATE-----\n',
    );
    expect(await readFile(join(directory, 'evidence', EXPIRED, 'keylog.txt'), 'utf8')).toBe(
      'CLIENT_RANDOM 00 11\n',
    );
  });

  test('is replaced as a whole, and nothing is left beside it', async () => {
    await writeReport(await run('fr'), directory);
    await writeReport(await run('fr', rightGap), directory);
    expect(await readdir(join(parent, 'reports'))).toEqual(['latest']);
    expect(JSON.parse(await readFile(join(directory, 'report.json'), 'utf8')).summary.fail).toBe(0);
    await expect(stat(join(directory, 'evidence', EXPIRED, 'keylog.txt'))).rejects.toThrow();
  });

  test('is not put in the place of something else', async () => {
    await mkdir(directory, { recursive: true });
    await writeFile(join(directory, 'thesis.tex'), 'years of work');
    await expect(writeReport(await run('fr'), directory)).rejects.toMatchObject({
      code: 'CONFORMANCE_NOT_A_REPORT',
    });
    expect(await readdir(directory)).toEqual(['thesis.tex']);
    expect(await readdir(join(parent, 'reports'))).toEqual(['latest']);
  });

  test('that cannot be written says so', async () => {
    await writeFile(join(parent, 'file'), '');
    await expect(writeReport(await run('fr'), join(parent, 'file', 'report'))).rejects.toMatchObject({
      code: 'CONFORMANCE_REPORT_UNWRITABLE',
    });
  });
});
