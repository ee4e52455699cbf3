import type { BancError } from '@banc-gap/pki';

/** Errors that say that what the person wrote or named is wrong, not that the bench failed: whole families, and single ones. */
const families = [
  'AMC_ATTESTATION_',
  'AMC_DATAMATRIX_',
  'AMC_IMAGE_',
  'CLI_',
  'PKI_FILE_',
  'PKI_PKCS12_',
  'PKI_JKS_',
  'PKI_CSR_',
];

const codes: ReadonlySet<string> = new Set([
  'CONFORMANCE_BASELINE_UNREADABLE',
  'CONFORMANCE_NOT_A_REPORT',
  'CONFORMANCE_NO_CASE_MATCHES',
  'CONFORMANCE_UNKNOWN_CASE',
  'IGC_ALREADY_REVOKED',
  'IGC_CERTIFICATE_UNKNOWN',
  'IGC_FAULT_SOURCE_UNKNOWN',
  'IGC_FAULT_UNKNOWN',
  'IGC_ORDER_CONFLICT',
  'IGC_PROFILE_NOT_ISSUED',
  'IGC_PUBLICATION_BASE_INVALID',
  'IGC_PUBLICATION_FIXED',
  'IGC_STATE_MISSING',
  'KIT_DIRECTORY_FOREIGN',
  'KIT_FOLDER_NOT_EMPTY',
  'KIT_MISSING',
  'KIT_OF_ANOTHER_STATE',
  'PKI_CERTIFICATE_MALFORMED',
  'PKI_CRL_MALFORMED',
  'PKI_SUBJECT_INVALID',
  'REF_GAP_DEFECT_NOT_ON_STACK',
  'REF_GAP_DEFECT_UNKNOWN',
  'SIMKIT_CONFIG_INVALID',
  'SIMKIT_TARGET_NOT_AN_ADDRESS',
  'SIMKIT_TARGET_PROTECTED',
  'SIMKIT_TARGET_PUBLIC',
]);

/** Whether an error ends a command with exit code 3 rather than 2. */
export function isWrongUsage(error: BancError): boolean {
  return families.some((family) => error.code.startsWith(family)) || codes.has(error.code);
}
