/**
 * Checks the Go code of the load generator: formatted, vetted, tested, and its concurrent parts under the race detector.
 * Exits 1 and names what does not hold. Wants Go and, for the race detector, a C compiler.
 */
import { spawnSync } from 'node:child_process';

const MODULE = 'load/xk6-mtls';

function go(
  command: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv = {},
): { ok: boolean; output: string } {
  const { status, stdout, stderr, error } = spawnSync(command, args, {
    cwd: MODULE,
    encoding: 'utf8',
    env: { ...process.env, ...env },
  });
  return { ok: status === 0, output: error?.message ?? stdout + stderr };
}

/** As the generator is built: what was compiled for it is not compiled again. */
const AS_BUILT = { CGO_ENABLED: '0' };

const checks = {
  'gofmt has nothing to change': () => {
    const { ok, output } = go('gofmt', ['-l', '.', '../choice-of-stack', '../kubernetes/operator']);
    return { ok: ok && output === '', output };
  },
  'go vet finds nothing': () => go('go', ['vet', './...'], AS_BUILT),
  'the tests pass': () => go('go', ['test', './...'], AS_BUILT),
  // For the package of the module itself k6 would be built anew: four minutes, and nothing concurrent is in it.
  'the race detector finds nothing': () =>
    go('go', ['test', '-race', './internal/...'], { CGO_ENABLED: '1' }),
};

for (const [property, check] of Object.entries(checks)) {
  const { ok, output } = check();
  console.log(`${ok ? 'ok    ' : 'FAILED'} ${MODULE}: ${property}`);
  if (ok) continue;
  console.error(output);
  process.exitCode = 1;
}
