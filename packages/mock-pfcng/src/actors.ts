import type { Core } from './core.ts';
import { PfcngProblem } from './problems/problem.ts';
import type { Card } from './schemas/cards.ts';
import type { Person } from './schemas/people.ts';
import { findCard } from './store/cards.ts';

/** Whoever acts: a card that was authenticated, the service client of ANS, or someone who writes to ANS by mail. */
export type Actor =
  | { readonly kind: 'card'; readonly cardNumber: string }
  | { readonly kind: 'service-client' }
  | { readonly kind: 'correspondent'; readonly email: string };

export const SERVICE_CLIENT: Actor = { kind: 'service-client' };

/** The actor as the journal names him. */
export function actorName(actor: Actor): string {
  switch (actor.kind) {
    case 'card':
      return `card ${actor.cardNumber}`;
    case 'service-client':
      return 'service client';
    case 'correspondent':
      return actor.email;
  }
}

/** A nominative card has a holder. */
export type NominativeCard = Card & { readonly holder: Person };

/**
 * The card of an actor, if it can be used at this moment: a card opposed five minutes ago cannot.
 *
 * @throws PfcngProblem card-required, card-opposed, card-expired, card-blocked
 */
export function usableCard(core: Core, actor: Actor): Card {
  if (actor.kind !== 'card') throw new PfcngProblem('card-required');
  const card = findCard(core, actor.cardNumber);
  if (card === undefined) throw new PfcngProblem('card-required');
  assertUsable(card);
  return card;
}

/** Whether this actor may look at all: anyone but a card that is no longer valid. */
export function assertMayLook(core: Core, actor: Actor): void {
  if (actor.kind === 'card') usableCard(core, actor);
}

export function assertServiceClient(actor: Actor): void {
  if (actor.kind !== 'service-client') throw new PfcngProblem('service-client-only');
}

export function assertUsable(card: Card): void {
  if (card.state === 'opposed') {
    throw new PfcngProblem('card-opposed', { card: card.number, since: card.opposedAt! });
  }
  if (card.state === 'expired') {
    throw new PfcngProblem('card-expired', { card: card.number, since: card.expiresAt });
  }
  if (card.blocked) throw new PfcngProblem('card-blocked', { card: card.number });
}

/** In a problem: what is wrong with a card that is wanted active and nominative. */
export function cardFault(card: Card | undefined): string {
  if (card === undefined) return 'unknown';
  if (card.state !== 'active') return card.state;
  return card.nominative ? card.environment : 'service';
}
