import { join } from 'node:path';
import type { Authorities } from '@banc-gap/mock-igc-sante';
import type { Credential, ProfileId, SubjectInput } from '@banc-gap/pki';
import {
  type AmcServiceOptions,
  type EstablishmentTrust,
  loadRocSeed,
  openAmcStore,
  type RunningAmc,
  startAmc,
} from '@banc-gap/sim-amc';
import type { Clock, Store } from '@banc-gap/simkit';

/** As the kit and banc.yaml have it, unless told otherwise. */
export const INSURER_NAME = 'amc.banc.test';

/** What an insurer is made with: its two certificates of IGC OSI, and whom it trusts for GAPs. */
export async function insurerParts(
  authorities: Authorities,
  fqdn: string,
  clock: Clock,
): Promise<Pick<AmcServiceOptions, 'identity' | 'signature' | 'trust'>> {
  await authorities.establish('amc');
  // The certificates live for three years.
  const month = clock.now().toISOString().slice(0, 7);
  const issue = (profile: ProfileId, subject: SubjectInput) =>
    authorities.issue({ orderId: `amc/${profile}/${fqdn}/${month}`, profile, subject });
  const server = await issue('igc-osi/server', { fqdn });
  const service = await issue('igc-osi/service-applicatif', { serviceApplicatif: 'Reponses AMC' });
  return {
    identity: {
      chain: [server.certificate, ...server.chain.slice(0, -1)].map(({ der }) => der),
      privateKey: keyOf(server),
    },
    signature: { certificate: service.certificate, privateKey: keyOf(service) },
    trust: establishmentTrust(authorities),
  };
}

/** IGC-Santé, as this state has it. */
const establishmentTrust = (authorities: Authorities): EstablishmentTrust => ({
  trustAnchors: () => authorities.trust.igcSante,
  intermediates: () => authorities.intermediates.igcSante,
  crls: () => authorities.crls().igcSante,
});

/** The books of the insurers of a state. */
export const openInsurerBooks = (authorities: Authorities): Store =>
  openAmcStore(join(authorities.directory, 'amc.sqlite'));

export interface InsurerOptions
  extends Pick<
    AmcServiceOptions,
    'host' | 'port' | 'control' | 'journal' | 'clientAuth' | 'revocation' | 'dialectFolder' | 'processes'
  > {
  readonly clock: Clock;
  readonly store: Store;
  /** Who is insured; default the file that the bench comes with. */
  readonly seedFile?: string | undefined;
}

/** Serves IDB, SIM, CLC and DEL. */
export async function startInsurer(
  authorities: Authorities,
  { seedFile, ...options }: InsurerOptions,
): Promise<RunningAmc> {
  return startAmc({
    ...options,
    ...(await insurerParts(authorities, INSURER_NAME, options.clock)),
    seed: loadRocSeed(seedFile),
    serverName: INSURER_NAME,
  });
}

function keyOf({ privateKey }: Credential) {
  if (privateKey === undefined) throw new TypeError('the insurer needs its private keys');
  return privateKey;
}
