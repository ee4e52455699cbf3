import type { FlightItemName, HandshakeMessageName } from './constants.ts';

/**
 * What an endpoint does wrongly on purpose. Plain data: absent fields are correct behaviour, and a bug whose occasion does
 * not come (a CertificateVerify where no certificate is asked for) changes nothing.
 */
export interface Bugs {
  // The order of the messages of a flight (RFC 5246 §7.3)
  /**
   * Leave these out. Without a ChangeCipherSpec, protection starts after Finished; without a ServerKeyExchange, the
   * premaster secret is all zeros.
   */
  readonly skip?: readonly FlightItemName[];
  /** Send these twice in a row. */
  readonly repeat?: readonly FlightItemName[];
  /** Exchange the places of two items of one flight. */
  readonly swap?: readonly [FlightItemName, FlightItemName];
  /**
   * early: before ClientKeyExchange (client), before ServerHelloDone (server), so before there are keys;
   * protection starts once there are. omitted: the same as `skip`.
   */
  readonly changeCipherSpec?: 'early' | 'omitted' | 'two-bytes' | 'wrong-value';
  /** What was written before the handshake ended, or else a few octets, goes out between ChangeCipherSpec and Finished. */
  readonly applicationDataBeforeFinished?: boolean;
  /** A message or record of a type that does not exist, before this one. */
  readonly unknownMessageBefore?: HandshakeMessageName;
  readonly unknownRecordBefore?: HandshakeMessageName;

  // The content of messages
  /** header-*: the length in the header is off by one; inner-long: the first length field in the body is. */
  readonly messageLength?: {
    readonly message: HandshakeMessageName;
    readonly defect: 'header-long' | 'header-short' | 'trailing-byte' | 'truncated' | 'inner-long';
  };
  /** A Certificate message without certificates. */
  readonly emptyCertificateList?: boolean;
  /** All that CertificateRequest lists, whatever the server can verify. */
  readonly requestedSignatureAlgorithms?: readonly number[];
  readonly certificateVerify?: SignatureBug;
  readonly serverKeyExchangeSignature?: SignatureBug;
  readonly finished?: 'corrupted' | 'wrong-transcript' | 'other-side' | 'truncated';
  /** The key share that is sent; the premaster secret is then all zeros. */
  readonly ecdhePoint?: PointBug;
  /** The server names this suite; it goes on with it if it can speak it, else with the one it would have named. */
  readonly chooseCipherSuite?: number;
  readonly chooseVersion?: number;
  /** The server names this group in ServerKeyExchange, likewise. */
  readonly chooseGroup?: number;
  /** The server answers an extension of this type that nobody offered. */
  readonly unofferedExtension?: number;
  readonly wrongRenegotiationInfo?: boolean;
  /** The client says nothing of secure renegotiation, and renegotiates without it (RFC 5746 §4.4). */
  readonly missingRenegotiationInfo?: boolean;
  /** The client offers its session whatever identity, name and cipher it belongs to. */
  readonly resumeForeignSession?: boolean;

  // Protected records
  readonly recordMac?: 'corrupted';
  /** Only where the suite is CBC. */
  readonly recordPadding?: 'corrupted' | 'too-long';
  /** plaintext: more than 2^14 octets, protected; ciphertext: more than 2^14 + 2048. */
  readonly recordTooLong?: 'plaintext' | 'ciphertext';
  /** Which protected records the three above harm; default applicationData. */
  readonly harmedRecords?: 'handshake' | 'applicationData';
}

/** sha1, md5: a true signature with a hash that the peer did not offer. */
export type SignatureBug =
  | 'corrupted'
  | 'wrong-key'
  | 'wrong-transcript'
  | 'truncated'
  | 'sha1'
  | 'md5-unoffered';

export type PointBug = 'off-curve' | 'zero' | 'truncated';
