import type { Core } from '../core.ts';
import type { UseName } from '../data/uses.ts';
import { USES } from '../data/uses.ts';
import { directorChanged, representativeCard } from '../rules/signing.ts';
import type { Card } from '../schemas/cards.ts';
import type { Habilitation } from '../schemas/habilitations.ts';
import type { Environment } from '../schemas/identifiers.ts';
import type { Contract, Structure } from '../schemas/structures.ts';
import { cardsOfStructure, findCard } from '../store/cards.ts';
import { contractCovering } from '../store/contracts.ts';
import { habilitationsOfStructure } from '../store/habilitations.ts';
import { ordersOfStructure, type StoredOrder } from '../store/orders.ts';

/** What the questions of the decision trees are answered from. */
export interface Facts {
  readonly structure: Structure;
  readonly contract: Contract | undefined;
  readonly directorChanged: boolean;
  readonly representativeCard: Card | undefined;
  /** Nominative and active cards that could administer. */
  readonly cards: readonly Card[];
  /** That serve this use, and whose card is active. */
  readonly habilitations: readonly Habilitation[];
  /** Of this use. */
  readonly orders: readonly StoredOrder[];
}

export function gatherFacts(core: Core, structure: Structure, use: UseName, environment: Environment): Facts {
  const contract = contractCovering(core, structure);
  const certified = environment === 'test' ? structure.id : (contract?.structure ?? structure.id);
  const { offer, usages } = USES[use];
  const serves = (one: { readonly environment: Environment; readonly offer: string }) =>
    one.environment === environment && one.offer === offer;
  const holders = new Set([structure.id, certified]);
  return {
    structure,
    contract,
    directorChanged: contract !== undefined && directorChanged(core, contract),
    representativeCard: contract && representativeCard(core, contract),
    cards: [...holders]
      .flatMap((id) => cardsOfStructure(core, id))
      .filter((card) => card.state === 'active' && card.nominative && card.environment === environment),
    habilitations: habilitationsOfStructure(core, certified).filter(
      (one) =>
        serves(one) &&
        usages.some((usage) => one.usages.includes(usage)) &&
        findCard(core, one.cardNumber)?.state === 'active',
    ),
    orders: ordersOfStructure(core, certified).filter((one) => serves(one) && matchesUse(one, use)),
  };
}

/** Two uses may want the same product: the service applicatif tells them apart, as far as it has one of the prescribed names. */
function matchesUse({ usage, commonName }: StoredOrder, use: UseName): boolean {
  const own = USES[use] as (typeof USES)[UseName] & { readonly serviceApplicatif?: string };
  if (!(own.usages as readonly string[]).includes(usage)) return false;
  const names = Object.values(USES).flatMap((one) =>
    'serviceApplicatif' in one ? [one.serviceApplicatif] : [],
  );
  return (
    own.serviceApplicatif === undefined ||
    own.serviceApplicatif === commonName ||
    !names.some((name) => name === commonName)
  );
}
