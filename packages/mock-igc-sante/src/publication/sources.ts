import type { Credential, IssueOrder } from '@banc-gap/pki';
import type { Clock, Journal } from '@banc-gap/simkit';
import type { Authority } from '../authority.ts';
import type { CrlDesk } from '../crls.ts';
import type { PublicationFaults } from '../faults/publication-faults.ts';
import { AUTHORITIES, type AuthorityId } from '../hierarchy.ts';
import type { MintContext } from '../mint.ts';
import type { State } from '../state/open.ts';

/** What is published comes from here, anew for each request: another process may revoke, or establish a CA. */
export interface PublicationSources {
  readonly state: State;
  readonly crls: CrlDesk;
  readonly faults: PublicationFaults;
  readonly journal: Journal;
  readonly clock: Clock;
  readonly context: () => MintContext;
  readonly issue: (order: IssueOrder) => Promise<Credential>;
  readonly establish: (id: AuthorityId) => Promise<Authority>;
}

/**
 * Another CA, whose key or lists stand in for the right ones where they are to be wrong: the issuer, or of a root one
 * below, or any.
 */
export function anotherAuthority({ state }: PublicationSources, id: AuthorityId): AuthorityId {
  const others = state.authorities.established().filter((other) => other !== id);
  return AUTHORITIES[id].issuer ?? others.find((other) => AUTHORITIES[other].issuer === id) ?? others[0]!;
}
