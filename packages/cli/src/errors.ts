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
    message: '{file} does not name the control ports of tpe, psp and ref-gap.',
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
});
