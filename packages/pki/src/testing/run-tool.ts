import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What a foreign tool said; both streams, since openssl uses either. */
export interface ToolRun {
  readonly status: number | null;
  readonly output: string;
}

/**
 * Runs a tool in a directory of its own that holds `files`, and removes the directory.
 */
export function runTool(
  tool: string,
  parameters: readonly string[],
  files: Readonly<Record<string, string | Uint8Array>> = {},
): ToolRun {
  const directory = mkdtempSync(join(tmpdir(), 'pki-test-'));
  try {
    for (const [name, content] of Object.entries(files)) writeFileSync(join(directory, name), content);
    const { status, stdout, stderr } = spawnSync(tool, parameters, {
      cwd: directory,
      encoding: 'utf8',
      maxBuffer: 1 << 26,
    });
    return { status, output: stdout + stderr };
  } finally {
    rmSync(directory, { recursive: true });
  }
}
