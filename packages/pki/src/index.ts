export { ALERTS, type AlertName, alertName } from './alerts.ts';
export { Certificate } from './certificate.ts';
export { BancError, type CatalogueEntry, defineErrors, type ErrorCatalogue } from './error-catalogue.ts';
export type {
  AuthorityKeyIdentifier,
  BasicConstraints,
  DistributionPoint,
  KeyUsage,
  NameConstraints,
  PolicyConstraints,
  PolicyMapping,
} from './extensions-decode.ts';
export type { GeneralName } from './general-names.ts';
export { decodeName, namesEqual } from './names-decode.ts';
export type { AlgorithmIdentifier, Extension } from './signed.ts';
