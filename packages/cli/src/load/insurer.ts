import type { Authorities } from '@banc-gap/mock-igc-sante';
import { loadRocSeed, openAmcStore, type RunningAmc, startAmc } from '@banc-gap/sim-amc';

export const INSURER_NAME = 'amc.banc.test';

/** The insurer, whose control port tells how many tokens it has verified. */
export async function startInsurer(authorities: Authorities): Promise<RunningAmc> {
  const identity = await authorities.osiIdentities(INSURER_NAME).identity();
  const { certificate, privateKey } = await authorities.issue({
    orderId: 'load/amc-signature',
    profile: 'igc-osi/service-applicatif',
    subject: { serviceApplicatif: 'WEBSERVICES_AMC' },
  });
  return startAmc({
    seed: loadRocSeed(),
    store: openAmcStore(':memory:'),
    identity,
    signature: { certificate, privateKey: privateKey! },
    trust: {
      trustAnchors: () => authorities.trust.igcSante,
      intermediates: () => authorities.intermediates.igcSante,
      crls: () => authorities.crls().igcSante,
    },
    serverName: INSURER_NAME,
    port: 0,
    control: { port: 0 },
  });
}

const year = new Date().getUTCFullYear();

/** Somebody whom the insurer of the bench insures: packages/sim-amc/seed/roc.yaml. */
const patient = {
  ...{ numeroAmc: '99900011', numeroAdherent: '0001001' },
  ...{ debut: `${year}-01-01`, fin: `${year}-12-31`, dateReference: `${year}-06-01` },
  ...{ nom: 'MARTIN', prenom: 'LOUISE', dateNaissance: '1971-05-04', nirAssure: '271139900100144' },
};
const lignes = [
  { codePrestation: 'GHS', quantite: 1, base: 120_000, taux: 80, montantTotal: 120_000, partAmo: 96_000 },
];

/** What the GAP is asked to ask, in turn. */
export const ROC_REQUESTS = {
  'roc.idb': patient,
  'roc.sim': { ...patient, lignes },
  'roc.clc': { ...patient, lignes },
};
