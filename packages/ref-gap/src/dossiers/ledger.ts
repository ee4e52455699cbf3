import { DatabaseSync } from 'node:sqlite';
import { type Dossier, dossierOf, type Step } from './dossier.ts';

/**
 * What was done for each patient, in the order in which it was: steps are added and never changed. Each is on the disk
 * before what it announces is asked of anybody, so that a GAP that was killed goes on with the same order and the same
 * key. There is no name in it, and no card number.
 */
export class Ledger {
  readonly #database: DatabaseSync;

  /** `file`, or `:memory:` for one that is lost with the process. */
  constructor(file: string) {
    this.#database = new DatabaseSync(file);
    this.#database.exec(`
      PRAGMA journal_mode = WAL;
      PRAGMA synchronous = FULL;
      CREATE TABLE IF NOT EXISTS step (
        sequence INTEGER PRIMARY KEY AUTOINCREMENT, dossier TEXT NOT NULL, at TEXT NOT NULL, step TEXT NOT NULL
      ) STRICT;
      CREATE INDEX IF NOT EXISTS stepsOfDossier ON step (dossier);`);
  }

  add(dossier: string, at: Date, step: Step): Dossier {
    this.#database
      .prepare('INSERT INTO step (dossier, at, step) VALUES (?, ?, ?)')
      .run(dossier, at.toISOString(), JSON.stringify(step));
    return this.find(dossier)!;
  }

  find(dossier: string): Dossier | undefined {
    const rows = this.#database
      .prepare('SELECT at, step FROM step WHERE dossier = ? ORDER BY sequence')
      .all(dossier) as { at: string; step: string }[];
    if (rows.length === 0) return undefined;
    return dossierOf(
      dossier,
      rows.map(({ at, step }) => ({ at, ...(JSON.parse(step) as Step) })),
    );
  }

  /** In the order of admission. */
  list(): Dossier[] {
    const rows = this.#database
      .prepare('SELECT dossier FROM step GROUP BY dossier ORDER BY min(sequence)')
      .all() as { dossier: string }[];
    return rows.map(({ dossier }) => this.find(dossier)!);
  }

  close(): void {
    this.#database.close();
  }
}
