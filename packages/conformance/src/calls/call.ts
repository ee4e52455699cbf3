import type { Exchange } from '@banc-gap/simkit';
import type { TlsConnection, TranscriptEntry } from '@banc-gap/tls12';

/** A connection of the GAP, while it lasts and afterwards. */
export interface ServedConnection {
  readonly connection: TlsConnection;
  readonly keyLog: readonly string[];
  /** The chain of the peer. */
  readonly presented: readonly Uint8Array[];
  readonly certificateRequested: boolean;
  readonly startedAt: Date;
  handshake: Exchange['handshake'];
  /** The GAP has sent application data. */
  asked: boolean;
  over: boolean;
}

export type ClientHello = Extract<TranscriptEntry['message'], { readonly type: 'clientHello' }>;

/** What was seen of a GAP that connected. */
export interface Call {
  /** Whether the GAP sent application data: it then took the peer for the right one. */
  readonly asked: boolean;
  readonly clientHello: ClientHello | undefined;
  /** In the form of what a terminal observes; `serverChain` is what the GAP presented. */
  readonly exchange: Exchange;
  readonly presented: readonly Uint8Array[];
}

export function callOf(served: ServedConnection, now: Date): Call {
  const { connection, keyLog, presented, certificateRequested, startedAt, handshake, asked } = served;
  const { info, alertReceived, alertSent, remoteAddress } = connection;
  const messages = connection.transcript.entries.map(({ message }) => message);
  const clientHello = messages.find((message) => message.type === 'clientHello');
  const serverHello = messages.find((message) => message.type === 'serverHello');
  return {
    asked,
    clientHello,
    presented,
    exchange: {
      ...(remoteAddress && { address: remoteAddress }),
      reached: 'connected',
      handshake,
      ...(serverHello && {
        serverHello: { version: serverHello.version, cipherSuite: serverHello.cipherSuite },
      }),
      certificateRequested,
      serverChain: connection.peerChain,
      ...(alertReceived?.name && { alertReceived: { ...alertReceived, name: alertReceived.name } }),
      ...(alertSent?.name && { alertSent: alertSent.name }),
      end: endOf(connection),
      ...(info && { info }),
      transcript: connection.transcript,
      keyLog,
      durationMs: now.getTime() - startedAt.getTime(),
    },
  };
}

function endOf({ ending, alertSent }: TlsConnection): Exchange['end'] {
  switch (ending) {
    case 'close-notify':
    case 'reset':
    case 'timeout':
      return ending;
    case 'truncated':
      return 'closed';
    case 'failed':
      return alertSent === undefined ? 'closed' : 'local';
    default:
      return 'local';
  }
}
