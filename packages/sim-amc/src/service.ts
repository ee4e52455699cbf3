import { Certificate, nameToString } from '@banc-gap/pki';
import {
  Admission,
  type AdmissionRules,
  type Clock,
  Journal,
  peerChainOf,
  type Random,
  type RunningService,
  runningService,
  startTlsService,
  systemClock,
  systemRandom,
  voucherOf,
} from '@banc-gap/simkit';
import type { CipherSuiteName, PeerVerdict } from '@banc-gap/tls12';
import type { FastifyRequest } from 'fastify';
import { type AmcControlOptions, startAmcControl } from './control.ts';
import { amcErrors } from './errors.ts';
import { AmcFaults } from './faults.ts';
import type { Insurer } from './insurer/insurer.ts';
import { amcApp, type Presented } from './services/app.ts';
import { type DeskOptions, deskOf } from './services/assembly.ts';

/** Whether the client is to show a certificate in the handshake: what ANS says of ROC names one for the annuaire only. */
export type ClientAuthentication = 'none' | 'request' | 'require';

export interface AmcServiceOptions
  extends Omit<DeskOptions, 'clock' | 'random' | 'journal' | 'replay'>,
    Pick<AdmissionRules, 'naming'> {
  /** Default `request`: what the GAP shows is reported, whatever it is. `require`: an ORG AUTH_CLI is wanted. */
  readonly clientAuth?: ClientAuthentication;
  /** The name in the certificate, for `url`; default the host. */
  readonly serverName?: string;
  /** Default 127.0.0.1. */
  readonly host?: string;
  /** Default 14445; 0 lets the system choose. */
  readonly port?: number;
  readonly control?: AmcControlOptions;
  readonly cipherSuites?: readonly CipherSuiteName[];
  /** That do TLS, a core each; default: this one alone. */
  readonly processes?: number | undefined;
  /** How late a slow answer is; default 20 s, five more than a GAP should wait. */
  readonly slowMs?: number;
  readonly clock?: Clock;
  readonly random?: Random;
  readonly journal?: Journal;
}

export interface RunningAmc extends RunningService {
  readonly port: number;
  readonly controlUrl: string;
  readonly faults: AmcFaults;
  readonly insurer: Insurer;
  readonly journal: Journal;
}

/** Serves IDB, SIM, CLC and DEL over TLS, with their control port. */
export async function startAmc(options: AmcServiceOptions): Promise<RunningAmc> {
  const { identity, trust, clientAuth = 'request', clock = systemClock, random = systemRandom } = options;
  const { journal = new Journal(clock), serverName, host, port = 14_445, cipherSuites, processes } = options;
  const { naming, revocation, ocsp, slowMs = 20_000 } = options;
  const { desk, insurer, tokens } = deskOf({ ...options, clock, random, journal });
  const faults = new AmcFaults(journal, random);
  const admission = new Admission({
    kinds: ['org-auth-cli'],
    naming,
    revocation,
    ocsp,
    trust,
    clock,
    journal,
  });
  const presentedBy = presentedTo(admission, clientAuth);
  const server = voucherOf(identity.chain[0]!);
  const app = amcApp({ desk, faults, journal, slowMs, presentedBy, server });
  await using started = new AsyncDisposableStack();
  const service = started.use(
    await startTlsService(app, {
      name: 'amc',
      identity,
      journal,
      serverName,
      host,
      port,
      cipherSuites,
      processes,
      ...(clientAuth === 'require' && { admission }),
      ...(clientAuth === 'request' && { admission: WHOEVER, clientCertificate: 'request' as const }),
    }),
  );
  const control = started.use(
    await startAmcControl({ insurer, faults, tokens, clock, journal }, options.control ?? {}),
  );
  const running = started.move();
  return {
    ...runningService({ name: 'amc', url: service.url, controlUrl: control.url }, () =>
      running.disposeAsync(),
    ),
    controlUrl: control.url,
    port: service.port,
    faults,
    insurer,
    journal,
  };
}

/** Any certificate will do: it is looked at with the request, to be reported. */
const WHOEVER = { verifyPeer: async (): Promise<PeerVerdict> => ({ accepted: true }) };

const presentedTo =
  (admission: Admission, clientAuth: ClientAuthentication) =>
  async ({ raw }: FastifyRequest): Promise<Presented> => {
    const [leaf] = peerChainOf(raw.socket);
    if (leaf === undefined) return null;
    const judgement = await admission.judgeRequest(raw);
    if (judgement.accepted) return judgement.client;
    const { alert, reason } = judgement;
    if (clientAuth === 'require') throw amcErrors.error('AMC_CERTIFICATE_REFUSED', { alert });
    const { subject, fingerprint } = Certificate.parse(leaf);
    return { subject: nameToString(subject), fingerprint, unfit: reason };
  };
