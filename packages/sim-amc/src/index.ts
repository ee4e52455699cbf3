export { CODES_RETOUR, type CodeRetour } from './annuaire/codes.ts';
export type { DirectoryContent, WebServices } from './annuaire/directory.ts';
export { ANNUAIRE_FAULTS, type AnnuaireFault } from './annuaire/faults.ts';
export { AnnuairePeer } from './annuaire/peer.ts';
export { ANNUAIRE_TEMPLATES } from './annuaire/replies.ts';
export { readDirectory } from './annuaire/seed.ts';
export { type AnnuaireServiceOptions, type RunningAnnuaire, startAnnuaire } from './annuaire/service.ts';
export {
  type Attestation,
  attestationOf,
  attestationText,
  readAttestation,
} from './datamatrix/attestation.ts';
export { readDataMatrix, renderDataMatrix } from './datamatrix/image.ts';
export { amcErrors } from './errors.ts';
export { AMC_FAULTS, type AmcFault, AmcFaults } from './faults.ts';
export { SERVICE_NAMES, type ServiceName } from './insurer/requests.ts';
export { openAmcStore } from './insurer/store.ts';
export { type AmcPeer, amcPeer } from './peer.ts';
export { loadRocSeed } from './seed/load.ts';
export type { RocSeed } from './seed/schema.ts';
export {
  type AmcServiceOptions,
  type ClientAuthentication,
  type RunningAmc,
  startAmc,
} from './service.ts';
export { ROC_CODES, type RocCode } from './services/codes.ts';
export type { Inspection } from './services/inspection.ts';
export { refusals } from './services/refusals.ts';
export type { EstablishmentTrust } from './services/signers.ts';
