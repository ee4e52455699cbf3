import { once } from 'node:events';
import type { Server as HttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  attachHttp,
  type CipherSuiteName,
  createTls12Server,
  type Identity,
  type TlsConnection,
} from '@banc-gap/tls12';
import type { FastifyInstance } from 'fastify';
import type { Admission } from './admission/admission.ts';
import type { Journal } from './journal.ts';
import { type ListenOptions, listenError, type RunningService, runningService } from './service.ts';
import { startTerminators } from './terminators/terminators.ts';

export interface TlsServiceOptions extends ListenOptions {
  readonly identity: Identity;
  /** Who may connect; absent: clients are not asked for a certificate. */
  readonly admission?: Pick<Admission, 'verifyPeer'> | undefined;
  /** With `admission`: default `require`; `request` lets in who shows none, too. */
  readonly clientCertificate?: 'request' | 'require' | undefined;
  /** Gets an entry `handshake-failed` for each, with the alert. */
  readonly journal: Journal;
  /** The name in the certificate, for `url`; default the host. */
  readonly serverName?: string | undefined;
  /** In order of preference; default: the one that ANS prescribes, as the bench reads it, then two with GCM. */
  readonly cipherSuites?: readonly CipherSuiteName[] | undefined;
  /** Do TLS in so many processes, a core each, while the application stays in this one; default 1: in this one, too. */
  readonly processes?: number | undefined;
}

export interface RunningTlsService extends RunningService {
  readonly port: number;
}

/** docs/adr/0002-the-prescribed-cipher.md. */
const CIPHER_SUITES: readonly CipherSuiteName[] = [
  'TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA384',
  'TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384',
  'TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256',
];

/** Starts a Fastify application as a service over TLS 1.2; stopping it closes the application and every connection. */
export async function startTlsService(
  app: FastifyInstance,
  options: TlsServiceOptions,
): Promise<RunningTlsService> {
  const { name, host = '127.0.0.1', port: wanted, processes = 1 } = options;
  await using started = new AsyncDisposableStack();
  started.defer(() => app.close());
  await app.ready();
  const listen = processes === 1 ? listenHere : listenInProcesses;
  const listener = await listen(app.server, { ...options, host }).catch((cause: unknown) => {
    throw listenError(cause, { name, host, port: wanted });
  });
  const { port } = started.use(listener);
  const url = `https://${options.serverName ?? host}:${port}`;
  const running = started.move();
  return { ...runningService({ name, url }, () => running.disposeAsync()), port };
}

type Listener = AsyncDisposable & { readonly port: number };

async function listenHere(http: HttpServer, options: TlsServiceOptions): Promise<Listener> {
  const server = createTls12Server({ identity: options.identity, ...agreed(options) });
  server.on('tlsClientError', (error: { readonly code?: string }, { alertSent }: TlsConnection) =>
    options.journal.record('handshake-failed', { error: error.code ?? null, alert: alertSent?.name ?? null }),
  );
  attachHttp(server, http);
  server.listen(options.port, options.host);
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return { port, [Symbol.asyncDispose]: async () => void server.close() };
}

function listenInProcesses(http: HttpServer, options: TlsServiceOptions): Promise<Listener> {
  const { name, host = '127.0.0.1', port, processes = 1, identity, journal } = options;
  return startTerminators({
    ...{ name, host, port, processes, ...agreed(options) },
    identity: {
      chain: identity.chain,
      privateKey: identity.privateKey.export({ format: 'der', type: 'pkcs8' }),
    },
    onConnection: (connection) => void http.emit('connection', connection),
    onFailure: (failure) => journal.record('handshake-failed', { ...failure }),
    onLoss: (loss) => journal.record('terminator-lost', { ...loss }),
  });
}

/** What a handshake is made by. */
function agreed({
  admission,
  clientCertificate = 'require',
  cipherSuites = CIPHER_SUITES,
}: TlsServiceOptions) {
  return admission
    ? { cipherSuites, clientCertificate, verifyPeer: admission.verifyPeer }
    : { cipherSuites, clientCertificate: 'none' as const };
}
