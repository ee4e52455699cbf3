import { defineErrors } from '@banc-gap/pki';

export const simkitErrors = defineErrors({
  SIMKIT_PORT_TAKEN: {
    message: '{service} cannot listen on {host}:{port}: the port is taken',
    next: 'Stop what listens there, or give {service} another port.',
  },
  SIMKIT_PORT_FORBIDDEN: {
    message: '{service} may not listen on {host}:{port}',
    next: 'Ports below 1024 need privileges: choose a higher one.',
  },
  SIMKIT_ADDRESS_UNAVAILABLE: {
    message: '{service} cannot listen on {host}:{port}: {host} is not an address of this machine',
    next: 'Bind to 127.0.0.1, or to an address that this machine has.',
  },
  SIMKIT_PORT_NOT_SHARED: {
    message: '{service} cannot share {host}:{port} between processes: this system does not allow it',
    next: 'Use one process, or Linux.',
  },
  SIMKIT_TERMINATOR_FAILED: {
    message: 'A process that was to do TLS for {service} has ended before it listened, by {by}',
    next: 'Look above for what it has written; there may be too little memory for so many processes.',
  },
  SIMKIT_CONTROL_NEEDS_TOKEN: {
    message:
      'The control port of {service} would listen on {host}, where others can reach it, without a token',
    next: 'Give a control token, or bind the control port to 127.0.0.1.',
  },
  SIMKIT_STORE_MISSING: {
    message: 'There is no store at {file}',
    next: 'Check the path, or create the store first.',
  },
  SIMKIT_STORE_UNREADABLE: {
    message: '{file} cannot be read: {reason}',
    next: 'Nothing was changed. Check the owner and permissions of the file, or use another folder.',
  },
  SIMKIT_STORE_FOREIGN: {
    message: '{file} is not a store of this program: {reason}',
    next: 'Nothing was changed. Use another folder.',
  },
  SIMKIT_STORE_HALF_WRITTEN: {
    message: '{file} is damaged or was never finished: {reason}',
    next: 'Nothing was changed. Restore the folder from a copy, or delete it and start again.',
  },
  SIMKIT_STORE_NEWER: {
    message: '{file} has version {found}; this program knows versions up to {known}',
    next: 'Nothing was changed. Use the newer program that wrote it, or another folder.',
  },
  SIMKIT_CONFIG_INVALID: {
    message: '{file} is not valid:\n{problems}',
    next: 'Correct each line named above.',
  },
  SIMKIT_TARGET_PUBLIC: {
    message:
      '{target} is a public address: the bench sends malformed traffic to machines of a test network only',
    next: 'Use a loopback or private address, or set allowPublic: true if the machine is yours.',
  },
  SIMKIT_TARGET_PROTECTED: {
    message: '{target} belongs to {owner} and does not resolve to a loopback or private address',
    next: 'The bench never talks to that service: point the name at a machine of your test network.',
  },
  SIMKIT_TARGET_NOT_AN_ADDRESS: {
    message: '"{target}" is not an IP address',
    next: 'Resolve the name first.',
  },
  SIMKIT_OCSP_UNREACHABLE: {
    message: 'The OCSP responder {responder} gives no answer: {reason}',
    next: 'Start it, or correct the URL; until then nobody is let in.',
  },
  SIMKIT_OCSP_UNRELIABLE: {
    message:
      'What the OCSP responder {responder} says of certificate {serialNumber} is not relied on. {reason}',
    next: 'Compare with `openssl ocsp -url {responder} -issuer CA -cert CERTIFICATE -resp_text`.',
  },
});
