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

/** What the Dockerfile runs, and a person who looks into the container. */
const PROGRAMS = ['/bin/sh', '/bin/cat', '/bin/chown', '/bin/ls', '/bin/mkdir', '/usr/bin/env'];
/** Whose shared libraries Node and pnpm load. */
const LIBRARY_PACKAGES = ['libc6', 'libgcc-s1', 'libstdc++6'];
const CERTIFICATES = '/etc/ssl/certs/ca-certificates.crt';

/**
 * Puts an image of that name on the engine of this machine, out of the machine's own files: a shell, the Node that runs
 * this, npm. The real one is pulled from where images are; a test that needs no network builds on this one.
 */
export async function importBaseImage(name: string): Promise<void> {
  const root = mkdtempSync(join(tmpdir(), 'banc-base-image-'));
  try {
    fill(root);
    await importTree(root, name);
  } finally {
    rmSync(root, { recursive: true });
  }
}

function fill(root: string): void {
  const put = (source: string, target = source): void => {
    mkdirSync(join(root, dirname(target)), { recursive: true });
    cpSync(realpathSync(source), join(root, target), { recursive: true });
  };
  for (const library of run('dpkg', '-L', ...LIBRARY_PACKAGES).match(/^\/.*\.so[.\d]*$/gm) ?? [])
    put(library);
  for (const program of PROGRAMS) {
    put(program);
    for (const [library] of run('ldd', program).matchAll(/\/\S+/g)) {
      if (!existsSync(join(root, library))) put(library);
    }
  }
  put(process.execPath, '/usr/local/bin/node');
  const npm = dirname(dirname(realpathSync(run('which', 'npm').trim())));
  put(npm, '/usr/local/lib/node_modules/npm');
  for (const name of ['npm', 'npx']) {
    symlinkSync(`../lib/node_modules/npm/bin/${name}-cli.js`, join(root, 'usr/local/bin', name));
  }
  put(CERTIFICATES);
  writeFileSync(
    join(root, 'etc/passwd'),
    'root:x:0:0:root:/root:/bin/sh\nnode:x:1000:1000::/home/node:/bin/sh\n',
  );
  writeFileSync(join(root, 'etc/group'), 'root:x:0:\nnode:x:1000:\n');
  mkdirSync(join(root, 'tmp'));
  chmodSync(join(root, 'tmp'), 0o1777); // whatever the umask
  mkdirSync(join(root, 'home/node'), { recursive: true });
  chownSync(join(root, 'home/node'), 1000, 1000);
}

async function importTree(root: string, name: string): Promise<void> {
  const tar = spawn('tar', ['-C', root, '-c', '.'], { stdio: ['ignore', 'pipe', 'inherit'] });
  // The registries of this machine may be behind an authority that only it knows.
  const trust = `ENV NODE_EXTRA_CA_CERTS=${CERTIFICATES} SSL_CERT_FILE=${CERTIFICATES}`;
  const docker = spawn('docker', ['import', '--change', trust, '-', name], {
    stdio: [tar.stdout, 'ignore', 'inherit'],
  });
  const [code] = await once(docker, 'close');
  if (code !== 0) throw new Error(`docker import ended with ${code}`);
}

const run = (command: string, ...args: readonly string[]): string =>
  execFileSync(command, args, { encoding: 'utf8', env: { ...process.env, LC_ALL: 'C' } });
