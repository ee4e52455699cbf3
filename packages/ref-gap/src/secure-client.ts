import { createPrivateKey, type KeyObject } from 'node:crypto';
import type { Duplex } from 'node:stream';
import { Certificate } from '@banc-gap/pki';
import type { Clock } from './admission.ts';
import type { PeerAccess } from './peer-client.ts';
import { isFor, objectionToPeer } from './peer-judgement.ts';

import { CIPHER_SUITES, type PeerVerdict, type SecureCipherSuite } from './secure-server.ts';

/**
 * The client of another stack, injected for the same reasons as `SecureServerFactory`. Resolves when the handshake is
 * complete, which it is only with a server that `verifyPeer` accepts.
 */
export type SecureClientFactory = (settings: SecureClientSettings) => Promise<SecureClientConnection>;

export interface SecureClientConnection extends Duplex {
  /** Of the handshake. */
  readonly transcript: { readonly entries: readonly { readonly message: { readonly type: string } }[] };
}

/** What a server says of the certificate that it asks for (RFC 5246 §7.4.4). */
export interface CertificateRequest {
  /** Names of CAs in DER. */
  readonly authorities: readonly Uint8Array[];
}

/** undefined where the server asked for none. */
export function certificateRequestOf({ transcript }: SecureClientConnection): CertificateRequest | undefined {
  const found = transcript.entries.find(({ message }) => message.type === 'certificateRequest');
  return found?.message as CertificateRequest | undefined;
}

export interface SecureClientSettings {
  /** Where to dial. */
  readonly host: string;
  readonly port: number;
  /** For SNI. */
  readonly serverName?: string;
  readonly identity?: { readonly chain: readonly Buffer[]; readonly privateKey: KeyObject };
  /** In order of preference. */
  readonly cipherSuites: readonly SecureCipherSuite[];
  readonly verifyPeer: (chain: readonly Buffer[]) => PeerVerdict;
  readonly tolerances?: ClientTolerances;
  /** What ClientHello says in place of that; codes as in the registry. */
  readonly offer?: {
    readonly cipherSuites?: readonly number[];
    readonly compressionMethods?: readonly number[];
  };
}

/** What a faulty stack lets pass in the handshake with a server. */
export interface ClientTolerances {
  readonly skippedServerCertificate?: boolean;
  readonly skippedServerKeyExchange?: boolean;
  readonly wrongServerKeyExchangeSignature?: boolean;
  readonly unofferedSignatureAlgorithm?: boolean;
  readonly unusableCertificateRequest?: boolean;
  readonly wrongFinished?: boolean;
  readonly repeatedMessages?: boolean;
  readonly reorderedMessages?: boolean;
  readonly unknownMessages?: boolean;
  readonly unknownRecords?: boolean;
  readonly octetsLeftOver?: boolean;
  readonly earlyChangeCipherSpec?: boolean;
  readonly omittedChangeCipherSpec?: boolean;
  readonly malformedChangeCipherSpec?: boolean;
  readonly applicationDataBeforeFinished?: boolean;
  readonly invalidPoint?: boolean;
  readonly unofferedCipherSuite?: boolean;
  readonly unofferedGroup?: boolean;
  readonly unofferedExtension?: boolean;
  readonly wrongRenegotiationInfo?: boolean;
  readonly wrongRecordMac?: boolean;
  readonly wrongPadding?: boolean;
  readonly recordTooLong?: boolean;
  readonly acceptVersions?: readonly number[];
}

/** The same GAP as `peerConnectionOptions`, on that stack. */
export function secureClientSettings(access: PeerAccess, clock: Clock): SecureClientSettings {
  const { host, port, address, client } = access;
  return {
    host: address ?? host,
    port,
    serverName: host,
    ...(client && {
      identity: {
        chain: Certificate.parseAll(client.certificateChain).map(({ der }) => der),
        privateKey: createPrivateKey(client.privateKey),
      },
    }),
    cipherSuites: CIPHER_SUITES,
    verifyPeer: (sent) => judge(sent, access, clock),
  };
}

function judge(sent: readonly Buffer[], access: PeerAccess, clock: Clock): PeerVerdict {
  let chain: readonly Certificate[];
  try {
    chain = sent.map((der) => Certificate.parse(der));
  } catch (error) {
    return { accepted: false, alert: 'bad_certificate', reason: (error as Error).message };
  }
  const objection = objectionToPeer(chain, access, clock.now());
  if (objection) return { accepted: false, alert: objection.alert, reason: objection.message };
  if (isFor(access.host, sent)) return { accepted: true };
  return { accepted: false, alert: 'bad_certificate', reason: `the certificate is not for ${access.host}` };
}
