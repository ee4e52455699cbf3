import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

export interface ToolRun {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a foreign tool in a folder of its own that holds `files`, by their paths. */
export function runTool(
  tool: string,
  parameters: readonly string[],
  files: Readonly<Record<string, string | Buffer>>,
): ToolRun {
  const directory = mkdtempSync(join(tmpdir(), 'banc-independence-'));
  try {
    for (const [path, content] of Object.entries(files)) {
      mkdirSync(dirname(join(directory, path)), { recursive: true });
      writeFileSync(join(directory, path), content);
    }
    return spawnSync(tool, parameters, { cwd: directory, encoding: 'utf8' });
  } finally {
    rmSync(directory, { recursive: true });
  }
}

export function pem(label: 'CERTIFICATE' | 'X509 CRL', ders: readonly Buffer[]): string {
  return ders
    .map((der) => {
      const lines = der.toString('base64').replace(/.{64}(?=.)/g, '$&\n');
      return `-----BEGIN ${label}-----\n${lines}\n-----END ${label}-----\n`;
    })
    .join('');
}
