export { DEFECTS, type DefectId } from './defects/catalogue.ts';
export type { Defect, Stack } from './defects/defect.ts';
export { type RunningDrive, startDrive } from './drive.ts';
export { refGapErrors } from './errors.ts';
export type { Alternatives, GapMaterial, ServedCertificate, TrustedAuthorities } from './material.ts';
export type { Debit, PspAccess } from './psp-client.ts';
export { type ReferenceGap, type ReferenceGapOptions, startReferenceGap } from './reference-gap.ts';
export type {
  HandshakeTolerances,
  PeerVerdict,
  SecureCipherSuite,
  SecureServerFactory,
  SecureServerSettings,
} from './secure-server.ts';
