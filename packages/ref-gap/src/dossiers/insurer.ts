import type { AnnuaireAnswer } from '../roc/annuaire.ts';
import type { AmcKeys, AnnuaireSearch } from '../roc/annuaire-request.ts';
import type { RocAnswer } from '../roc/client.ts';
import type { Asked, Estimate as RocEstimate, Service } from '../roc/request.ts';
import type { Step } from './dossier.ts';

/** The annuaire AMC and the insurers, as the GAP calls them. */
export interface Insurer {
  find(search: AnnuaireSearch): Promise<AnnuaireAnswer>;
  ask(service: Service, asked: Asked): Promise<RocAnswer>;
}

/** What the card of the insured says, and what care costs. */
export type Estimate = AmcKeys & RocEstimate;

const SERVICES = ['idb', 'sim', 'clc'] as const;
const VERSION = 'V1.0';

/**
 * Where is the insurer (annuaire), is the patient covered (IDB), what would it pay (SIM), what does it pay (CLC): resolves
 * to what is left for the patient, in cents. The first no ends it, and the insurer then pays nothing.
 */
export async function askInsurer(
  insurer: Insurer,
  estimate: Estimate,
  happened: (step: Step) => void,
): Promise<number> {
  const withoutInsurer = estimate.lignes.reduce((total, line) => total + line.montantTotal - line.partAmo, 0);
  const { numeroAmc, typeConvention, csr, ...asked } = estimate;
  const keys = { numeroAmc, ...(typeConvention && { typeConvention }), ...(csr && { csr }) };
  const { address, detail } = await insurer.find({ ...keys, norme: 'IDB', version: VERSION });
  happened({ kind: 'insurer-answered', service: 'annuaire', accepted: address !== undefined, detail });
  if (address === undefined) return withoutInsurer;
  let remainder = withoutInsurer;
  for (const service of SERVICES) {
    const answer = await insurer.ask(service, { ...asked, numeroAmc } as Asked);
    const commitment = service === 'clc' ? answer.reply?.numeroEngagement : undefined;
    happened({
      ...{ kind: 'insurer-answered', service, accepted: answer.accepted, detail: answer.detail },
      ...(commitment !== undefined && { commitment }),
    });
    if (!answer.accepted) return withoutInsurer;
    if (service === 'clc') remainder = answer.reply?.rac ?? withoutInsurer;
  }
  return remainder;
}
