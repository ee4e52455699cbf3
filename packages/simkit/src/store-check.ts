import { closeSync, openSync, readSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import type { BancError } from '@banc-gap/pki';
import { simkitErrors } from './errors.ts';
import type { StoreKind } from './store.ts';

// The database header, https://www.sqlite.org/fileformat.html §1.3
const HEADER_SIZE = 100;
const MAGIC = Buffer.from('SQLite format 3\0');
const APPLICATION_ID_OFFSET = 68;

const SQLITE_CORRUPT = 11;
const SQLITE_NOTADB = 26;

/** Throws, without a byte of the file changed, unless `openStore` may use it. */
export function assertStoreIsSound(file: string, kind: StoreKind): void {
  assertOurs(file, readHeader(file), kind);
  let database: DatabaseSync | undefined;
  try {
    // A read-only connection can neither migrate nor fold the write-ahead log into the file.
    database = new DatabaseSync(file, { readOnly: true, timeout: 10_000 });
    const verdict = database.prepare('PRAGMA quick_check(1)').get()?.quick_check;
    if (verdict !== 'ok') throw halfWritten(file, String(verdict));
    assertVersion(file, storeVersion(database), kind);
  } catch (cause) {
    throw explain(file, cause);
  } finally {
    database?.close();
  }
}

export function storeVersion(database: DatabaseSync): number {
  return database.prepare('PRAGMA user_version').get()?.user_version as number;
}

function readHeader(file: string): Buffer {
  let descriptor: number | undefined;
  try {
    descriptor = openSync(file, 'r');
    const header = Buffer.alloc(HEADER_SIZE);
    return header.subarray(0, readSync(descriptor, header, 0, HEADER_SIZE, 0));
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException;
    if (code === 'ENOENT') throw simkitErrors.error('SIMKIT_STORE_MISSING', { file }, { cause });
    throw simkitErrors.error('SIMKIT_STORE_UNREADABLE', { file, reason: message }, { cause });
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
}

function assertOurs(file: string, header: Buffer, kind: StoreKind): void {
  if (header.length === 0) throw halfWritten(file, 'it is empty');
  if (!header.subarray(0, MAGIC.length).equals(MAGIC)) {
    throw simkitErrors.error('SIMKIT_STORE_FOREIGN', { file, reason: 'it is not a SQLite database' });
  }
  if (header.length < HEADER_SIZE) throw halfWritten(file, 'its header is cut off');
  if (header.readInt32BE(APPLICATION_ID_OFFSET) !== kind.applicationId) {
    throw simkitErrors.error('SIMKIT_STORE_FOREIGN', { file, reason: 'it is a database of another program' });
  }
}

function assertVersion(file: string, found: number, kind: StoreKind): void {
  const known = kind.migrations.length;
  if (found > known) throw simkitErrors.error('SIMKIT_STORE_NEWER', { file, found, known });
  if (found < 1) throw halfWritten(file, 'it has no tables yet');
}

function explain(file: string, cause: unknown): unknown {
  const { errcode, message } = cause as { errcode?: number; message: string };
  if (errcode === undefined) return cause;
  // The low octet of an extended result code is the primary one.
  const primary = errcode & 0xff;
  if (primary === SQLITE_CORRUPT || primary === SQLITE_NOTADB) return halfWritten(file, message, cause);
  return simkitErrors.error('SIMKIT_STORE_UNREADABLE', { file, reason: message }, { cause });
}

function halfWritten(file: string, reason: string, cause?: unknown): BancError {
  return simkitErrors.error('SIMKIT_STORE_HALF_WRITTEN', { file, reason }, { cause });
}
