import type { AddressInfo } from 'node:net';
import {
  type Clock,
  listenError,
  type Random,
  type RunningService,
  runningService,
  systemClock,
  systemRandom,
} from '@banc-gap/simkit';
import {
  attachHttp,
  type CipherSuiteName,
  createTls12Server,
  type Identity,
  type Tls12Server,
  TlsConnection,
} from '@banc-gap/tls12';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Admission, type Client, type ClientTrust } from './access/admission.ts';
import { type PspControlOptions, startPspControl } from './control.ts';
import { PspFaults } from './faults.ts';
import { pspApp } from './http/app.ts';
import type { Binding } from './http/binding.ts';
import { restBinding } from './http/rest.ts';
import { PspProblem } from './problems/problem.ts';
import type { Psp } from './psp.ts';
import { WebhookDeliverer } from './webhooks/deliver.ts';

export interface PspServiceOptions {
  readonly psp: Psp;
  /** A Geotrust server certificate and what is between it and the root. */
  readonly identity: Identity;
  readonly trust: ClientTrust;
  /** Default `lenient`: a common name other than Client_Diapason_PSP is a warning. */
  readonly naming?: 'lenient' | 'strict';
  /** The name in the certificate, for `url`; default the host. */
  readonly serverName?: string;
  /** Default 127.0.0.1. */
  readonly host?: string;
  /** Default 14443; 0 lets the system choose. */
  readonly port?: number;
  readonly control?: PspControlOptions;
  /** In order of preference; default: the one that ANS prescribes, as the bench reads it, then two with GCM. */
  readonly cipherSuites?: readonly CipherSuiteName[];
  /** How GAP and provider talk; default the contract of the bench. */
  readonly binding?: Binding;
  /** How late a slow answer is; default 35 s, five more than a GAP should wait. */
  readonly slowMs?: number;
  /** By which certificates are judged; default real time. */
  readonly clock?: Clock;
  readonly random?: Random;
}

export interface RunningPsp extends RunningService {
  readonly port: number;
  readonly controlUrl: string;
  readonly faults: PspFaults;
  /** Makes an attempt at every webhook that is due, as is done each second anyway. */
  deliverWebhooks(): Promise<void>;
}

/** docs/adr/0002-the-prescribed-cipher.md. */
const CIPHER_SUITES: readonly CipherSuiteName[] = [
  'TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA384',
  'TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384',
  'TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256',
];
const DUE_EVERY_MS = 1000;

/** Serves the provider over mutual TLS, with its control port. Closing the provider is left to whoever opened it. */
export async function startPsp(options: PspServiceOptions): Promise<RunningPsp> {
  const { psp, trust, naming = 'lenient', host = '127.0.0.1', random = systemRandom } = options;
  const { clock = systemClock, binding = restBinding, slowMs = 35_000 } = options;
  const { journal } = psp;
  const admission = new Admission({ trust, naming, clock, journal });
  const faults = new PspFaults(journal, random);
  const app = await pspApp({ psp, binding, faults, slowMs, clientOf: clientOf(admission) });
  const deliverer = new WebhookDeliverer({ desk: psp.webhooks, clock, trust: () => trust.trustAnchors() });
  app.addHook('onResponse', async () => void deliverer.deliverDue());
  await app.ready();

  await using started = new AsyncDisposableStack();
  started.defer(() => deliverer.stop());
  started.defer(() => app.close());
  const server = await listen(app, admission, { ...options, host, port: options.port ?? 14_443 }, psp);
  started.defer(() => void server.close());
  const timer = setInterval(() => {
    psp.runDue();
    void deliverer.deliverDue();
  }, DUE_EVERY_MS);
  started.defer(() => clearInterval(timer));
  const control = started.use(await startPspControl(psp, faults, options.control ?? {}));
  const { port } = server.address() as AddressInfo;
  const url = `https://${options.serverName ?? host}:${port}`;
  const running = started.move();
  return {
    ...runningService({ name: 'psp', url, controlUrl: control.url }, () => running.disposeAsync()),
    controlUrl: control.url,
    port,
    faults,
    deliverWebhooks: () => deliverer.deliverDue(),
  };
}

async function listen(
  app: FastifyInstance,
  { verifyPeer }: Admission,
  options: PspServiceOptions & { readonly host: string; readonly port: number },
  { journal }: Psp,
): Promise<Tls12Server> {
  const { identity, host, port, cipherSuites = CIPHER_SUITES } = options;
  const server = createTls12Server({ identity, cipherSuites, clientCertificate: 'require', verifyPeer });
  server.on('tlsClientError', (error: { readonly code?: string }, { alertSent }: TlsConnection) =>
    journal.record('handshake-failed', { error: error.code ?? null, alert: alertSent?.name ?? null }),
  );
  attachHttp(server, app.server);
  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause) => reject(listenError(cause, { name: 'psp', host, port })));
    server.listen(port, host, resolve);
  });
  return server;
}

/** A kept connection is worth as much as its certificate is now: revoked meanwhile, it ends. */
const clientOf =
  (admission: Admission) =>
  ({ raw: { socket } }: FastifyRequest): Client => {
    const chain =
      (socket as object) instanceof TlsConnection ? (socket as unknown as TlsConnection).peerChain : [];
    const judgement = admission.judge(chain);
    if (!judgement.accepted) throw new PspProblem('certificate-refused', { alert: judgement.alert });
    return judgement.client;
  };
