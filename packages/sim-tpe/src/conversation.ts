import type { Socket } from 'node:net';
import type { AlertName, BancError } from '@banc-gap/pki';
import type { Exchange } from '@banc-gap/simkit';
import {
  ClientEngine,
  type ClientEngineOptions,
  type Identity,
  type Session,
  TlsConnection,
  type VerifyPeer,
} from '@banc-gap/tls12';
import { tpeErrors } from './errors.ts';
import { type AnswerReader, answerReader, type Probe, requestOf } from './probe.ts';

export interface ConversationOptions {
  readonly engine: ClientEngineOptions;
  readonly verifyPeer: VerifyPeer;
  readonly probe: Probe;
  /** The request goes out after another handshake, as this, or once the peer has declined it. */
  readonly renegotiateAs?: Identity;
  /** No request goes out: the handshake is followed by this fatal alert. */
  readonly breakOffWith?: AlertName;
  /** Goes into the request. */
  readonly host: string;
  /** Milliseconds; the answer counts from the end of the handshake. */
  readonly timeouts: { readonly handshake: number; readonly answer: number };
}

type Conversation = Omit<Exchange, 'address' | 'reached' | 'serverCheck' | 'durationMs'> & {
  readonly session?: Session;
};

/** Handshake, request, answer over a connected socket, until the answer is complete or nothing more can come. */
export async function converse(socket: Socket, options: ConversationOptions): Promise<Conversation> {
  const { probe, timeouts } = options;
  const keyLog: string[] = [];
  const engine = new ClientEngine({ ...options.engine, keyLog: (line) => keyLog.push(line) });
  const connection = new TlsConnection(socket, engine, {
    verifyPeer: options.verifyPeer,
    handshakeTimeout: timeouts.handshake,
    allowHalfOpen: true,
  });
  const reader = answerReader(probe);
  const request = requestOf(probe, options.host);
  const { renegotiateAs, breakOffWith } = options;
  // What comes next must find a peer that has read the alert: it then closes.
  const over = breakOffWith && new Promise((resolve) => socket.once('close', resolve));
  if (breakOffWith) connection.once('secure', () => connection.abort(breakOffWith));
  else if (renegotiateAs) {
    connection.once('secure', () => {
      engine.renegotiate(renegotiateAs);
      connection.write(request);
    });
    // Queued before the handshake begins, so that a client that sends data too early has this to send.
  } else engine.write(request);
  const outcome = await listen(connection, reader, timeouts.answer);
  await hangUp(connection);
  await over;

  const { info, serverHello, session, alertReceived, alertSent } = connection;
  return {
    handshake: outcome.handshake,
    ...(serverHello && {
      serverHello: {
        version: serverHello.version,
        cipherSuite: serverHello.cipherSuite,
        ...(serverHello.compressionMethod > 0 && { compressionMethod: serverHello.compressionMethod }),
      },
    }),
    certificateRequested: info?.certificateRequested ?? false,
    serverChain: connection.peerChain,
    ...(alertReceived?.name && { alertReceived: { ...alertReceived, name: alertReceived.name } }),
    ...(alertSent?.name && { alertSent: alertSent.name }),
    ...(reader.answer && { answer: reader.answer }),
    end: outcome.end,
    ...(info && { info }),
    ...(session && { session }),
    transcript: connection.transcript,
    keyLog,
    ...(outcome.error && { error: outcome.error }),
  };
}

type Outcome = Pick<Conversation, 'handshake' | 'end'> & { readonly error?: BancError };

async function listen(connection: TlsConnection, reader: AnswerReader, patience: number): Promise<Outcome> {
  const answered = new Promise<'answered'>((resolve) => {
    connection.on('data', (bytes: Buffer) => {
      reader.push(bytes);
      if (reader.complete || reader.malformed !== undefined) resolve('answered');
    });
  });
  const ended = new Promise<'ended'>((resolve) => {
    connection.once('end', () => resolve('ended'));
    connection.once('close', () => resolve('ended'));
  });
  connection.start();
  try {
    await connection.handshake;
  } catch (cause) {
    return failedHandshake(connection, cause as BancError);
  }
  const { promise: impatience, resolve: lose } = Promise.withResolvers<'late'>();
  const timer = setTimeout(() => lose('late'), patience);
  const what = await Promise.race([answered, ended, impatience]);
  clearTimeout(timer);
  if (what === 'ended' && connection.errored === null) reader.end();
  const error = answerError(connection, reader, what, patience);
  const end = what === 'late' ? 'timeout' : what === 'answered' ? 'local' : ending(connection);
  return { handshake: 'completed', end, ...(error && { error }) };
}

function failedHandshake(connection: TlsConnection, error: BancError): Outcome {
  const handshake = OUTCOMES[error.code] ?? 'failed';
  return { handshake, end: ending(connection), error };
}

const OUTCOMES: Readonly<Record<string, Exchange['handshake']>> = {
  TLS_HANDSHAKE_TIMEOUT: 'timeout',
  TLS_NOT_TLS: 'not-tls',
};

/** Who ended it: a failure is the peer's doing where it sent the alert or just left. */
function ending(connection: TlsConnection): Exchange['end'] {
  switch (connection.ending) {
    case 'close-notify':
    case 'reset':
    case 'timeout':
      return connection.ending;
    case 'truncated':
      return 'closed';
    case 'failed':
      return connection.alertSent === undefined ? 'closed' : 'local';
    default:
      return 'local';
  }
}

function answerError(
  connection: TlsConnection,
  reader: AnswerReader,
  what: 'answered' | 'ended' | 'late',
  milliseconds: number,
): BancError | undefined {
  if (reader.malformed !== undefined) {
    return tpeErrors.error('TPE_ANSWER_MALFORMED', { detail: reader.malformed });
  }
  if (what === 'late') return tpeErrors.error('TPE_NO_ANSWER', { milliseconds });
  return (connection.errored as BancError | null) ?? undefined;
}

/** Says goodbye if the peer still listens, and leaves no socket behind in any case. */
export async function hangUp(connection: TlsConnection): Promise<void> {
  if (connection.closed) return;
  const closed = new Promise((resolve) => connection.once('close', resolve)); // once() would reject on an error
  const timer = setTimeout(() => connection.destroy(), GOODBYE_MS);
  connection.end(() => connection.destroy());
  await closed;
  clearTimeout(timer);
}

const GOODBYE_MS = 500;
