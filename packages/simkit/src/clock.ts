/** The time, injected so that tests and scenarios decide it. */
export interface Clock {
  now(): Date;
}

export const systemClock: Clock = { now: () => new Date() };

/** A clock that can be set, by a test or over a control port. */
export interface AdjustableClock extends Clock {
  set(instant: Date): void;
}

export const isAdjustable = (clock: Clock): clock is AdjustableClock => 'set' in clock;

/** A clock that runs, from whatever time it was set to: first, the real one. */
export class RunningClock implements AdjustableClock {
  #ahead = 0;

  now(): Date {
    return new Date(Date.now() + this.#ahead);
  }

  set(instant: Date): void {
    this.#ahead = instant.getTime() - Date.now();
  }
}

/** A clock that stands still until it is moved. */
export class ManualClock implements AdjustableClock {
  #milliseconds: number;

  constructor(start: Date) {
    this.#milliseconds = start.getTime();
  }

  now(): Date {
    return new Date(this.#milliseconds);
  }

  advance(milliseconds: number): void {
    this.#milliseconds += milliseconds;
  }

  set(instant: Date): void {
    this.#milliseconds = instant.getTime();
  }
}
