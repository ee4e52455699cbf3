import { defineErrors } from '@banc-gap/pki';

export const conformanceErrors = defineErrors({
  CONFORMANCE_NO_CASE_MATCHES: {
    message: 'No case matches "{prefix}"',
    next: 'A prefix is a suite, suite/topic or a whole case id: see banc list.',
  },
  CONFORMANCE_UNKNOWN_CASE: {
    message: 'There is no case "{id}"',
    next: 'banc list shows the ids of all cases.',
  },
  CONFORMANCE_BASELINE_UNREADABLE: {
    message: '{file} is not a report of this bench: {reason}',
    next: 'Give the report.json of an earlier run.',
  },
  CONFORMANCE_CRLS_NOT_RESTORED: {
    message: 'The GAP does not take the right CRLs back: {reason}',
    next: 'Install crl/tpe.pem of a fresh kit in the GAP (banc kit --crl-only), and run the cases again.',
  },
  CONFORMANCE_PEER_PORT_TAKEN: {
    message: '{name}: the port {host}:{port} is taken, where this run would play that peer',
    next: '`banc up` plays it, too: stop it, or start it with the services that you need besides, as in `banc up igc-sante`. Or give {name} another port, in banc.yaml and in the GAP.',
  },
  CONFORMANCE_NOT_A_REPORT: {
    message: '{directory} is not a report of this bench and is not empty: it is not replaced',
    next: 'Give another directory, or empty this one.',
  },
  CONFORMANCE_REPORT_UNWRITABLE: {
    message: 'The report cannot be written to {directory}: {reason}',
    next: 'Check the directory and its permissions, or give another one.',
  },
});
