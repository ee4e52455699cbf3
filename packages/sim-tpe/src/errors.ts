import { defineErrors } from '@banc-gap/pki';

export const tpeErrors = defineErrors({
  TPE_NAME_NOT_FOUND: {
    message: 'Name not found: {server} knows no address of {name} ({detail}).',
    next: 'Declare {name} in the DNS that the terminals ask, or give the address of the GAP apart from its name.',
  },
  TPE_DNS_UNAVAILABLE: {
    message: 'Name not resolved: {server} does not answer about {name} ({detail}).',
    next: 'Check the address of the DNS server and the network between it and the terminal.',
  },
  TPE_NOBODY_ANSWERS: {
    message: 'Wrong address: nobody answers at {address} port {port} ({detail}).',
    next: 'Check that the GAP is started, that it listens on that port, and that the address is its own.',
  },
  TPE_NOT_TLS: {
    message: 'Wrong address: what answers at {address} port {port} does not speak TLS.',
    next: 'Check the port: this one may be that of plain HTTP. The first octets are in the transcript.',
  },
  TPE_ANOTHER_SERVER: {
    message: 'Wrong address: what answers at {address} port {port} is not {fqdn}: {reason}',
    next: 'Correct the name typed into the terminal or the address, or install the certificate made for {fqdn}.',
  },
  TPE_SERVER_REFUSED: {
    message: 'The terminal refuses the certificate of {fqdn}: {reason}',
    next: 'Install in the GAP its SSL_SERVEUR certificate, valid, followed by its intermediate.',
  },
  TPE_NO_ANSWER: {
    message: 'The GAP did not answer completely within {milliseconds} ms of the handshake.',
    next: 'Look at the log of the GAP; if it is merely slow, allow more time for the answer.',
  },
  TPE_ANSWER_MALFORMED: {
    message: 'What came back to the probe is not HTTP/1.1: {detail}.',
    next: 'If the GAP speaks another protocol on that port, describe it with a probe of mode raw.',
  },
});
