import { fork, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createStore, memoryStore, openStore } from './store.ts';

const kind = { applicationId: 0x42414e43, migrations: ['CREATE TABLE word (text TEXT PRIMARY KEY) STRICT'] };

let directory: string;
let file: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'banc-store-'));
  file = join(directory, 'store.sqlite');
});
afterEach(() => rmSync(directory, { recursive: true }));

function create(words: readonly string[] = []): void {
  using store = createStore(file, kind);
  store.transaction(() => {
    for (const word of words) store.run('INSERT INTO word VALUES (?)', word);
  });
}

test('a store keeps what was written, for its owner only', () => {
  create(['carte']);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  using store = openStore(file, kind);
  expect(store.all('SELECT text FROM word')).toMatchObject([{ text: 'carte' }]);
  expect(store.get('PRAGMA journal_mode')).toMatchObject({ journal_mode: 'wal' });
});

test('a store in memory has the same tables, and nobody else sees it', () => {
  using store = memoryStore(kind);
  using another = memoryStore(kind);
  store.run('INSERT INTO word VALUES (?)', 'carte');
  expect(store.all('SELECT text FROM word')).toMatchObject([{ text: 'carte' }]);
  expect(another.all('SELECT text FROM word')).toEqual([]);
});

test('a failed transaction leaves nothing', () => {
  using store = createStore(file, kind);
  expect(() =>
    store.transaction(() => {
      store.run('INSERT INTO word VALUES (?)', 'half');
      throw new Error('interrupted');
    }),
  ).toThrow('interrupted');
  expect(store.get('SELECT count(*) AS count FROM word')).toMatchObject({ count: 0 });
});

test('an older store is brought up to date, and keeps its content', () => {
  create(['carte']);
  const newer = {
    ...kind,
    migrations: [...kind.migrations, "ALTER TABLE word ADD language TEXT DEFAULT 'fr'"],
  };
  using store = openStore(file, newer);
  expect(store.get('SELECT * FROM word')).toMatchObject({ text: 'carte', language: 'fr' });
  expect(store.get('PRAGMA user_version')).toMatchObject({ user_version: 2 });
});

test('two processes may write at once', async () => {
  create();
  const writer = new URL('./testing/store-writer.ts', import.meta.url);
  const children = ['a', 'b'].map((name) =>
    fork(writer, [file, name], { execArgv: ['--conditions=source'] }),
  );
  const codes = await Promise.all(children.map(async (child) => (await once(child, 'exit'))[0]));
  expect(codes).toEqual([0, 0]);
  using store = openStore(file, kind);
  expect(store.get('SELECT count(*) AS count FROM word')).toMatchObject({ count: 200 });
});

test('an existing file is never taken for a new store', () => {
  writeFileSync(file, 'my thesis');
  expect(() => createStore(file, kind)).toThrow('EEXIST');
  expect(readFileSync(file, 'utf8')).toBe('my thesis');
});

describe('refused, and left byte for byte as it was', () => {
  function refused(code: string): void {
    const before = readFileSync(file);
    expect(() => openStore(file, kind)).toThrow(expect.objectContaining({ code }));
    expect(readFileSync(file).equals(before)).toBe(true);
  }

  test('a file that is no database', () => {
    writeFileSync(file, 'my thesis, which is longer than the header of a database would be '.repeat(3));
    refused('SIMKIT_STORE_FOREIGN');
  });

  test('a database of another program', () => {
    const database = new DatabaseSync(file);
    database.exec('CREATE TABLE bookmark (url TEXT)');
    database.close();
    refused('SIMKIT_STORE_FOREIGN');
  });

  test('a newer store, even when its version is still in the write-ahead log', () => {
    create();
    // The process ends without closing: what it wrote stays in the log.
    const script = `const { DatabaseSync } = require('node:sqlite');
      new DatabaseSync(process.argv[1]).exec('PRAGMA user_version = 9');
      process.kill(process.pid, 'SIGKILL');`;
    expect(spawnSync(process.execPath, ['-e', script, file]).signal).toBe('SIGKILL');
    refused('SIMKIT_STORE_NEWER');
  });

  test('an empty file', () => {
    writeFileSync(file, '');
    refused('SIMKIT_STORE_HALF_WRITTEN');
  });

  test('a store that is cut off', () => {
    create(Array.from({ length: 2000 }, (_, index) => `word ${index}`));
    truncateSync(file, 8192);
    refused('SIMKIT_STORE_HALF_WRITTEN');
  });

  test('a store with a page of rubbish', () => {
    create(Array.from({ length: 2000 }, (_, index) => `word ${index}`));
    const bytes = readFileSync(file);
    bytes.fill(0xa5, 8192, 12_288);
    writeFileSync(file, bytes);
    refused('SIMKIT_STORE_HALF_WRITTEN');
  });

  test('a store whose tables were never made', () => {
    const database = new DatabaseSync(file);
    database.exec(`PRAGMA application_id = ${kind.applicationId}`);
    database.close();
    refused('SIMKIT_STORE_HALF_WRITTEN');
  });
});

test('a store that is missing or unreadable is said to be so', () => {
  expect(() => openStore(file, kind)).toThrow(expect.objectContaining({ code: 'SIMKIT_STORE_MISSING' }));
  expect(() => openStore(directory, kind)).toThrow(
    expect.objectContaining({ code: 'SIMKIT_STORE_UNREADABLE' }),
  );
});
