import type { Clock, Journal, Store } from '@banc-gap/simkit';
import { amcErrors } from '../errors.ts';
import type { Amc, RocSeed } from '../seed/schema.ts';
import { type Commitment, Commitments } from './commitments.ts';
import { type Coverage, coverageOf } from './coverage.ts';
import { Refusal } from './refusal.ts';
import type { CancellationRequest, EstimateRequest, PatientRequest } from './requests.ts';
import { type Estimate, sharesOf } from './shares.ts';

export interface InsurerOptions {
  readonly seed: RocSeed;
  readonly store: Store;
  readonly clock: Clock;
  readonly journal: Journal;
}

/** The AMCs behind the web services: whom they insure, what they pay, what they have promised. */
export class Insurer {
  readonly seed: RocSeed;
  readonly commitments: Commitments;
  readonly #journal: Journal;

  constructor({ seed, store, clock, journal }: InsurerOptions) {
    this.seed = seed;
    this.commitments = new Commitments(store, clock);
    this.#journal = journal;
  }

  /** IDB. @throws Refusal, BancError AMC_STRUCTURE_NOT_TRUSTED */
  identify(request: PatientRequest): Coverage & { readonly amc: Amc } {
    const amc = this.#amcFor(request);
    return { amc, ...coverageOf(amc, request) };
  }

  /** SIM: what CLC would say, with nothing promised. @throws Refusal, BancError AMC_STRUCTURE_NOT_TRUSTED */
  simulate(request: EstimateRequest): Estimate {
    return sharesOf(request.lignes, this.identify(request).contract, this.seed.prestations);
  }

  /** CLC: promises the share of the AMC, if there is one. @throws Refusal, BancError AMC_STRUCTURE_NOT_TRUSTED */
  calculate(request: EstimateRequest): { readonly estimate: Estimate; readonly commitment?: Commitment } {
    const estimate = this.simulate(request);
    const { partAmc } = estimate.total;
    if (partAmc === 0) return { estimate };
    const { numeroAmc: amc, structure, numeroAdherent: adherent } = request;
    const commitment = this.commitments.make({ amc, structure, adherent, partAmc });
    this.#journal.record('commitment-made', { ...commitment });
    return { estimate, commitment };
  }

  /** DEL. @throws Refusal, BancError AMC_STRUCTURE_NOT_TRUSTED */
  cancel(request: CancellationRequest): Commitment {
    const amc = this.#amcFor(request);
    const { numeroEngagement, structure, motif } = request;
    const commitment = this.commitments.cancel(numeroEngagement, { amc: amc.numero, structure }, motif);
    this.#journal.record('commitment-cancelled', { ...commitment });
    return commitment;
  }

  #amcFor({ numeroAmc, structure }: Pick<PatientRequest, 'numeroAmc' | 'structure'>): Amc {
    const amc = this.seed.amc.find(({ numero }) => numero === numeroAmc);
    if (amc === undefined) throw new Refusal('105');
    const { cercleDeConfiance: circle, libelle } = amc;
    if (circle === 'toutes' || circle.includes(structure)) return amc;
    throw amcErrors.error('AMC_STRUCTURE_NOT_TRUSTED', { structure, amc: libelle });
  }
}
