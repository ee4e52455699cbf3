import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';

/** A process that comes back whenever it is killed. It says that it has loaded, is told how to start, and then where it is. */
export class Killable<Where> implements AsyncDisposable {
  readonly #script: URL;
  readonly #how: object;
  #spare: Promise<ChildProcess>;
  #child: Promise<ChildProcess>;
  #where: Promise<Where>;
  /** How often it was killed. */
  kills = 0;

  constructor(script: URL, how: object) {
    this.#script = script;
    this.#how = how;
    this.#spare = this.#load();
    [this.#child, this.#where] = this.#start();
  }

  /** Where it is now, or will be when it is back. */
  get where(): Promise<Where> {
    return this.#where;
  }

  /** By SIGKILL, as soon as it has started; the next one starts when it is dead. */
  async kill(): Promise<void> {
    await this.#where;
    this.kills += 1;
    const child = await this.#child;
    const exited = once(child, 'exit');
    child.kill('SIGKILL');
    [this.#child, this.#where] = this.#start(exited);
  }

  /** A spare one loads meanwhile: what is tried is what survives, not how long a program takes to load. */
  #start(dead: Promise<unknown> = Promise.resolve()): [Promise<ChildProcess>, Promise<Where>] {
    const child = this.#spare;
    this.#spare = this.#load();
    const where = Promise.all([child, dead]).then(async ([started]) => {
      started.send(this.#how);
      const [said] = (await once(started, 'message')) as [Where];
      return said;
    });
    return [child, where];
  }

  async #load(): Promise<ChildProcess> {
    const child = fork(this.#script, { execArgv: ['--conditions=source'] });
    await once(child, 'message');
    return child;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#where;
    for (const child of await Promise.all([this.#child, this.#spare])) child.kill('SIGKILL');
  }
}
