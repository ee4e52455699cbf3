import { closeSync, openSync } from 'node:fs';
import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import { assertStoreIsSound, storeVersion } from './store-check.ts';

/** What makes a SQLite file a store of a service. */
export interface StoreKind {
  /** A 32-bit number of the service's own (PRAGMA application_id): nobody else's database has it. */
  readonly applicationId: number;
  /** SQL scripts; the version of a store is the number of those it has seen. Append, never edit. */
  readonly migrations: readonly string[];
}

const BUSY_TIMEOUT_MS = 10_000;

/** Creates a store that only its owner may read (0600); the file must not exist. */
export function createStore(file: string, kind: StoreKind): Store {
  closeSync(openSync(file, 'wx', 0o600));
  const database = connect(file);
  const store = new Store(database);
  store.transaction(() => {
    database.exec(`PRAGMA application_id = ${kind.applicationId}`);
    migrate(database, kind);
  });
  // Only now: in WAL mode the first transaction would not reach the file's header, by which a store is recognised.
  database.exec('PRAGMA journal_mode = WAL');
  return store;
}

/** A store that lives as long as it is open, in memory only. */
export function memoryStore(kind: StoreKind): Store {
  const database = connect(':memory:');
  const store = new Store(database);
  store.transaction(() => migrate(database, kind));
  return store;
}

/**
 * Opens a store and brings it up to date. Throws SIMKIT_STORE_* and leaves the file as it is when it is missing,
 * unreadable, foreign, half-written or newer than this program.
 */
export function openStore(file: string, kind: StoreKind): Store {
  assertStoreIsSound(file, kind);
  const database = connect(file);
  const store = new Store(database);
  if (storeVersion(database) < kind.migrations.length) store.transaction(() => migrate(database, kind));
  return store;
}

/** A SQLite database that several processes may use at once. */
export class Store implements Disposable {
  readonly #database: DatabaseSync;
  readonly #statements = new Map<string, StatementSync>();

  constructor(database: DatabaseSync) {
    this.#database = database;
  }

  /** How many rows it inserted, changed or deleted. */
  run(sql: string, ...parameters: SQLInputValue[]): number {
    return Number(this.#statement(sql).run(...parameters).changes);
  }

  get<Row>(sql: string, ...parameters: SQLInputValue[]): Row | undefined {
    return this.#statement(sql).get(...parameters) as Row | undefined;
  }

  all<Row>(sql: string, ...parameters: SQLInputValue[]): Row[] {
    return this.#statement(sql).all(...parameters) as Row[];
  }

  /** Does the work whole or not at all, alone among all processes; not to be nested. */
  transaction<Result>(work: () => Result): Result {
    this.run('BEGIN IMMEDIATE');
    try {
      const result = work();
      this.run('COMMIT');
      return result;
    } catch (error) {
      this.run('ROLLBACK');
      throw error;
    }
  }

  close(): void {
    if (this.#database.isOpen) this.#database.close();
  }

  [Symbol.dispose](): void {
    this.close();
  }

  #statement(sql: string): StatementSync {
    let statement = this.#statements.get(sql);
    if (statement === undefined) {
      statement = this.#database.prepare(sql);
      this.#statements.set(sql, statement);
    }
    return statement;
  }
}

function connect(file: string): DatabaseSync {
  const database = new DatabaseSync(file, { timeout: BUSY_TIMEOUT_MS });
  // A power failure may take the last transactions with it, but never damages the store; commits need no disk sync.
  database.exec('PRAGMA synchronous = NORMAL');
  return database;
}

function migrate(database: DatabaseSync, kind: StoreKind): void {
  // Read again inside the transaction: another process may have migrated in between.
  for (const script of kind.migrations.slice(storeVersion(database))) database.exec(script);
  database.exec(`PRAGMA user_version = ${kind.migrations.length}`);
}
