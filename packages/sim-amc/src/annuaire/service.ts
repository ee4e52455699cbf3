import {
  Admission,
  type Client,
  type ClientTrust,
  type Clock,
  Journal,
  type Naming,
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
import { annuaireApp } from './app.ts';
import { type AnnuaireControlOptions, startAnnuaireControl } from './control.ts';
import { Directory, type DirectoryContent, type WebServices } from './directory.ts';
import { AnnuaireFaults } from './faults.ts';
import { AnnuaireReplies } from './replies.ts';
import { SoapFault } from './soap-fault.ts';

export interface AnnuaireServiceOptions {
  readonly directory: DirectoryContent;
  /** What `{amc}` stands for in the directory; absent: itself. */
  readonly webServices?: WebServices | undefined;
  /** An AC-SERVEUR certificate of IGC OSI and what is between it and the root. */
  readonly identity: Identity;
  /** The roots of IGC-Santé, and the CRLs below them. */
  readonly trust: ClientTrust;
  /** Default `lenient`: a common name other than Client_ROC_Annuaire_AMC is a warning. */
  readonly naming?: Naming;
  /** Default `on`; ANS leaves the revocation of the client to the annuaire. */
  readonly clientRevocation?: 'on' | 'off';
  /** A folder with reply.xml and fault.xml; default: those of the bench. */
  readonly templates?: string;
  /** The name in the certificate, for `url`; default the host. */
  readonly serverName?: string;
  /** Default 127.0.0.1. */
  readonly host?: string;
  /** Default 14444; 0 lets the system choose. */
  readonly port?: number;
  readonly control?: AnnuaireControlOptions;
  /** In order of preference; default as for every peer of the bench. */
  readonly cipherSuites?: readonly CipherSuiteName[];
  /** That do TLS, a core each; default: this one alone. */
  readonly processes?: number | undefined;
  /** How late a slow answer is; default 8 s, three more than a GAP should wait. */
  readonly slowMs?: number;
  /** By which certificates and addresses are judged; default real time. */
  readonly clock?: Clock;
  readonly random?: Random;
  readonly journal?: Journal;
}

export interface RunningAnnuaire extends RunningService {
  readonly port: number;
  readonly controlUrl: string;
  readonly faults: AnnuaireFaults;
  readonly journal: Journal;
}

/** The name that ANS gives to the service applicatif of a GAP that calls the annuaire. */
const SERVICE_APPLICATIF = 'Client_ROC_Annuaire_AMC';

/** Serves the annuaire AMC over mutual TLS, with its control port. */
export async function startAnnuaire(options: AnnuaireServiceOptions): Promise<RunningAnnuaire> {
  const { identity, trust, naming = 'lenient', clientRevocation = 'on', serverName, host } = options;
  const { clock = systemClock, random = systemRandom, slowMs = 8_000, cipherSuites, processes } = options;
  const journal = options.journal ?? new Journal(clock);
  const directory = new Directory(options.directory, options.webServices);
  const faults = new AnnuaireFaults(journal, random);
  const admission = new Admission({
    kinds: ['org-auth-cli'],
    serviceApplicatif: SERVICE_APPLICATIF,
    naming,
    revocation: clientRevocation === 'on' ? 'crl' : 'off',
    trust,
    clock,
    journal,
  });
  const replies = new AnnuaireReplies(options.templates);
  const clientOf = clientBy(admission);
  const server = voucherOf(identity.chain[0]!);
  const app = annuaireApp({ directory, replies, faults, journal, clock, clientOf, slowMs, server });

  await using started = new AsyncDisposableStack();
  const port = options.port ?? 14_444;
  const tls = {
    name: 'annuaire',
    identity,
    admission,
    journal,
    serverName,
    host,
    port,
    cipherSuites,
    processes,
  };
  const service = started.use(await startTlsService(app, tls));
  const controlled = { directory, faults, clock, journal, admission: { naming, clientRevocation } };
  const control = started.use(await startAnnuaireControl(controlled, options.control ?? {}));
  const running = started.move();
  const description = { name: 'annuaire', url: service.url, controlUrl: control.url };
  return {
    ...runningService(description, () => running.disposeAsync()),
    controlUrl: control.url,
    port: service.port,
    faults,
    journal,
  };
}

const clientBy =
  (admission: Admission) =>
  async ({ raw }: FastifyRequest): Promise<Client> => {
    const judgement = await admission.judgeRequest(raw);
    if (judgement.accepted) return judgement.client;
    throw new SoapFault('Client', `The certificate is not accepted any more: ${judgement.alert}.`, 403);
  };
