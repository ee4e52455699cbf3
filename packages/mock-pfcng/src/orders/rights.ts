import type { NominativeCard } from '../actors.ts';
import { type Actor, usableCard } from '../actors.ts';
import type { Core } from '../core.ts';
import { PfcngProblem } from '../problems/problem.ts';
import { knownStructure, roleOf } from '../rules/signing.ts';
import type { Habilitation } from '../schemas/habilitations.ts';
import type { Order } from '../schemas/orders.ts';
import { contractCovering } from '../store/contracts.ts';
import { habilitationsOfCard } from '../store/habilitations.ts';

type Right = Pick<Order, 'structure' | 'environment' | 'offer' | 'usage'>;

/** @throws PfcngProblem that of the card, or administrator-card-of-service */
export function administratorCard(core: Core, actor: Actor): NominativeCard {
  const card = usableCard(core, actor);
  if (card.holder === null) throw new PfcngProblem('administrator-card-of-service', { card: card.number });
  return { ...card, holder: card.holder };
}

/**
 * The habilitations by which a card may order a product for a structure, named by itself or as an EG of the EJ that signed.
 *
 * @throws PfcngProblem not-habilitated
 */
export function requireHabilitation(
  core: Core,
  card: string,
  wanted: Right,
): [Habilitation, ...Habilitation[]] {
  const structure = knownStructure(core, wanted.structure);
  const certified = contractCovering(core, structure)?.structure ?? structure.id;
  const [first, ...others] = habilitationsOfCard(core, card).filter(
    ({ structure: one, environment, offer, usages }) =>
      (one === structure.id || one === certified) &&
      environment === wanted.environment &&
      offer === wanted.offer &&
      usages.includes(wanted.usage),
  );
  if (first) return [first, ...others];
  const { offer, usage, environment } = wanted;
  throw new PfcngProblem(
    'not-habilitated',
    { card, offer, usage, environment, structure: structure.id },
    { forms: [environment === 'test' ? 'F414' : 'F413'] },
  );
}

/** Whether the holder of this card is representative or mandataire of the structure. */
export function actsForStructure(core: Core, card: NominativeCard, structureId: string): boolean {
  if (card.environment !== 'production') return false;
  const contract = contractCovering(core, knownStructure(core, structureId));
  return contract !== undefined && roleOf(core, contract, card.holder) !== undefined;
}
