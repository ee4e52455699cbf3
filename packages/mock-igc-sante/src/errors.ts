import { defineErrors } from '@banc-gap/pki';

export const igcErrors = defineErrors({
  IGC_STATE_MISSING: {
    message: 'There is no state folder at {directory}',
    next: 'Run `banc up` or `banc kit` first, or name the right folder with --state.',
  },
  IGC_STATE_FOREIGN: {
    message: '{directory} exists and is not a state folder',
    next: 'Nothing was changed. Name another folder with --state.',
  },
  IGC_STATE_INCOMPLETE: {
    message: 'The state folder {directory} is damaged: {reason}',
    next: 'Nothing was changed. Restore the folder from a copy, or delete it and configure the GAP with a new kit.',
  },
  IGC_STATE_UNREADABLE: {
    message: 'The state folder {directory} cannot be read: {reason}',
    next: 'Check its owner and permissions, or name another folder with --state.',
  },
  IGC_STATE_NOT_WRITABLE: {
    message: 'The state folder {directory} cannot be created: {reason}',
    next: 'Check the owner and permissions of the folder it is to be in; if it is a mount point, name a folder below it.',
  },
  IGC_PUBLICATION_FIXED: {
    message: 'The state folder {directory} was created with {setting} {found}, not {wanted}',
    next: 'These URLs are inside every certificate of that state: keep {found}, or create another state folder.',
  },
  IGC_PUBLICATION_BASE_INVALID: {
    message:
      '{base} is no base for publication: expected a URL such as http://bench.example:14480, without a query',
    next: 'Correct --publication-base.',
  },
  IGC_AUTHORITY_NOT_ESTABLISHED: {
    message: 'The state has no CA {authority} yet',
    next: 'Order a certificate of that CA, or call establish() first.',
  },
  IGC_PROFILE_NOT_ISSUED: {
    message: '{profile} is the profile of a CA, which the bench establishes itself',
    next: 'Order a certificate of an end entity.',
  },
  IGC_ORDER_CONFLICT: {
    message: 'Order {orderId} was given before, for another subject, profile or key',
    next: 'Use another order id for another certificate.',
  },
  IGC_KEY_UNUSABLE: {
    message: 'The private key {file} cannot be used: {reason}',
    next: 'Restore the file from a copy of the state folder.',
  },
  IGC_CERTIFICATE_UNKNOWN: {
    message: '{issuer} has issued no certificate with the serial number {serialNumber}',
    next: 'Look the serial number up with `openssl x509 -noout -serial -issuer`.',
  },
  IGC_ALREADY_REVOKED: {
    message: 'The certificate {serialNumber} of {issuer} is revoked since {revokedAt}',
    next: 'Nothing to do: it is on the current CRL.',
  },
  IGC_IDENTITY_UNSUPPORTED: {
    message: 'No identity can have this defect: {reason}',
    next: 'Give one defect at a time; of an older state, create a new one.',
  },
  IGC_FAULT_SOURCE_UNKNOWN: {
    message: 'Nothing called {target} can be made to fail: there is no {problem}',
    next: 'Choose one of {known}.',
  },
  IGC_FAULT_UNKNOWN: {
    message: '{source} has no fault "{fault}"',
    next: 'Choose one of {known}; with @ and a probability from 0 to 1 after it, it happens now and then.',
  },
  KIT_DIRECTORY_FOREIGN: {
    message: '{directory} exists and is not a kit',
    next: 'Nothing was changed. Name a folder that does not exist yet with --out.',
  },
  KIT_NOT_WRITABLE: {
    message: 'The kit cannot be written to {directory}: {reason}',
    next: 'Check the owner and permissions; if it is a mount point, name a folder below it, or use --crl-only.',
  },
  KIT_OF_ANOTHER_STATE: {
    message: 'The kit at {directory} was not written from the state folder {state}',
    next: 'Nothing was changed. Name the state folder of the kit with --state, or write the whole kit again.',
  },
  KIT_FOLDER_NOT_EMPTY: {
    message: 'The folder {directory} is not empty.',
    next: 'Name a folder that does not exist yet: what is in this one stays as it is.',
  },
  KIT_MISSING: {
    message: 'There is no kit at {directory} whose CRLs could be refreshed',
    next: 'Write the whole kit first, without --crl-only.',
  },
});
