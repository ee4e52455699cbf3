import {
  Admission,
  type AdmissionOptions,
  type Client,
  type ClientTrust,
  type Clock,
  type Random,
  type RunningService,
  runningService,
  startTlsService,
  systemClock,
  systemRandom,
  voucherOf,
} from '@banc-gap/simkit';
import type { CipherSuiteName, Identity } from '@banc-gap/tls12';
import type { FastifyRequest } from 'fastify';
import { type PspControlOptions, startPspControl } from './control.ts';
import { PspFaults } from './faults.ts';
import { pspApp } from './http/app.ts';
import type { Binding } from './http/binding.ts';
import { restBinding } from './http/rest.ts';
import { PspProblem } from './problems/problem.ts';
import type { Psp } from './psp.ts';
import { WebhookDeliverer } from './webhooks/deliver.ts';

export interface PspServiceOptions extends Pick<AdmissionOptions, 'naming' | 'revocation' | 'ocsp'> {
  readonly psp: Psp;
  /** A Geotrust server certificate and what is between it and the root. */
  readonly identity: Identity;
  readonly trust: ClientTrust;
  /** The name in the certificate, for `url`; default the host. */
  readonly serverName?: string;
  /** Default 127.0.0.1. */
  readonly host?: string;
  /** Default 14443; 0 lets the system choose. */
  readonly port?: number;
  readonly control?: PspControlOptions;
  /** In order of preference; default: the one that ANS prescribes, as the bench reads it, then two with GCM. */
  readonly cipherSuites?: readonly CipherSuiteName[];
  /** That do TLS, a core each; default: this one alone. */
  readonly processes?: number | undefined;
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

/** The name that ANS gives to the service applicatif of a GAP that calls the provider. */
const SERVICE_APPLICATIF = 'Client_Diapason_PSP';
const DUE_EVERY_MS = 1000;

/** Serves the provider over mutual TLS, with its control port. Closing the provider is left to whoever opened it. */
export async function startPsp(options: PspServiceOptions): Promise<RunningPsp> {
  const { psp, trust, identity, serverName, host, cipherSuites, processes, naming, revocation, ocsp } =
    options;
  const { clock = systemClock, random = systemRandom, binding = restBinding, slowMs = 35_000 } = options;
  const { journal } = psp;
  const admission = new Admission({
    kinds: ['org-auth-cli'],
    serviceApplicatif: SERVICE_APPLICATIF,
    naming,
    revocation,
    ocsp,
    trust,
    clock,
    journal,
  });
  const server = voucherOf(identity.chain[0]!);
  const faults = new PspFaults(journal, random);
  const app = await pspApp({ psp, binding, faults, slowMs, server, clientOf: clientOf(admission) });
  const deliverer = new WebhookDeliverer({ desk: psp.webhooks, clock, trust: () => trust.trustAnchors() });
  app.addHook('onResponse', async () => void deliverer.deliverDue());

  await using started = new AsyncDisposableStack();
  started.defer(() => deliverer.stop());
  const port = options.port ?? 14_443;
  const service = started.use(
    await startTlsService(app, {
      name: 'psp',
      identity,
      admission,
      journal,
      serverName,
      host,
      port,
      cipherSuites,
      processes,
    }),
  );
  const timer = setInterval(() => {
    psp.runDue();
    void deliverer.deliverDue();
  }, DUE_EVERY_MS);
  started.defer(() => clearInterval(timer));
  const control = started.use(await startPspControl(psp, faults, options.control ?? {}));
  const running = started.move();
  return {
    ...runningService({ name: 'psp', url: service.url, controlUrl: control.url }, () =>
      running.disposeAsync(),
    ),
    controlUrl: control.url,
    port: service.port,
    faults,
    deliverWebhooks: () => deliverer.deliverDue(),
  };
}

const clientOf =
  (admission: Admission) =>
  async ({ raw }: FastifyRequest): Promise<Client> => {
    const judgement = await admission.judgeRequest(raw);
    if (!judgement.accepted) throw new PspProblem('certificate-refused', { alert: judgement.alert });
    return judgement.client;
  };
