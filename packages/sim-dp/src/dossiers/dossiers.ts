import type { Store } from '@banc-gap/simkit';
import { DpProblem } from '../problems/problem.ts';
import type { Dispensation, Dossier, Entry, Identity, KeptDossier, Receipt } from './schemas.ts';

/** What is received, and a digest by which it is known again. */
export interface Received {
  readonly ins: string;
  readonly dispensation: Dispensation;
  readonly digest: string;
  /** Signature included; absent of what a seed has. */
  readonly document?: string;
}

interface DossierRow extends Identity {
  readonly ins: string;
  readonly oppose: 0 | 1;
}

const TRAITS = ['oid', 'nomNaissance', 'prenom', 'dateNaissance', 'sexe'] as const;

/** The dossiers, and the directory of the patients who are declared; who asks is not known here. */
export class Dossiers {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  /** @throws DpProblem not-in-directory, no-dossier, patient-opposed */
  open(ins: string): Dossier {
    if (this.entry(ins) === undefined) throw new DpProblem('not-in-directory');
    const row = this.#row(ins);
    if (row === undefined) throw new DpProblem('no-dossier');
    const { oppose, ...dossier } = row;
    if (oppose === 1) throw new DpProblem('patient-opposed');
    return { ...dossier, dispensations: this.#dispensations(ins) };
  }

  /** Once for each identifier: the same again is the same receipt. @throws DpProblem as `open`, dispensation-conflict */
  receive(received: Received, at: string): { readonly receipt: Receipt; readonly replayed: boolean } {
    const { ins, dispensation, digest } = received;
    const { identifiant } = dispensation;
    return this.#store.transaction(() => {
      this.open(ins);
      const earlier = this.#store.get<{ digest: string; receivedAt: string }>(
        'SELECT digest, receivedAt FROM dispensation WHERE identifiant = ?',
        identifiant,
      );
      if (earlier !== undefined && earlier.digest !== digest) {
        throw new DpProblem('dispensation-conflict', { identifiant });
      }
      if (earlier === undefined) this.#insert(received, at);
      const receipt = { identifiant, ins, recueLe: earlier?.receivedAt ?? at };
      return { receipt, replayed: earlier !== undefined };
    });
  }

  /** Again is the same entry. @throws DpProblem patient-opposed, identity-differs */
  add(
    ins: string,
    identity: Identity,
    by: string,
    at: string,
  ): { readonly entry: Entry; readonly added: boolean } {
    return this.#store.transaction(() => {
      const known = this.#row(ins);
      if (known?.oppose === 1) throw new DpProblem('patient-opposed');
      const different = known === undefined ? [] : TRAITS.filter((trait) => known[trait] !== identity[trait]);
      if (different.length > 0) throw new DpProblem('identity-differs', { fields: different.join(', ') });
      const added =
        this.#store.run('INSERT INTO directory VALUES (?, ?, ?) ON CONFLICT DO NOTHING', ins, by, at) === 1;
      return { entry: this.entry(ins)!, added };
    });
  }

  /** @throws DpProblem not-in-directory */
  remove(ins: string): void {
    if (this.#store.run('DELETE FROM directory WHERE ins = ?', ins) === 0) {
      throw new DpProblem('not-in-directory');
    }
  }

  entry(ins: string): Entry | undefined {
    return this.#store.get<Entry>(
      'SELECT ins, addedAt AS ajouteLe, addedBy AS ajoutePar FROM directory WHERE ins = ?',
      ins,
    );
  }

  /** Every dossier, whatever its state. */
  list(): KeptDossier[] {
    const rows = this.#store.all<DossierRow>('SELECT * FROM dossier ORDER BY ins');
    return rows.map(({ oppose, ...row }) => ({
      ...row,
      oppose: oppose === 1,
      annuaire: this.entry(row.ins) !== undefined,
      dispensations: this.#dispensations(row.ins),
    }));
  }

  /** The documents that were received for a patient, signatures included, oldest first. */
  documents(ins: string): string[] {
    return this.#store
      .all<{ document: string }>(
        'SELECT document FROM dispensation WHERE ins = ? AND document IS NOT NULL ORDER BY receivedAt, rowid',
        ins,
      )
      .map(({ document }) => document);
  }

  /** Puts these dossiers in place of all that there are. */
  replaceAll(dossiers: readonly KeptDossier[], at: string): void {
    this.#store.transaction(() => {
      for (const table of ['dispensation', 'directory', 'dossier']) this.#store.run(`DELETE FROM ${table}`);
      for (const dossier of dossiers) this.#put(dossier, at);
    });
  }

  #put({ ins, oppose, annuaire, dispensations, ...identity }: KeptDossier, at: string): void {
    this.#store.run(
      'INSERT INTO dossier VALUES (?, ?, ?, ?, ?, ?, ?)',
      ins,
      ...TRAITS.map((trait) => identity[trait]),
      oppose ? 1 : 0,
    );
    if (annuaire) this.#store.run('INSERT INTO directory VALUES (?, ?, ?)', ins, 'seed', at);
    for (const dispensation of dispensations) this.#insert({ ins, dispensation, digest: 'seed' }, at);
  }

  #insert({ ins, dispensation, digest, document }: Received, at: string): void {
    this.#store.run(
      'INSERT INTO dispensation VALUES (?, ?, ?, ?, ?, ?, ?)',
      dispensation.identifiant,
      ins,
      dispensation.date,
      JSON.stringify(dispensation),
      digest,
      document ?? null,
      at,
    );
  }

  #row(ins: string): DossierRow | undefined {
    return this.#store.get<DossierRow>('SELECT * FROM dossier WHERE ins = ?', ins);
  }

  #dispensations(ins: string): Dispensation[] {
    return this.#store
      .all<{ content: string }>(
        'SELECT content FROM dispensation WHERE ins = ? ORDER BY date DESC, identifiant',
        ins,
      )
      .map(({ content }) => JSON.parse(content) as Dispensation);
  }
}
