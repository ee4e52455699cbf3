import { createHash } from 'node:crypto';
import type { Clock, Journal, Random, Store } from '@banc-gap/simkit';
import type { MailboxName } from './data/mailboxes.ts';
import { MAILBOXES, PLATFORM_SENDER } from './data/mailboxes.ts';
import { PfcngProblem } from './problems/problem.ts';

export interface CoreOptions {
  readonly store: Store;
  readonly clock: Clock;
  readonly random: Random;
  readonly journal: Journal;
  /** Whether a domain exists, asked of names that are well formed. */
  readonly domainExists: (domain: string) => boolean;
}

export interface OutgoingMail {
  /** Kebab case: `form-received`. */
  readonly purpose: string;
  /** The mailbox of the service client that writes; the platform itself unless given. */
  readonly from?: MailboxName;
  readonly to: readonly string[];
  readonly subject: string;
  readonly body: string;
  readonly about?: string;
}

/** One change of the state: what it does, it does in one transaction with its journal entries and its mails. */
export interface Change {
  record(event: string, about: string, details?: Readonly<Record<string, unknown>>): void;
  mail(mail: OutgoingMail): void;
}

/** What every use case stands on. */
export class Core {
  readonly store: Store;
  readonly clock: Clock;
  readonly random: Random;
  readonly journal: Journal;
  readonly domainExists: (domain: string) => boolean;

  constructor({ store, clock, random, journal, domainExists }: CoreOptions) {
    this.store = store;
    this.clock = clock;
    this.random = random;
    this.journal = journal;
    this.domainExists = domainExists;
  }

  /** ISO 8601, UTC. */
  now(): string {
    return this.clock.now().toISOString();
  }

  newId(kind: string): string {
    return `${kind}-${this.random.bytes(8).toString('hex')}`;
  }

  /**
   * Does the work whole or not at all.
   *
   * @param actor who does it, as the journal names him
   * @param why the reason, for the journal
   */
  change<Result>(actor: string, why: string, work: (change: Change) => Result): Result {
    const entries: { event: string; details: Readonly<Record<string, unknown>> }[] = [];
    const result = this.store.transaction(() => {
      const record: Change['record'] = (event, about, details = {}) => {
        this.store.run(
          'INSERT INTO change (at, actor, event, about, why, details) VALUES (?, ?, ?, ?, ?, ?)',
          this.now(),
          actor,
          event,
          about,
          why,
          JSON.stringify(details),
        );
        entries.push({ event, details: { actor, about, why, ...details } });
      };
      return work({ record, mail: (mail) => this.#write(mail) });
    });
    for (const { event, details } of entries) this.journal.record(event, details);
    return result;
  }

  /**
   * Within a change: creates something once for each key, and gives the id of what was created before otherwise.
   *
   * @throws PfcngProblem creation-key-reused if the key came with another request
   */
  once(
    actor: string,
    operation: string,
    key: string | undefined,
    request: unknown,
    create: () => string,
  ): string {
    const earlier = this.created(actor, operation, key, request);
    if (earlier !== undefined) return earlier;
    const result = create();
    if (key !== undefined) {
      this.store.run(
        'INSERT INTO creation VALUES (?, ?, ?, ?, ?)',
        actor,
        operation,
        key,
        digestOf(request),
        result,
      );
    }
    return result;
  }

  /**
   * The id of what was created with this key.
   *
   * @throws PfcngProblem creation-key-reused if the key came with another request
   */
  created(actor: string, operation: string, key: string | undefined, request: unknown): string | undefined {
    if (key === undefined) return undefined;
    const earlier = this.store.get<{ digest: string; result: string }>(
      'SELECT digest, result FROM creation WHERE actor = ? AND operation = ? AND key = ?',
      actor,
      operation,
      key,
    );
    if (earlier && earlier.digest !== digestOf(request))
      throw new PfcngProblem('creation-key-reused', { key });
    return earlier?.result;
  }

  #write({ purpose, from, to, subject, body, about }: OutgoingMail): void {
    const recipients = [...new Set(to)];
    if (recipients.length === 0) return;
    this.store.run(
      `INSERT INTO mail (id, sequence, at, purpose, sender, recipients, subject, body, about)
       VALUES (?, (SELECT coalesce(max(sequence), 0) + 1 FROM mail), ?, ?, ?, ?, ?, ?, ?)`,
      this.newId('mail'),
      this.now(),
      purpose,
      from === undefined ? PLATFORM_SENDER : MAILBOXES[from],
      JSON.stringify(recipients),
      subject,
      body,
      about ?? null,
    );
  }
}

function digestOf(request: unknown): string {
  return createHash('sha256').update(JSON.stringify(request)).digest('hex');
}
