import { createHash } from 'node:crypto';
import type { Clock, Journal, Random, Store } from '@banc-gap/simkit';
import { PspProblem } from './problems/problem.ts';
import { ID_LETTERS, ID_PREFIXES, type IdKind, idLength } from './schemas/identifiers.ts';
import type { EventName } from './schemas/webhooks.ts';

export interface CoreOptions {
  readonly store: Store;
  readonly clock: Clock;
  readonly random: Random;
  readonly journal: Journal;
}

/** One change of the state: what it does, it does in one transaction with the events that tell of it. */
export interface Change {
  tell(account: string, event: EventName, data: { readonly id: string }): void;
}

/** How long a key is kept, as the contract says. */
const KEY_LIFE_MS = 86_400_000;

const parisDay = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Paris' });

/** What every desk stands on. */
export class Core {
  readonly store: Store;
  readonly clock: Clock;
  readonly random: Random;
  readonly journal: Journal;

  constructor({ store, clock, random, journal }: CoreOptions) {
    this.store = store;
    this.clock = clock;
    this.random = random;
    this.journal = journal;
  }

  /** ISO 8601, UTC. */
  now(): string {
    return this.clock.now().toISOString();
  }

  /** The day of business. */
  today(): string {
    return parisDay.format(this.clock.now());
  }

  newId(kind: IdKind): string {
    const letters = Array.from({ length: idLength(kind) }, () =>
      ID_LETTERS.charAt(this.random.integer(0, ID_LETTERS.length - 1)),
    );
    return `${ID_PREFIXES[kind]}_${letters.join('')}`;
  }

  /** Six digits, as those of issuers. */
  newAuthorisationCode(): string {
    return String(this.random.integer(0, 999_999)).padStart(6, '0');
  }

  /** Does the work whole or not at all. */
  change<Result>(work: (change: Change) => Result): Result {
    const told: { event: EventName; details: Readonly<Record<string, unknown>> }[] = [];
    const result = this.store.transaction(() =>
      work({
        tell: (account, event, data) => {
          this.#addEvent(account, event, data);
          told.push({ event, details: { account, data } });
        },
      }),
    );
    for (const { event, details } of told) this.journal.record(event.replace('.', '-'), details);
    return result;
  }

  /**
   * A change that is made once for each key: the key again gives what was answered then, a refusal included.
   *
   * @param work throws a refusal before it writes anything, or returns one with what it wrote about it
   * @throws PspProblem idempotency-conflict if the key came with another request
   */
  once<Result extends object>(
    account: string,
    key: string,
    request: unknown,
    work: (change: Change) => Result | PspProblem,
  ): { readonly result: Result; readonly replayed: boolean } {
    const digest = createHash('sha256').update(canonical(request)).digest('hex');
    const { outcome, replayed } = this.change((change) => {
      const earlier = this.#answered(account, key, digest);
      if (earlier !== undefined) return { outcome: earlier as Result | PspProblem, replayed: true };
      const fresh = settled(() => work(change));
      if (fresh instanceof PspProblem && fresh.retriable) throw fresh;
      this.store.run(
        'INSERT INTO idempotency VALUES (?, ?, ?, ?, ?)',
        account,
        key,
        digest,
        JSON.stringify(fresh instanceof PspProblem ? { problem: asData(fresh) } : { result: fresh }),
        this.now(),
      );
      return { outcome: fresh, replayed: false };
    });
    if (outcome instanceof PspProblem) throw outcome;
    return { result: outcome, replayed };
  }

  #answered(account: string, key: string, digest: string): object | undefined {
    const oldest = new Date(this.clock.now().getTime() - KEY_LIFE_MS).toISOString();
    this.store.run('DELETE FROM idempotency WHERE account = ? AND key = ? AND at <= ?', account, key, oldest);
    const earlier = this.store.get<{ digest: string; outcome: string }>(
      'SELECT digest, outcome FROM idempotency WHERE account = ? AND key = ?',
      account,
      key,
    );
    if (earlier === undefined) return undefined;
    if (earlier.digest !== digest) throw new PspProblem('idempotency-conflict');
    const { result, problem } = JSON.parse(earlier.outcome);
    return problem === undefined ? result : new PspProblem(problem.slug, problem.parameters, problem.extras);
  }

  #addEvent(account: string, type: EventName, data: { readonly id: string }): void {
    const id = this.newId('event');
    const body = JSON.stringify({ id, type, at: this.now(), data });
    this.store.run(
      `INSERT INTO event (id, sequence, account, body, dueAt)
       VALUES (?, (SELECT coalesce(max(sequence), 0) + 1 FROM event), ?, ?,
               (SELECT ? FROM webhook WHERE account = ?))`,
      id,
      account,
      body,
      this.now(),
      account,
    );
  }
}

const asData = ({ slug, parameters, extras }: PspProblem) => ({ slug, parameters, extras });

function settled<Result>(work: () => Result): Result | PspProblem {
  try {
    return work();
  } catch (error) {
    if (error instanceof PspProblem) return error;
    throw error;
  }
}

/** The same members in another order are the same request. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, member: unknown) =>
    member !== null && typeof member === 'object' && !Array.isArray(member)
      ? Object.fromEntries(Object.entries(member).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : member,
  );
}
