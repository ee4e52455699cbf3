/** Code points of the protocol, by the names of RFC 5246 and of the RFCs that add to it. */

export const CONTENT_TYPES = { changeCipherSpec: 20, alert: 21, handshake: 22, applicationData: 23 } as const;
export type ContentTypeName = keyof typeof CONTENT_TYPES;

/** RFC 5246 §7.4; NewSessionTicket is of RFC 5077 §3.3. */
export const HANDSHAKE_TYPES = {
  helloRequest: 0,
  clientHello: 1,
  serverHello: 2,
  newSessionTicket: 4,
  certificate: 11,
  serverKeyExchange: 12,
  certificateRequest: 13,
  serverHelloDone: 14,
  certificateVerify: 15,
  clientKeyExchange: 16,
  finished: 20,
} as const;
export type HandshakeMessageName = keyof typeof HANDSHAKE_TYPES;

/** What a flight is made of: handshake messages, and the ChangeCipherSpec that is none. */
export type FlightItemName = HandshakeMessageName | 'changeCipherSpec';

export const EXTENSION_TYPES = {
  serverName: 0, // RFC 6066 §3
  supportedGroups: 10, // RFC 8422 §5.1.1
  ecPointFormats: 11, // RFC 8422 §5.1.2
  signatureAlgorithms: 13, // RFC 5246 §7.4.1.4.1
  encryptThenMac: 22, // RFC 7366
  extendedMasterSecret: 23, // RFC 7627
  sessionTicket: 35, // RFC 5077
  renegotiationInfo: 0xff01, // RFC 5746
} as const;

export const SSL_3_0 = 0x0300;
export const TLS_1_0 = 0x0301;
export const TLS_1_1 = 0x0302;
export const TLS_1_2 = 0x0303;
export type ProtocolVersion = typeof SSL_3_0 | typeof TLS_1_0 | typeof TLS_1_1 | typeof TLS_1_2;

/** Signalling values that a client puts among its cipher suites. */
export const EMPTY_RENEGOTIATION_INFO_SCSV = 0x00ff; // RFC 5746 §3.3
export const FALLBACK_SCSV = 0x5600; // RFC 7507

/** RFC 3749 §2; nobody compresses here, since what is compressed tells its secrets by its length. */
export const COMPRESSION_METHODS = { none: 0, deflate: 1 } as const;

export const CLIENT_CERTIFICATE_TYPES = { rsaSign: 1, ecdsaSign: 64 } as const;

export const LIMITS = {
  /** Octets of plaintext in a record (RFC 5246 §6.2.1). */
  plaintext: 2 ** 14,
  /** What protection may add to it (RFC 5246 §6.2.3). */
  protectionOverhead: 2048,
  /** Octets of one handshake message; a chain of certificates is the longest that is sane. */
  handshakeMessage: 256 * 1024,
  /** Warning alerts, and records without content, that a peer may send in a row. */
  warningAlerts: 5,
  emptyRecords: 32,
  /** Octets that may wait while somebody judges the certificate of the peer. */
  waitingInput: 1024 * 1024,
} as const;
