import { fork } from 'node:child_process';
import { once } from 'node:events';
import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openAuthorities } from '../authorities.ts';
import { cachedKeyPairs } from '../testing/temporary-authorities.ts';

const create = { port: 0 };
let root: string;
/** A good state that tests copy before they damage it. */
let good: string;
beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'banc-states-'));
  good = join(root, 'good');
  (await openAuthorities(good, { create, generateKeyPair: cachedKeyPairs() })).close();
});
afterAll(() => rmSync(root, { recursive: true }));

let directory: string;
let count = 0;
beforeEach(() => {
  count += 1;
  directory = join(root, `state-${count}`);
});

describe('a new state', () => {
  test('is for its owner only', () => {
    expect(statSync(good).mode & 0o777).toBe(0o700);
    expect(statSync(join(good, 'keys')).mode & 0o777).toBe(0o700);
    expect(statSync(join(good, 'store.sqlite')).mode & 0o777).toBe(0o600);
    for (const key of readdirSync(join(good, 'keys'))) {
      expect(statSync(join(good, 'keys', key)).mode & 0o777).toBe(0o600);
    }
  });

  test('takes the place of an empty folder', async () => {
    mkdirSync(directory);
    using authorities = await openAuthorities(directory, { create, generateKeyPair: cachedKeyPairs() });
    expect(authorities.certificate('ingetrust/root').commonName).toBe('IngeTrust TEST Root CA');
  });

  test('is the same one for two processes that create it at once', async () => {
    const results = await Promise.all(['a', 'b'].map((name) => inProcess('create', directory, name)));
    expect(results.map(({ code }) => code)).toEqual([0, 0]);
    expect(results[0]?.message).toEqual(results[1]?.message);
    expect(readdirSync(root).filter((name) => name.startsWith(`state-${count}`))).toEqual([`state-${count}`]);
  });

  test('does not exist at all when creation is interrupted, and what was left is removed next time', async () => {
    const { signal } = await inProcess('create-and-die', directory, 'a');
    expect(signal).toBe('SIGKILL');
    expect(existsSync(directory)).toBe(false);
    const leftOver = readdirSync(root).filter((name) => name.startsWith(`state-${count}.building-`));
    expect(leftOver).toHaveLength(1);
    const ofSomebody = join(root, `state-${count}.building-site`);
    mkdirSync(ofSomebody);
    (await openAuthorities(directory, { create, generateKeyPair: cachedKeyPairs() })).close();
    expect(existsSync(join(root, leftOver[0]!))).toBe(false);
    expect(existsSync(ofSomebody)).toBe(true);
  });
});

test('two processes issue and revoke at once, and each sees what the other did', async () => {
  cpSync(good, directory, { recursive: true });
  using authorities = await openAuthorities(directory);
  const before = authorities.crl('ingetrust/issuing-ca');
  const results = await Promise.all(['a', 'b'].map((name) => inProcess('issue-and-revoke', directory, name)));
  expect(results.map(({ code }) => code)).toEqual([0, 0]);
  const after = authorities.crl('ingetrust/issuing-ca');
  expect(after.entryCount).toBe(before.entryCount + 20);
  expect(after.number! > before.number!).toBe(true);
  // Both ordered it: one certificate.
  expect(authorities.certificates().filter(({ orderId }) => orderId === 'shared')).toHaveLength(1);
});

describe('what publication was chosen', () => {
  test('stays, and another choice later is refused with the reason', async () => {
    using authorities = await openAuthorities(good, { create: { publication: 'local' } });
    expect(authorities.publication.urls.igcSante).toBe(`http://127.0.0.1:${authorities.publication.port}`);
    await expect(openAuthorities(good, { create: { publication: 'faithful' } })).rejects.toMatchObject({
      code: 'IGC_PUBLICATION_FIXED',
      message: `The state folder ${good} was created with publication local, not faithful`,
    });
    await expect(
      openAuthorities(good, { create: { publicationBase: 'http://bench.lan' } }),
    ).rejects.toMatchObject({
      code: 'IGC_PUBLICATION_FIXED',
    });
  });

  test('can be the real host names', async () => {
    const options = { create: { publication: 'faithful' }, generateKeyPair: cachedKeyPairs() } as const;
    using authorities = await openAuthorities(directory, options);
    const { certificate } = await authorities.issue({
      orderId: 'x',
      profile: 'igc-sante-test/org-auth-cli',
      subject: {
        structure: { departement: 'Paris (75)', name: 'TEST', nationalId: '10B0999999' },
        serviceApplicatif: 'x',
      },
    });
    expect(certificate.crlDistributionPoints[0]).toBe(
      'http://igc-sante.esante.gouv.fr/CRL/ACI-EL-ORG-TEST.crl',
    );
  });

  test('can be a base of the network', async () => {
    const options = {
      create: { publicationBase: 'http://bench.lan:8080/' },
      generateKeyPair: cachedKeyPairs(),
    };
    using authorities = await openAuthorities(directory, options);
    expect(authorities.certificate('ingetrust/issuing-ca').crlDistributionPoints).toEqual([
      'http://bench.lan:8080/ingetrust/CRL/root.crl',
    ]);
  });

  test('must be a URL', async () => {
    await expect(
      openAuthorities(directory, { create: { publicationBase: 'bench.lan' } }),
    ).rejects.toMatchObject({
      code: 'IGC_PUBLICATION_BASE_INVALID',
    });
    expect(existsSync(directory)).toBe(false);
  });
});

