import { fileURLToPath } from 'node:url';
import { configDefaults, defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

const conditions = ['source', 'node', 'import', 'module', 'default'];
const report = process.env['BANC_TEST_REPORT'];

/** What takes more than half a minute, the slowest first. */
const SLOW = [
  'proof/src/detection/node-client',
  'proof/src/detection/tls12-client',
  'proof/src/pfcng/storm',
  'proof/src/detection/node-server',
  'proof/src/detection/tls12-server',
  'proof/src/containers/',
  'proof/src/load/',
  'proof/src/stacks/openssl',
  'proof/src/pfcng/portal/',
];

/** Without an earlier run vitest goes by the size of a file: the longest would come last, and a core be idle meanwhile. */
class SlowFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification) => {
      const found = SLOW.findIndex((name) => moduleId.includes(name));
      return found === -1 ? SLOW.length : found;
    };
    return (await super.sort(files)).toSorted((one, other) => rank(one) - rank(other));
  }
}

/** Packages whose tests leave nothing behind in their process: it serves one file after the other, and loads modules once. */
const SHARED = 'packages/{conformance,mock-pfcng,ref-gap,saml,sim-*}/src/**/*.test.ts';

export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: {
    projects: [
      { extends: true, test: { name: 'shared', include: [SHARED], isolate: false } },
      {
        extends: true,
        test: {
          name: 'isolated',
          include: ['{packages/*,bench,proof}/src/**/*.test.ts', 'scripts/**/*.test.ts'],
          exclude: [...configDefaults.exclude, SHARED],
        },
      },
    ],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    // The default leaves a core to vitest, which has little to do.
    maxWorkers: '100%',
    // Where tests say that they may run beside each other.
    maxConcurrency: 3,
    sequence: { sequencer: SlowFirst },
    // Hundreds of processes are started, most of them with the same thousand modules.
    env: { NODE_COMPILE_CACHE: fileURLToPath(new URL('node_modules/.cache/node', import.meta.url)) },
    silent: 'passed-only',
    reporters: report ? ['default', ['json', { outputFile: report }]] : ['default'],
  },
});
