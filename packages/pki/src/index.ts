export { ALERTS, type AlertName, alertName } from './alerts.ts';
export { buildCertificate, type CertificateContent, encodeCertificate, type Signer } from './build.ts';
export { Certificate } from './certificate.ts';
export { encodeCertificateBundle } from './certificate-bundle.ts';
export type { CrlEntry } from './crl/entries.ts';
export type { RevokedCertificate } from './crl/entries-encode.ts';
export { Crl } from './crl/read.ts';
export { CrlSet } from './crl/set.ts';
export { buildCrl, type CrlContent, type CrlDefect } from './crl/write.ts';
export { type CsrExamination, type CsrOptions, type CsrWarning, checkCsr, examineCsr } from './csr/check.ts';
export type { Csr } from './csr/read.ts';
export {
  type CertificateDefect,
  daysAgo,
  daysAhead,
  type ExtensionOverride,
  type ExtensionOverrides,
  hoursAgo,
  type RelativeTime,
  resolveTime,
} from './defect.ts';
export { integer, octetString, sequence, TAG, tlv } from './der/encode.ts';
export { BancError, type CatalogueEntry, defineErrors, type ErrorCatalogue } from './error-catalogue.ts';
export { pkiErrors } from './errors.ts';
export type {
  AuthorityKeyIdentifier,
  BasicConstraints,
  DistributionPoint,
  KeyUsage,
  NameConstraints,
  PolicyConstraints,
  PolicyMapping,
} from './extensions-decode.ts';
export {
  type ExtensionContent,
  type ExtensionValues,
  extensionContent,
  type WrittenExtensionName,
} from './extensions-encode.ts';
export type { GeneralName } from './general-names.ts';
export type { IdentityDefect, ServerIdentityDefect } from './identity-defect.ts';
export type { Fact } from './inspect/facts.ts';
export type { Finding, Inspection } from './inspect/finding.ts';
export { ENVIRONMENTS, type Environment } from './inspect/igc-sante-authority.ts';
export { type InspectOptions, inspectFile } from './inspect/inspect.ts';
export { type KindId, kindById, kindOf } from './inspect/kinds.ts';
export type { Material } from './inspect/material.ts';
export { LARGEST_FILE, openCertificates } from './inspect/open/open-file.ts';
export {
  applyRule,
  examineMaterial,
  type NamedMaterial,
  type Rule,
  type RuleJudgement,
  type Surroundings,
} from './inspect/rule.ts';
export { CERTIFICATE_RULES } from './inspect/rules/index.ts';
export type { Language, Text } from './inspect/text.ts';
export { CERTIFICATE_USES, type CertificateUse } from './inspect/uses.ts';
export type { Credential, IssueOrder, Issuer, RevokeOptions } from './issuer.ts';
export { isJks, type Jks, type JksKey, readJks } from './jks.ts';
export {
  generateKeyPair,
  type KeyKind,
  type KeyPair,
  keyFingerprint,
  keyIdentifier,
} from './keys.ts';
export {
  type Attribute,
  type AttributeEncoding,
  attribute,
  commonName,
  encodeName,
  type Name,
  nameOf,
  nameToString,
  type RelativeDistinguishedName,
} from './names.ts';
export { decodeName, namesEqual } from './names-decode.ts';
export {
  type NationalIdentifier,
  type PersonId,
  parsePersonId,
  parseStructureId,
  type RegisterName,
} from './national-identifier.ts';
export {
  ALGORITHMS,
  ATTRIBUTE_TYPES,
  EXTENDED_KEY_USAGES,
  EXTENSIONS,
  type ExtendedKeyUsageName,
  type ExtensionName,
  POLICIES,
} from './object-identifiers.ts';
export { type CertificateId, encodeCertificateId, issuerIds } from './ocsp/certificate-id.ts';
export { type OcspRequest, parseOcspRequest } from './ocsp/request.ts';
export {
  buildOcspResponse,
  type CertificateStatus,
  encodeOcspError,
  type OcspAnswer,
  type OcspContent,
  type OcspDefect,
  type OcspError,
} from './ocsp/response.ts';
export { type OcspExpectation, type OcspProblem, type OcspStatus, ocspStatus } from './ocsp/status.ts';
export { buildOcspRequest, type OcspQuestion } from './ocsp/write-request.ts';
export { PATH_FAILURES, type PathFailureCode } from './path/failures.ts';
export { SignatureCache } from './path/signature-cache.ts';
export { type PathFailure, type PathOptions, type PathResult, validatePath } from './path/validate.ts';
export { modernPkcs12, type Pkcs12Content, pkcs12Truststore } from './pkcs12/modern.ts';
export { type PfcngProduct, pfcngFileName, pfcngPkcs12, pfcngProductOf } from './pkcs12/pfcng.ts';
export {
  type Pkcs12,
  type Pkcs12Certificate,
  type Pkcs12Facts,
  type Pkcs12Key,
  readPkcs12,
} from './pkcs12/read.ts';
export {
  newSerialNumber,
  PROFILES,
  type ProfileInput,
  profileContent,
  subjectName,
} from './profiles/content.ts';
export { PROFESSIONS, type Profession } from './profiles/professions.ts';
export type { Profile, PublishedFiles } from './profiles/profile.ts';
export {
  AUTHORITY_PROFILE_IDS,
  type AuthorityProfileId,
  ocspResponderOf,
  PROFILE_IDS,
  type ProfileId,
} from './profiles/profile-ids.ts';
export { FAITHFUL_PUBLICATION, localPublication, type PublicationUrls } from './profiles/publication.ts';
export type { SubjectField, SubjectInput } from './profiles/subject.ts';
export type { AlgorithmIdentifier, Extension } from './signed.ts';
