import { defineErrors } from '@banc-gap/pki';

export const tlsErrors = defineErrors({
  TLS_NOT_TLS: {
    message: 'The peer does not speak TLS: {detail}.',
    next: 'Check the port and the protocol of the peer.',
  },
  TLS_UNEXPECTED_MESSAGE: {
    message: 'The peer sent {detail}.',
    next: 'Look at the order of the messages in the transcript (RFC 5246 §7.3).',
  },
  TLS_DECODE: {
    message: 'The peer sent a message that cannot be decoded: {detail}.',
    next: 'Look at the octets of the last message in the transcript.',
  },
  TLS_ILLEGAL_PARAMETER: {
    message: 'The peer sent a value that it may not: {detail}.',
    next: 'Compare both hellos in the transcript.',
  },
  TLS_RECORD_MAC: {
    message: 'A protected record of the peer does not verify.',
    next: 'The peer derived other keys, or changed the record; compare the key log of both sides.',
  },
  TLS_RECORD_TOO_LONG: {
    message: 'The peer sent a record that is too long: {detail}.',
    next: 'A record has at most 2^14 octets of plaintext (RFC 5246 §6.2.1).',
  },
  TLS_SIGNATURE: {
    message: 'The signature in {message} is wrong.',
    next: 'The peer signed with a key that is not that of its certificate, or signed something else.',
  },
  TLS_FINISHED: {
    message: 'Finished of the peer is wrong.',
    next: 'The two sides saw different handshake messages; compare their transcripts.',
  },
  TLS_PROTOCOL_VERSION: {
    message: 'There is no common version of TLS: {detail}.',
    next: 'This endpoint speaks TLS 1.2 only.',
  },
  TLS_INAPPROPRIATE_FALLBACK: {
    message: 'The client fell back to a lower version though both sides speak a higher one (RFC 7507).',
    next: 'Connect without the fallback.',
  },
  TLS_NOTHING_IN_COMMON: {
    message: 'The two sides have no {what} in common.',
    next: 'Compare the ClientHello in the transcript with the options of the server.',
  },
  TLS_SELECTED_UNSUPPORTED: {
    message:
      'The server selected what was offered but is not spoken here: version {version}, cipher suite {cipherSuite}, compression method {compressionMethod}.',
    next: 'The offer was a probe; the event serverHello has its result.',
  },
  TLS_UNSUPPORTED_EXTENSION: {
    message: 'The server answered extension {extension}, which was not offered.',
    next: 'Compare both hellos in the transcript.',
  },
  TLS_CLIENT_CERTIFICATE_MISSING: {
    message: 'The client presented no certificate, and one is required.',
    next: 'Configure the client with its certificate and key.',
  },
  TLS_PEER_REFUSED: {
    message: 'The certificate of the peer was refused: {reason}.',
    next: 'The alert {alert} was sent; the chain is in the transcript.',
  },
  TLS_CERTIFICATE_UNREADABLE: {
    message: 'The key in the certificate of the peer cannot be read.',
    next: 'Look at the certificate with `openssl x509 -text`.',
  },
  TLS_RENEGOTIATION: {
    message: 'Secure renegotiation failed: {detail}.',
    next: 'See RFC 5746 §3; a peer that does not implement it is refused a renegotiation.',
  },
  TLS_ALERT_RECEIVED: {
    message: 'The peer ended the connection with the fatal alert {alert}.',
    next: 'Look at the log of the peer for its reason.',
  },
  TLS_ABORTED: {
    message: 'This side ended the connection with the fatal alert {alert}, as it was told to.',
    next: 'Nothing is wrong here; the session of this connection must not be resumed (RFC 5246 §7.2.2).',
  },
  TLS_FLOOD: {
    message: 'The peer sent {detail} without end.',
    next: 'Nothing is wrong here; the peer is broken or hostile.',
  },
  TLS_CLOSED_IN_HANDSHAKE: {
    message: 'The peer closed the connection within the handshake.',
    next: 'Look at the log of the peer for its reason.',
  },
  TLS_TRANSPORT_ENDED: {
    message: 'The connection ended within the handshake, without an alert.',
    next: 'Look at the log of the peer for its reason.',
  },
  TLS_IDENTITY_UNUSABLE: {
    message: 'The own identity cannot be used: {detail}.',
    next: 'Give a certificate chain and an RSA private key.',
  },
  TLS_INTERNAL: {
    message: 'The TLS engine failed: {detail}.',
    next: 'This is a fault of the bench; report it with the transcript.',
  },
  // The socket under the engine
  TLS_HOST_NOT_FOUND: {
    message: 'The name of the peer has no address: {detail}.',
    next: 'Check the name, the DNS server and the hosts file.',
  },
  TLS_CONNECT_REFUSED: {
    message: 'The peer refused the TCP connection: {detail}.',
    next: 'Check that it is started and listens on that port.',
  },
  TLS_CONNECT_TIMEOUT: {
    message: 'The TCP connection took too long: {detail}.',
    next: 'Check the address, the port and the firewalls on the way.',
  },
  TLS_HOST_UNREACHABLE: {
    message: 'The peer cannot be reached: {detail}.',
    next: 'Check the address and the routes of this machine.',
  },
  TLS_CONNECTION_RESET: {
    message: 'The peer reset the connection: {detail}.',
    next: 'Look at the log of the peer; the transcript tells how far the exchange was.',
  },
  TLS_PEER_CLOSED: {
    message: 'The peer ended the connection before everything was written.',
    next: 'Look at the log of the peer; the transcript tells what it got.',
  },
  TLS_TRANSPORT_FAILED: {
    message: 'The TCP connection failed: {detail}.',
    next: 'Look at the state of the network of this machine.',
  },
  TLS_SERVER_FULL: {
    message: 'The server refuses the connection: it has {limit} {what} already.',
    next: 'Try again in a moment, or let the server have more. In a load test, the bench was the limit.',
  },
  TLS_HANDSHAKE_TIMEOUT: {
    message: 'The handshake was not complete after {milliseconds} ms.',
    next: 'The transcript tells which side had to speak.',
  },
  TLS_CONNECTION_DESTROYED: {
    message: 'This side gave the connection up.',
    next: 'Nothing, if that was meant.',
  },
  TLS_VERIFY_PEER_FAILED: {
    message: 'The certificate of the peer could not be judged.',
    next: 'See the cause: the function given as verifyPeer threw it.',
  },
  TLS_VERIFY_PEER_MISSING: {
    message: 'The server asks for client certificates, and nobody judges them.',
    next: 'Give the option verifyPeer.',
  },
});
export type TlsErrorCode = keyof typeof tlsErrors.entries;
