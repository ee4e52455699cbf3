import { type Actor, assertMayLook } from '../actors.ts';
import type { Core } from '../core.ts';

/** Who did what, when and why. */
export interface ChangeEntry {
  readonly sequence: number;
  readonly at: string;
  readonly actor: string;
  /** Kebab case. */
  readonly event: string;
  /** Id of what changed. */
  readonly about: string;
  readonly why: string;
  readonly details: Readonly<Record<string, unknown>>;
}

export class ChangeLog {
  readonly #core: Core;

  constructor(core: Core) {
    this.#core = core;
  }

  /** Oldest first. */
  list(
    actor: Actor,
    { after = 0, about }: { readonly after?: number; readonly about?: string } = {},
  ): ChangeEntry[] {
    assertMayLook(this.#core, actor);
    return this.#core.store
      .all<Omit<ChangeEntry, 'details'> & { readonly details: string }>(
        'SELECT * FROM change WHERE sequence > ? AND about = coalesce(?, about) ORDER BY sequence',
        after,
        about ?? null,
      )
      .map((row) => ({ ...row, details: JSON.parse(row.details) }));
  }
}
