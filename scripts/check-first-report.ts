/** Clones the committed tree to a temporary folder and runs `npm start` there, as a stranger would. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Three minutes, installation included: what the README promises. */
const bound = 180_000;
const clone = mkdtempSync(join(tmpdir(), 'banc-clone-'));

function run(command: string, args: readonly string[], cwd: string): void {
  const { status, signal } = spawnSync(command, args, { cwd, stdio: 'inherit', timeout: bound });
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} ended with ${status ?? signal}`);
}

try {
  run('git', ['clone', '--quiet', process.cwd(), clone], process.cwd());
  run('npm', ['start'], clone);
  for (const file of ['report.json', 'junit.xml', 'report.html', 'day.txt']) {
    if (!existsSync(join(clone, 'reports', 'latest', file))) throw new Error(`npm start left no ${file}`);
  }
} finally {
  rmSync(clone, { recursive: true, force: true });
}
