/** Whether what README and docs link to, or name as a file of the repository, is there. Exits 1 and names what is not. */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const LINK = /\]\((?!https?:)([^)#\s]+)(?:#[^)]*)?\)/g;
const NAMED = /`((?:bench|compose|examples|load|packages|proof|scripts)\/[\w./-]+)`/g;

function missing(file: string): string[] {
  const text = readFileSync(file, 'utf8');
  const targets = [
    ...[...text.matchAll(LINK)].map(([, target]) => ({ target, path: join(dirname(file), target!) })),
    ...[...text.matchAll(NAMED)].map(([, target]) => ({ target, path: target! })),
  ];
  return targets
    .filter(({ path }) => !existsSync(path))
    .map(({ target }) => `${file}: ${target} does not exist`);
}

const { stdout } = spawnSync('git', ['ls-files', '-z', '*.md'], { encoding: 'utf8' });
const found = stdout.split('\0').filter(Boolean).flatMap(missing);
for (const line of found) console.error(line);
process.exitCode = found.length > 0 ? 1 : 0;
