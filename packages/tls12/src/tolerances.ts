/** What an endpoint lets pass that RFC 5246 says to refuse. Plain data: absent fields are correct behaviour. */
export interface Tolerances {
  /** The client's Certificate never comes, though it was required. */
  readonly skippedClientCertificate?: boolean;
  readonly skippedCertificateVerify?: boolean;
  /** The server's Certificate never comes; nobody then judges it, and ServerKeyExchange is signed by whomever. */
  readonly skippedServerCertificate?: boolean;
  /** ServerKeyExchange never comes: the premaster secret is then all zeros. */
  readonly skippedServerKeyExchange?: boolean;
  readonly repeatedMessages?: boolean;
  /** The messages of a flight come in any order; each that is due must come before Finished. */
  readonly reorderedMessages?: boolean;
  readonly earlyChangeCipherSpec?: boolean;
  readonly omittedChangeCipherSpec?: boolean;
  readonly malformedChangeCipherSpec?: boolean;
  readonly applicationDataBeforeFinished?: boolean;
  readonly wrongCertificateVerify?: boolean;
  readonly wrongServerKeyExchangeSignature?: boolean;
  readonly unofferedSignatureAlgorithm?: boolean;
  /** A CertificateRequest without an algorithm that the client can sign with: it signs with one of its own. */
  readonly unusableCertificateRequest?: boolean;
  readonly wrongFinished?: boolean;
  /** A key share that is no point of the group counts as a premaster secret of zeros. */
  readonly invalidPoint?: boolean;
  /** After the list in a Certificate message. */
  readonly octetsLeftOver?: boolean;
  readonly unknownMessages?: boolean;
  readonly unknownRecords?: boolean;
  readonly wrongRecordMac?: boolean;
  readonly wrongPadding?: boolean;
  readonly recordTooLong?: boolean;
  /** Versions below 1.2 that are negotiated all the same; what follows keeps the format of 1.2. */
  readonly acceptVersions?: readonly number[];
  /**
   * Suites that a server names in its ServerHello where it speaks none of those offered; it then goes on with one that
   * it speaks.
   */
  readonly acceptCipherSuites?: readonly number[];
  /** A version below 1.2, if it is accepted at all, also from a client that says it fell back to it (RFC 7507). */
  readonly fallback?: boolean;
  /** A server names DEFLATE in its ServerHello where it is offered, and compresses nothing. */
  readonly acceptCompression?: boolean;
  readonly unofferedCipherSuite?: boolean;
  /** One that is not spoken is taken for P-256. */
  readonly unofferedGroup?: boolean;
  readonly unofferedExtension?: boolean;
  readonly wrongRenegotiationInfo?: boolean;
  readonly clientRenegotiation?: boolean;
}
