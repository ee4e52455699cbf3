import { type Actor, actorName, assertMayLook } from '../actors.ts';
import type { Core } from '../core.ts';
import { parse } from '../parse.ts';
import { PfcngProblem } from '../problems/problem.ts';
import { requireManager } from '../rules/signing.ts';
import { type Habilitation, habilitationRemoval } from '../schemas/habilitations.ts';
import {
  findHabilitation,
  habilitationsOfCard,
  habilitationsOfStructure,
  removeHabilitation,
} from '../store/habilitations.ts';

/** Rights of administrateurs techniques; forms give them, and whoever manages the structure takes them away. */
export class HabilitationDesk {
  readonly #core: Core;

  constructor(core: Core) {
    this.#core = core;
  }

  list(actor: Actor, filter: { readonly structure: string } | { readonly card: string }): Habilitation[] {
    assertMayLook(this.#core, actor);
    return 'structure' in filter
      ? habilitationsOfStructure(this.#core, filter.structure)
      : habilitationsOfCard(this.#core, filter.card);
  }

  /** Acts at once, during the three years as at any time. */
  remove(actor: Actor, input: unknown): void {
    const { id, why } = parse(habilitationRemoval, input);
    const core = this.#core;
    const habilitation = findHabilitation(core, id);
    if (habilitation === undefined) throw new PfcngProblem('not-found', { what: 'habilitation', id });
    requireManager(core, actor, habilitation.structure, habilitation.environment);
    const { cardNumber, offer, structure } = habilitation;
    core.change(actorName(actor), why, (change) => {
      removeHabilitation(core, id);
      change.record('habilitation-removed', id, { card: cardNumber, offer, structure });
    });
  }
}
