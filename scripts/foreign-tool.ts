import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/**
 * Whether a foreign tool (openssl, java, nginx …) is on the PATH. Without it the tests that need it are skipped,
 * and say so; with BANC_REQUIRE_ALL=1, which continuous integration sets, its absence is a failure.
 */
export function foreignTool(name: string): boolean {
  const found = (process.env['PATH'] ?? '')
    .split(delimiter)
    .some((directory) => isExecutable(join(directory, name)));
  if (found) return true;
  if (process.env['BANC_REQUIRE_ALL'] === '1') {
    throw new Error(`${name} is not installed, and BANC_REQUIRE_ALL=1 forbids to skip what needs it`);
  }
  process.stderr.write(`skipped: what needs ${name}, which is not installed\n`);
  return false;
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
