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
  const { name, identity, admission, journal, host = '127.0.0.1', cipherSuites = CIPHER_SUITES } = options;
  const { clientCertificate = 'require' } = options;
  await using started = new AsyncDisposableStack();
  started.defer(() => app.close());
  await app.ready();
  const server = createTls12Server({
    identity,
    cipherSuites,
    clientCertificate: admission ? clientCertificate : 'none',
    ...(admission && { verifyPeer: admission.verifyPeer }),
  });
  server.on('tlsClientError', (error: { readonly code?: string }, { alertSent }: TlsConnection) =>
    journal.record('handshake-failed', { error: error.code ?? null, alert: alertSent?.name ?? null }),
  );
  attachHttp(server, app.server);
  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause) => reject(listenError(cause, { name, host, port: options.port })));
    server.listen(options.port, host, resolve);
  });
  started.defer(() => void server.close());
  const { port } = server.address() as AddressInfo;
  const url = `https://${options.serverName ?? host}:${port}`;
  const running = started.move();
  return { ...runningService({ name, url }, () => running.disposeAsync()), port };
}
