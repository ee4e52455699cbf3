import type { RequestListener } from 'node:http';
import { type Certificate, CrlSet } from '@banc-gap/pki';
import { type SignerTrust, SignerVerifier } from '@banc-gap/saml';
import {
  Admission,
  type AdmissionRules,
  type ClientTrust,
  type Clock,
  type Random,
  type RunningService,
  runningService,
  startTlsService,
  systemClock,
  systemRandom,
  type Voucher,
  voucherOf,
} from '@banc-gap/simkit';
import type { CipherSuiteName, Identity } from '@banc-gap/tls12';
import type { FastifyRequest } from 'fastify';
import { type DpControlOptions, startDpControl } from './control.ts';
import type { Dp } from './dp.ts';
import { DpFaults } from './faults.ts';
import { dpApp, type User } from './http/app.ts';
import type { Binding } from './http/binding.ts';
import { restBinding } from './http/rest.ts';
import { personOf } from './people/person.ts';
import { DpProblem } from './problems/problem.ts';

/** Of IGC-Santé: persons connect, and sign. */
export interface DpTrust extends ClientTrust {
  /** The CAs of persons: a signature comes with the certificate of the signer alone. */
  intermediates(): readonly Certificate[];
}

export interface DpServiceOptions extends Pick<AdmissionRules, 'revocation'> {
  readonly dp: Dp;
  /** Its server certificate, SSL_SERVEUR here, and what is between it and the root. */
  readonly identity: Identity;
  readonly trust: DpTrust;
  /** The name in the certificate, for `url`; default the host. */
  readonly serverName?: string;
  /** Default 127.0.0.1. */
  readonly host?: string;
  /** Default 14446; 0 lets the system choose. */
  readonly port?: number;
  readonly control?: DpControlOptions;
  readonly cipherSuites?: readonly CipherSuiteName[];
  /** That do TLS, a core each; default: this one alone. */
  readonly processes?: number | undefined;
  /** How software and DP talk; default the contract of the bench. */
  readonly binding?: Binding;
  /** How late a slow answer is; default 35 s, five more than a GAP should wait. */
  readonly slowMs?: number;
  /** By which certificates are judged; default real time. */
  readonly clock?: Clock;
  readonly random?: Random;
}

export interface RunningDp extends RunningService {
  readonly port: number;
  readonly controlUrl: string;
  readonly faults: DpFaults;
}

/** Serves the DP over mutual TLS, with its control port. Closing the DP is left to whoever opened it. */
export async function startDp(options: DpServiceOptions): Promise<RunningDp> {
  const { dp, identity, serverName, host, cipherSuites, processes, port = 14_446 } = options;
  const { app, admission, faults } = await dpApplication(options, voucherOf(identity.chain[0]!));
  await using started = new AsyncDisposableStack();
  const service = started.use(
    await startTlsService(app, {
      name: 'dp',
      identity,
      admission,
      journal: dp.journal,
      serverName,
      host,
      port,
      cipherSuites,
      processes,
    }),
  );
  const control = started.use(await startDpControl(dp, faults, options.control ?? {}));
  const running = started.move();
  return {
    ...runningService({ name: 'dp', url: service.url, controlUrl: control.url }, () =>
      running.disposeAsync(),
    ),
    controlUrl: control.url,
    port: service.port,
    faults,
  };
}

/** Answers requests that come over connections of somebody else, whose sockets are `TlsConnection`s. */
export async function dpListener(
  options: Pick<DpServiceOptions, 'dp' | 'trust' | 'revocation' | 'clock'>,
): Promise<RequestListener> {
  const { app } = await dpApplication(options);
  await app.ready();
  return (request, response) => app.routing(request, response);
}

type ApplicationOptions = Pick<
  DpServiceOptions,
  'dp' | 'trust' | 'revocation' | 'binding' | 'slowMs' | 'clock' | 'random'
>;

async function dpApplication(options: ApplicationOptions, server?: Voucher) {
  const { dp, trust, revocation } = options;
  const { clock = systemClock, random = systemRandom, binding = restBinding, slowMs = 35_000 } = options;
  const { journal } = dp;
  const admission = new Admission({ kinds: ['pro-auth'], revocation, trust, clock, journal });
  const signers = new SignerVerifier({
    profile: 'igc-sante-test/pro-sign',
    trust: signerTrust(trust, revocation !== 'off'),
  });
  const faults = new DpFaults(journal, random);
  const app = await dpApp({ dp, binding, faults, signers, slowMs, server, userOf: userOf(admission) });
  return { app, admission, faults };
}

const userOf =
  (admission: Admission) =>
  async ({ raw }: FastifyRequest): Promise<User> => {
    const judgement = await admission.judgeRequest(raw);
    if (!judgement.accepted) throw new DpProblem('certificate-refused', { alert: judgement.alert });
    return { person: personOf(judgement.leaf), client: judgement.client };
  };

/** Verdicts on signers are remembered for as long as this is the same object: another one for each change of the CRLs. */
function signerTrust(trust: DpTrust, revocation: boolean): () => SignerTrust {
  let known: readonly unknown[] = [];
  let current: SignerTrust | undefined;
  return () => {
    const trustAnchors = trust.trustAnchors();
    const intermediates = trust.intermediates();
    const crls = revocation ? trust.crls() : [];
    const latest = [...trustAnchors, ...intermediates, ...crls];
    if (current === undefined || !sameItems(latest, known)) {
      known = latest;
      current = { trustAnchors, intermediates, ...(revocation && { crls: new CrlSet(crls) }) };
    }
    return current;
  };
}

const sameItems = (one: readonly unknown[], other: readonly unknown[]): boolean =>
  one.length === other.length && one.every((item, index) => item === other[index]);
