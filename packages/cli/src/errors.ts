import { defineErrors } from '@banc-gap/pki';

/** The errors of the command line itself: all are wrong usage, exit code 3. */
export const cliErrors = defineErrors({
  CLI_COMMAND_UNKNOWN: {
    message: 'There is no command {command}.',
    next: 'Run `banc --help` for the list.',
  },
  CLI_OPTION_INVALID: {
    message: '{reason}',
    next: 'Run `banc {command} --help` for what this command takes.',
  },
  CLI_ARGUMENT_MISSING: {
    message: '`banc {command}` needs {argument}.',
    next: 'Run `banc {command} --help` for examples.',
  },
  CLI_FILE_UNREADABLE: {
    message: '{file} cannot be read: {reason}.',
    next: 'Check the path and the rights on the file.',
  },
  CLI_FILE_EXISTS: {
    message: '{file} exists already, and may hold a key.',
    next: 'Choose another folder; what was withdrawn can be downloaded again with `banc order download`.',
  },
  CLI_PROFILE_UNKNOWN: {
    message: 'There is no profile {profile} of which a certificate could be ordered.',
    next: 'Run `banc issue --profiles` for the list.',
  },
  CLI_SUBJECT_INVALID: {
    message: 'A certificate {profile} cannot be for this subject: {option} should be {expected}.',
    next: 'This profile takes {options}.',
  },
  CLI_SERIAL_UNKNOWN: {
    message: 'No certificate of this state has the serial number {serialNumber}.',
    next: 'Read the serial number with `banc inspect FILE`, and check --state and --issuer.',
  },
  CLI_SERIAL_AMBIGUOUS: {
    message: 'Several CAs issued the serial number {serialNumber}: {issuers}.',
    next: 'Say which one with --issuer.',
  },
  CLI_BENCH_INCOMPLETE: {
    message: '{file} does not name the control ports of psp, annuaire, amc, dp, ref-gap and tpe.',
    next: 'Start the bench with `banc up --ref-gap 0 --ready-file {file}`.',
  },
  CLI_PFCNG_REFUSED: {
    message: 'PFCNG refuses. {problem}',
    next: '{help}',
  },
  CLI_CASE_UNKNOWN: {
    message: 'No case begins with {prefix}.',
    next: 'Run `banc list` for the identifiers of all cases.',
  },
  CLI_LOAD_SCRIPT_UNKNOWN: {
    message: 'There is no script {script}; there are {known}.',
    next: 'Name one of them, or a file that ends in .ts or .js.',
  },
  CLI_LOAD_DRIVE_MISSING: {
    message: '`banc load {script}` with --target makes your GAP act, and needs --drive.',
    next: 'Give the URL of its drive with --drive; docs/drive.md says what a GAP answers there.',
  },
  CLI_LOAD_CONTROL_UNREACHABLE: {
    message: 'There is no control port of the simulated {peer} at {url}: {reason}.',
    next: 'Start it with `banc up {service}`, or say with {option} where its control port is.',
  },
  CLI_LOAD_GENERATOR_MISSING: {
    message: 'The load generator is not there: Go, which builds it, is not installed.',
    next: 'Install Go 1.26, set BANC_K6 to a k6 that was built before, or use the image {image} (load/Dockerfile).',
  },
  CLI_LOAD_BUILD_FAILED: {
    message: 'The load generator could not be built: {complaints}',
    next: 'Try `go build ./cmd/k6` in load/xk6-mtls.',
  },
});
