export interface CachedAnswer {
  readonly body: Buffer;
  /** Of the CA, when the answer was made. */
  readonly revision: number;
  readonly madeAt: Date;
}

const CAPACITY = 10_000;
/** So that an answer is good for most of its time when a client gets it. */
const LIFETIME_MS = 600_000;

/** Answers without a nonce, until the next revocation. */
export class AnswerCache {
  readonly #answers = new Map<string, CachedAnswer>();

  find(question: string, revision: number, now: Date): Buffer | undefined {
    const found = this.#answers.get(question);
    if (found === undefined || found.revision !== revision) return undefined;
    const age = now.getTime() - found.madeAt.getTime();
    return age >= 0 && age < LIFETIME_MS ? found.body : undefined;
  }

  keep(question: string, answer: CachedAnswer): void {
    // As it happens, all are out of date by the time that there are so many.
    if (this.#answers.size >= CAPACITY) this.#answers.clear();
    this.#answers.set(question, answer);
  }
}
