import { createPrivateKey, type KeyObject } from 'node:crypto';
import type { Server } from 'node:net';
import type { Duplex } from 'node:stream';
import { type AlertName, Certificate } from '@banc-gap/pki';
import type { GapMaterial, ServedCertificate } from './material.ts';

/**
 * A TLS 1.2 server of another stack, injected so that this package shares no TLS code with what it judges, and so
 * that faults of the handshake itself can be planted, which node:tls cannot commit.
 */
export type SecureServerFactory = (
  settings: SecureServerSettings,
  onConnection: (connection: SecureConnection) => void,
) => Server;

export interface SecureConnection extends Duplex {
  /** DER, as sent, leaf first. */
  readonly peerChain: readonly Buffer[];
}

export interface SecureServerSettings {
  /** Asked for each handshake: a certificate that is renewed counts from the next one on. */
  readonly identity: () => SecureIdentity;
  readonly clientCertificate: 'request' | 'require';
  /** Distinguished names in DER, for the CertificateRequest. */
  readonly acceptableIssuers: readonly Buffer[];
  /** In order of preference. */
  readonly cipherSuites: readonly SecureCipherSuite[];
  readonly verifyPeer: (chain: readonly Buffer[]) => PeerVerdict;
  readonly tolerances?: HandshakeTolerances;
}

export interface SecureIdentity {
  /** DER, leaf first. */
  readonly chain: readonly Buffer[];
  readonly privateKey: KeyObject;
}

export type PeerVerdict =
  /** `publicKey`: of the leaf, where it is not the first that was sent. */
  | { readonly accepted: true; readonly publicKey?: KeyObject }
  | { readonly accepted: false; readonly alert: AlertName; readonly reason: string };

/** Those of the correct GAP on node:tls, under their registered names. */
export const CIPHER_SUITES = [
  'TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA384',
  'TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384',
  'TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256',
] as const;

export type SecureCipherSuite = (typeof CIPHER_SUITES)[number];

/** What a faulty stack lets pass in the handshake. */
export interface HandshakeTolerances {
  readonly skippedClientCertificate?: boolean;
  readonly skippedCertificateVerify?: boolean;
  readonly wrongCertificateVerify?: boolean;
  readonly wrongFinished?: boolean;
  readonly applicationDataBeforeFinished?: boolean;
  readonly earlyChangeCipherSpec?: boolean;
  readonly wrongRecordMac?: boolean;
  readonly unofferedSignatureAlgorithm?: boolean;
  readonly repeatedMessages?: boolean;
  readonly reorderedMessages?: boolean;
  readonly octetsLeftOver?: boolean;
  readonly unknownMessages?: boolean;
  readonly omittedChangeCipherSpec?: boolean;
  readonly malformedChangeCipherSpec?: boolean;
  readonly invalidPoint?: boolean;
  readonly wrongPadding?: boolean;
  readonly recordTooLong?: boolean;
  readonly unknownRecords?: boolean;
  readonly clientRenegotiation?: boolean;
  readonly fallback?: boolean;
  readonly acceptCompression?: boolean;
  readonly acceptVersions?: readonly number[];
  readonly acceptCipherSuites?: readonly number[];
}

/** The same GAP as `terminalServerOptions`, on that stack. */
export function secureServerSettings(
  material: GapMaterial,
  identity: SecureServerSettings['identity'],
  verifyPeer: SecureServerSettings['verifyPeer'],
): SecureServerSettings {
  return {
    identity,
    clientCertificate: 'require',
    acceptableIssuers: Certificate.parseAll(material.trust).map(({ subjectDer }) => subjectDer),
    cipherSuites: CIPHER_SUITES,
    verifyPeer,
  };
}

export function secureIdentity(served: ServedCertificate): SecureIdentity {
  return {
    chain: Certificate.parseAll(served.certificateChain).map(({ der }) => der),
    privateKey: createPrivateKey(served.privateKey),
  };
}
