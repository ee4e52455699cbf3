import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, globSync, mkdirSync, readFileSync, renameSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { CommandContext } from '../command.ts';
import { cliErrors } from '../errors.ts';

/** The folder with the scripts and the extension. */
export const LOAD_FOLDER = fileURLToPath(new URL('../../../../load', import.meta.url));

const CACHE = join(LOAD_FOLDER, '..', '.cache', 'k6');
/** Where Go installs itself, for who has it without it being on the PATH. */
const GO_FOLDER = '/usr/local/go/bin';
const IMAGE = 'banc-gap/k6';

/** The project's k6: that of BANC_K6, the one that was built before, or one that Go builds now. */
export async function findK6(context: Pick<CommandContext, 'env' | 'stderr'>): Promise<string> {
  const given = context.env['BANC_K6'];
  if (given !== undefined) return given;
  const module = join(LOAD_FOLDER, 'xk6-mtls');
  const binary = join(CACHE, `k6-${fingerprint(module)}`);
  if (existsSync(binary)) return binary;
  const env = { ...context.env, PATH: [context.env['PATH'], GO_FOLDER].join(delimiter), CGO_ENABLED: '0' };
  if (spawnSync('go', ['version'], { env }).status !== 0) {
    throw cliErrors.error('CLI_LOAD_GENERATOR_MISSING', { image: IMAGE });
  }
  context.stderr.write('Building k6 with the extension; this takes some minutes, once.\n');
  mkdirSync(CACHE, { recursive: true });
  const part = `${binary}.${process.pid}.part`;
  const build = spawn('go', ['build', '-o', part, './cmd/k6'], { cwd: module, env });
  let complaints = '';
  for (const stream of [build.stdout, build.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      complaints = (complaints + text).slice(-2000);
    });
  }
  const status = await new Promise((resolve) => build.once('close', resolve));
  if (status !== 0) throw cliErrors.error('CLI_LOAD_BUILD_FAILED', { complaints: complaints.trim() });
  renameSync(part, binary);
  return binary;
}

/** Of all that it is built from; dependencies are fixed by go.sum. */
function fingerprint(module: string): string {
  const hash = createHash('sha256');
  for (const file of globSync('{go.mod,go.sum,**/*.go}', { cwd: module }).sort()) {
    if (!file.endsWith('_test.go')) hash.update(file).update(readFileSync(join(module, file)));
  }
  return hash.digest('hex').slice(0, 16);
}
