import type { NominativeCard } from '../actors.ts';
import type { Core } from '../core.ts';
import type { Habilitation } from '../schemas/habilitations.ts';
import type { Structure } from '../schemas/structures.ts';
import { habilitationsOfCard } from '../store/habilitations.ts';
import { findStructure } from '../store/structures.ts';
import { certifiedStructure } from './product.ts';

/** One line of tab Demander. */
export interface HabilitatedOffer {
  readonly habilitation: Habilitation;
  readonly structure: Structure;
  /** O, OU and ST of the certificates. */
  readonly certifiedAs: { readonly name: string; readonly nationalId: string; readonly departement: string };
}

export function habilitatedOffers(core: Core, { number }: NominativeCard): HabilitatedOffer[] {
  return habilitationsOfCard(core, number).map((habilitation) => ({
    habilitation,
    structure: findStructure(core, habilitation.structure)!,
    certifiedAs: certifiedStructure(core, habilitation),
  }));
}
