export type { Bugs, PointBug, SignatureBug } from './bugs.ts';
export { CIPHER_SUITES, type CipherSuite, type CipherSuiteName, cipherSuiteByCode } from './cipher-suites.ts';
export { FALLBACK_SCSV, type ProtocolVersion } from './constants.ts';
export { type ConnectOptions, connect, dial } from './dial.ts';
export { ClientEngine } from './engine/client.ts';
export type { Engine } from './engine/engine.ts';
export type { AlertEvent, ConnectionInfo, EngineEvent, EngineState } from './engine/events.ts';
export type {
  ClientEngineOptions,
  ClientOptions,
  EngineOptions,
  Identity,
  PeerVerdict,
  ServerEngineOptions,
  ServerOptions,
  VerifyPeer,
} from './engine/options.ts';
export { ServerEngine } from './engine/server.ts';
export { type TlsErrorCode, tlsErrors } from './errors.ts';
export { GROUPS, type GroupName } from './key-exchange.ts';
export { randomOctets } from './random.ts';
export { attachHttp, createTls12Server, Tls12Server, type Tls12ServerOptions } from './server.ts';
export { type Session, SessionCache } from './session.ts';
export { type ConnectionOptions, type Ending, TlsConnection } from './socket.ts';
export { TicketKeys } from './ticket-keys.ts';
export type { Tolerances } from './tolerances.ts';
export { Transcript, type TranscriptEntry } from './transcript.ts';
export { transcriptText } from './transcript-text.ts';
