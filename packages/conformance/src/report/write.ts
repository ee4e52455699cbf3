import { chmod, mkdir, mkdtemp, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { BancError } from '@banc-gap/pki';
import { conformanceErrors } from '../errors.ts';
import type { RunResult } from '../runner/run.ts';
import { evidenceFiles } from './evidence.ts';
import { reportHtml } from './html/page.ts';
import { reportJson } from './json.ts';
import { junitXml } from './junit.ts';

const MARK = 'report.json';

/**
 * Writes report.json, junit.xml, report.html and evidence/ into a directory, replacing an earlier report as a whole: they
 * are written beside it and renamed, so that a crash leaves the old report or none, never half of one.
 * @throws BancError CONFORMANCE_NOT_A_REPORT, CONFORMANCE_REPORT_UNWRITABLE
 */
export async function writeReport(result: RunResult, directory: string): Promise<void> {
  const target = resolve(directory);
  try {
    await assertReplaceable(target);
    await mkdir(dirname(target), { recursive: true });
    const fresh = await mkdtemp(join(dirname(target), `.${basename(target)}-`));
    await chmod(fresh, 0o755);
    try {
      await writeFiles(fresh, filesOf(result));
      await replace(target, fresh);
    } catch (error) {
      await rm(fresh, { recursive: true, force: true });
      throw error;
    }
  } catch (cause) {
    if (cause instanceof BancError) throw cause;
    const reason = (cause as Error).message;
    throw conformanceErrors.error('CONFORMANCE_REPORT_UNWRITABLE', { directory: target, reason }, { cause });
  }
}

function* filesOf(result: RunResult): Generator<{ path: string; content: string }> {
  for (const [id, { trial }] of result.results) {
    if (trial) yield* evidenceFiles(id, trial);
  }
  yield { path: 'junit.xml', content: junitXml(result.report) };
  yield { path: 'report.html', content: reportHtml(result) };
  yield { path: MARK, content: reportJson(result.report) };
}

async function writeFiles(
  directory: string,
  files: Iterable<{ path: string; content: string }>,
): Promise<void> {
  for (const { path, content } of files) {
    const file = join(directory, path);
    await mkdir(dirname(file), { recursive: true });
    // Key logs are secrets of a test, but secrets.
    await writeFile(file, content, path.endsWith('keylog.txt') ? { mode: 0o600 } : {});
  }
}

/** Renames `fresh` to `target`; the old report is out of the way only between the two renames. */
async function replace(target: string, fresh: string): Promise<void> {
  const old = `${fresh}-old`;
  const replaced = await rename(target, old).then(
    () => true,
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return false;
      throw error;
    },
  );
  try {
    await rename(fresh, target);
  } catch (error) {
    if (replaced) await rename(old, target);
    throw error;
  }
  if (replaced) await rm(old, { recursive: true, force: true });
}

/** Only a directory that is empty, absent or an earlier report may be replaced. */
async function assertReplaceable(directory: string): Promise<void> {
  let entries: string[];
  try {
    entries = await readdir(directory);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
    throw error;
  }
  if (entries.length > 0 && !entries.includes(MARK)) {
    throw conformanceErrors.error('CONFORMANCE_NOT_A_REPORT', { directory });
  }
}
