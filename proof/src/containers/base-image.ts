import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** What the Dockerfiles run, and a person who looks into the container. */
const PROGRAMS = [
  ...['/bin/sh', '/bin/cat', '/bin/chown', '/bin/grep', '/bin/ls', '/bin/mkdir'],
  ...['/usr/bin/dirname', '/usr/bin/env'],
];
/** Whose shared libraries Node and pnpm load. */
const LIBRARY_PACKAGES = ['libc6', 'libgcc-s1', 'libstdc++6'];
const CERTIFICATES = '/etc/ssl/certs/ca-certificates.crt';

/** What an image has besides a shell. */
interface Contents {
  /** Puts things into its tree. */
  readonly fill?: (root: string) => void;
  /** Folders of this machine that it has at the same place. */
  readonly folders?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
}

const CONTENTS = {
  'node:24-bookworm-slim': (): Contents => ({ fill: addNode }),
  'debian:bookworm-slim': (): Contents => ({}),
  'golang:1.26-bookworm': goAndItsCaches,
} satisfies Readonly<Record<string, () => Contents>>;

export type BaseImage = keyof typeof CONTENTS;

/**
 * Puts an image of that name on the engine of this machine, out of the machine's own files: a shell, and the Node that runs
 * this or the Go that is there. The real one is pulled from where images are; a test that needs no network builds on this one.
 */
export async function importBaseImage(name: BaseImage): Promise<void> {
  const root = mkdtempSync(join(tmpdir(), 'banc-base-image-'));
  try {
    const { fill, folders = [], environment = {} } = CONTENTS[name]();
    addShell(root);
    fill?.(root);
    await importTree(root, folders, environment, name);
  } finally {
    rmSync(root, { recursive: true });
  }
}

function put(root: string, source: string, target = source): void {
  mkdirSync(join(root, dirname(target)), { recursive: true });
  cpSync(realpathSync(source), join(root, target), { recursive: true });
}

function addShell(root: string): void {
  for (const library of run('dpkg', '-L', ...LIBRARY_PACKAGES).match(/^\/.*\.so[.\d]*$/gm) ?? [])
    put(root, library);
  for (const program of PROGRAMS) {
    put(root, program);
    for (const [library] of run('ldd', program).matchAll(/\/\S+/g)) {
      if (!existsSync(join(root, library))) put(root, library);
    }
  }
  put(root, CERTIFICATES);
  writeFileSync(
    join(root, 'etc/passwd'),
    'root:x:0:0:root:/root:/bin/sh\nnode:x:1000:1000::/home/node:/bin/sh\n',
  );
  writeFileSync(join(root, 'etc/group'), 'root:x:0:\nnode:x:1000:\n');
  mkdirSync(join(root, 'tmp'));
  chmodSync(join(root, 'tmp'), 0o1777); // whatever the umask
}

function addNode(root: string): void {
  put(root, process.execPath, '/usr/local/bin/node');
  const npm = dirname(dirname(realpathSync(run('which', 'npm').trim())));
  put(root, npm, '/usr/local/lib/node_modules/npm');
  for (const name of ['npm', 'npx']) {
    symlinkSync(`../lib/node_modules/npm/bin/${name}-cli.js`, join(root, 'usr/local/bin', name));
  }
  mkdirSync(join(root, 'home/node'), { recursive: true });
  chownSync(join(root, 'home/node'), 1000, 1000);
}

/** What Go has compiled here it does not compile in the image again: k6 is two minutes of a processor. */
function goAndItsCaches(): Contents {
  const [root, modules, compiled] = run('go', 'env', 'GOROOT', 'GOMODCACHE', 'GOCACHE').trim().split('\n');
  return {
    folders: [root!, modules!, compiled!],
    environment: {
      PATH: `${root}/bin:/usr/local/bin:/usr/bin:/bin`,
      GOMODCACHE: modules!,
      GOCACHE: compiled!,
      GOPROXY: run('go', 'env', 'GOPROXY').trim(),
      GOTOOLCHAIN: 'local',
    },
  };
}

async function importTree(
  root: string,
  folders: readonly string[],
  environment: Readonly<Record<string, string>>,
  name: string,
): Promise<void> {
  const further = folders.flatMap((folder) => ['-C', '/', `.${folder}`]);
  // Go may be compiling something else meanwhile.
  const tar = spawn('tar', ['--warning=no-file-changed', '-c', '-C', root, '.', ...further], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  // The registries of this machine may be behind an authority that only it knows.
  const trust = { NODE_EXTRA_CA_CERTS: CERTIFICATES, SSL_CERT_FILE: CERTIFICATES };
  const env = Object.entries({ ...trust, ...environment }).map(([key, value]) => `${key}=${value}`);
  const docker = spawn('docker', ['import', '--change', `ENV ${env.join(' ')}`, '-', name], {
    stdio: [tar.stdout, 'ignore', 'inherit'],
  });
  const [code] = await once(docker, 'close');
  if (code !== 0) throw new Error(`docker import ended with ${code}`);
}

const run = (command: string, ...args: readonly string[]): string =>
  execFileSync(command, args, { encoding: 'utf8', env: { ...process.env, LC_ALL: 'C' } });