describe('refused, with every file left as it was', () => {
  async function refused(code: string): Promise<void> {
    const before = snapshot(directory);
    await expect(openAuthorities(directory, { create })).rejects.toMatchObject({ code });
    expect(snapshot(directory)).toEqual(before);
  }

  test('a folder of somebody else', async () => {
    mkdirSync(directory);
    writeFileSync(join(directory, 'thesis.txt'), 'a hundred pages');
    await refused('IGC_STATE_FOREIGN');
  });

  test('a file in the place of the folder', async () => {
    writeFileSync(directory, 'a hundred pages');
    await expect(openAuthorities(directory, { create })).rejects.toMatchObject({
      code: 'IGC_STATE_UNREADABLE',
    });
    await expect(openAuthorities(join(directory, 'below'), { create })).rejects.toMatchObject({
      code: 'IGC_STATE_UNREADABLE',
    });
    expect(readFileSync(directory, 'utf8')).toBe('a hundred pages');
  });

  test('a state whose store is cut off', async () => {
    cpSync(good, directory, { recursive: true });
    truncateSync(join(directory, 'store.sqlite'), 9000);
    await refused('SIMKIT_STORE_HALF_WRITTEN');
  });

  test('a state of a newer version', async () => {
    cpSync(good, directory, { recursive: true });
    const database = new DatabaseSync(join(directory, 'store.sqlite'));
    database.exec('PRAGMA user_version = 99');
    database.close();
    await refused('SIMKIT_STORE_NEWER');
  });

  test('a state without the key of a CA', async () => {
    cpSync(good, directory, { recursive: true });
    rmSync(join(directory, 'keys', 'ingetrust-root.pem'));
    await refused('IGC_KEY_UNUSABLE');
  });

  test('a state with two keys exchanged', async () => {
    cpSync(good, directory, { recursive: true });
    const key = (name: string) => join(directory, 'keys', `${name}.pem`);
    renameSync(key('ingetrust-root'), key('kept'));
    renameSync(key('geotrust-root'), key('ingetrust-root'));
    renameSync(key('kept'), key('geotrust-root'));
    await refused('IGC_STATE_INCOMPLETE');
  });

  test('a state with a damaged key', async () => {
    cpSync(good, directory, { recursive: true });
    truncateSync(join(directory, 'keys', 'ingetrust-root.pem'), 100);
    appendFileSync(join(directory, 'keys', 'ingetrust-root.pem'), 'x');
    await refused('IGC_KEY_UNUSABLE');
  });
});

test('a missing state is not created unless that is asked for', async () => {
  await expect(openAuthorities(directory)).rejects.toMatchObject({ code: 'IGC_STATE_MISSING' });
  expect(existsSync(directory)).toBe(false);
});

/** The files of a state; the two that SQLite keeps beside an open store do not count. */
function snapshot(folder: string): Record<string, string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter(
    (entry) => entry.isFile() && !/-(wal|shm)$/.test(entry.name),
  );
  return Object.fromEntries(
    files.map((entry) => {
      const file = join(entry.parentPath, entry.name);
      return [file, readFileSync(file).toString('base64')];
    }),
  );
}

async function inProcess(task: string, folder: string, name: string) {
  const script = new URL('../testing/state-process.ts', import.meta.url);
  const child = fork(script, [task, folder, name], { execArgv: ['--conditions=source'] });
  let message: unknown;
  child.on('message', (received) => {
    message = received;
  });
  const [code, signal] = await once(child, 'exit');
  return { code, signal, message };
}
