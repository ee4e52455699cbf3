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
  TPE_FRAME_LENGTH: {
    message: 'A message of the GAP says that it is {length} octets long; 1 to {longest} are read.',
    next: 'Send the length of each message before it, as four octets, big endian, without counting them.',
  },
  TPE_MESSAGE_TOO_SLOW: {
    message: 'A message of the GAP was not complete {milliseconds} ms after its first octets.',
    next: 'Write each message to the socket at once, and look for a proxy that holds octets back.',
  },
  TPE_GAP_DOES_NOT_READ: {
    message: 'The GAP has left {octets} octets of the terminal unread.',
    next: 'Read from the connection while waiting for the patient, too.',
  },
  TPE_HTTP_UNEXPECTED: {
    message: 'The GAP answered a poll with what is no message: {detail}.',
    next: 'Answer 200 with one message as application/json, or 204 without a body.',
  },
  TPE_LINK_ENDED: {
    message: 'The connection to the GAP has ended: {detail}.',
    next: 'The terminal connects again by itself. Look at the log of the GAP if it should have stayed.',
  },
  TPE_LOGIN_REFUSED: {
    message: 'The GAP refuses the login of terminal {terminal}.',
    next: 'Declare the terminal, by the CN of its certificate, in the GAP.',
  },
  TPE_LOGIN_UNANSWERED: {
    message: 'The GAP did not answer the login within {milliseconds} ms.',
    next: 'Answer the first message of each connection, the Login, with a Login response.',
  },
  TPE_NOT_UNDERSTOOD: {
    message: '{count} messages of the GAP on one connection could not be read; the last one: {problem}.',
    next: 'Compare the messages with docs/tpe.schema.json; the journal has the problem of each.',
  },
  TPE_TERMINAL_UNKNOWN: {
    message: 'There is no terminal {terminal}.',
    next: 'GET /terminals on the control port lists them, by serial number.',
  },
  TPE_DISCONNECTED: {
    message: 'The terminal was told to leave.',
    next: 'Connect it again.',
  },
});
