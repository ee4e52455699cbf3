export { CertificateFile } from './certificate-file.ts';
export { DEFECTS, type DefectId } from './defects/catalogue.ts';
export type { Defect, Stack } from './defects/defect.ts';
export type { DpUser, DpUsers } from './dp/users.ts';
export { type DriveOptions, type RunningDrive, startDrive } from './drive.ts';
export { refGapErrors } from './errors.ts';
export type { Alternatives, GapMaterial, ServedCertificate, TrustedAuthorities } from './material.ts';
export type { PeerAccess, PeerName } from './peer-client.ts';
export type { Debit } from './psp/client.ts';
export { type ReferenceGap, type ReferenceGapOptions, startReferenceGap } from './reference-gap.ts';
export { type CertificatePlatform, CertificateRenewal, type RenewalOptions } from './renewal.ts';
export type { RocAnswer, RocFiles } from './roc/client.ts';
export type { ClientTolerances, SecureClientFactory, SecureClientSettings } from './secure-client.ts';
export type {
  HandshakeTolerances,
  PeerVerdict,
  SecureCipherSuite,
  SecureServerFactory,
  SecureServerSettings,
} from './secure-server.ts';
export type { OcspOptions } from './terminals/ocsp.ts';
