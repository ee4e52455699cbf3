import { Certificate, type Crl, CrlSet, nameToString } from '@banc-gap/pki';
import { MemoryReplayCache, type SignerTrust, TokenVerifier, type XmlCredential } from '@banc-gap/saml';
import {
  Admission,
  type AdmissionRules,
  type Clock,
  Journal,
  type Random,
  type RunningService,
  runningService,
  type Store,
  startTlsService,
  systemClock,
  systemRandom,
} from '@banc-gap/simkit';
import { type CipherSuiteName, type Identity, type PeerVerdict, TlsConnection } from '@banc-gap/tls12';
import type { FastifyRequest } from 'fastify';
import { type AmcControlOptions, startAmcControl } from './control.ts';
import { amcErrors } from './errors.ts';
import { AmcFaults } from './faults.ts';
import { Insurer } from './insurer/insurer.ts';
import type { RocSeed } from './seed/schema.ts';
import { amcApp, type Presented } from './services/app.ts';
import { Desk } from './services/desk.ts';
import { Dialect } from './services/dialect.ts';
import { Messages } from './services/messages.ts';
import { ReplySigner } from './services/signing.ts';
import { TokenCount } from './services/token-count.ts';

/** Whether the client is to show a certificate in the handshake: what ANS says of ROC names one for the annuaire only. */
export type ClientAuthentication = 'none' | 'request' | 'require';

/** The two PKIs that vouch for a GAP, by whom signatures of tokens are judged, too. */
export interface EstablishmentTrust {
  /** Roots of IGC-Santé. */
  trustAnchors(): readonly Certificate[];
  /** CAs below them, for tokens: a signer sends its own certificate only. */
  intermediates(): readonly Certificate[];
  /** Of all of these. Where they cannot be had, every token is refused. */
  crls(): readonly Crl[];
}

export interface AmcServiceOptions extends Pick<AdmissionRules, 'naming' | 'revocation'> {
  readonly seed: RocSeed;
  /** Keeps commitments and messages; from `openAmcStore`, and left open at the end. */
  readonly store: Store;
  /** By IGC OSI AC-SERVEUR, with what is between it and the root. */
  readonly identity: Identity;
  /** By IGC OSI AC-SERVICES-APPLICATIFS: signs replies. */
  readonly signature: XmlCredential;
  readonly trust: EstablishmentTrust;
  /** Default `request`: what the GAP shows is reported, whatever it is. `require`: an ORG AUTH_CLI is wanted. */
  readonly clientAuth?: ClientAuthentication;
  /** Templates and paths in messages (templates/roc); default the contract of the bench. */
  readonly dialectFolder?: string;
  /** The name in the certificate, for `url`; default the host. */
  readonly serverName?: string;
  /** Default 127.0.0.1. */
  readonly host?: string;
  /** Default 14445; 0 lets the system choose. */
  readonly port?: number;
  readonly control?: AmcControlOptions;
  readonly cipherSuites?: readonly CipherSuiteName[];
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
  const { seed, store, identity, signature, trust, clientAuth = 'request', dialectFolder } = options;
  const { clock = systemClock, random = systemRandom, slowMs = 20_000 } = options;
  const { journal = new Journal(clock), serverName, host, port = 14_445, cipherSuites } = options;
  const { naming, revocation } = options;
  const faults = new AmcFaults(journal, random);
  const insurer = new Insurer({ seed, store, clock, journal });
  const tokens = new TokenCount(clock);
  const signers = signerTrustOf(trust, revocation !== 'off');
  const desk = new Desk({
    dialect: new Dialect(dialectFolder),
    insurer,
    verifier: new TokenVerifier({
      trust: signers,
      clock: () => clock.now(),
      replay: new MemoryReplayCache(1_000_000),
    }),
    messages: new Messages(store, clock),
    signer: new ReplySigner(signature, {
      privateKey: identity.privateKey,
      certificate: Certificate.parse(identity.chain[0]!),
    }),
    tokens,
    journal,
    clock,
    newMessageId: () => `urn:uuid:${uuid(random)}`,
  });
  const admission = new Admission({ kinds: ['org-auth-cli'], naming, revocation, trust, clock, journal });
  const app = amcApp({ desk, faults, journal, slowMs, presentedBy: presentedTo(admission, clientAuth) });
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
    const socket: object = raw.socket;
    if (!(socket instanceof TlsConnection) || socket.peerChain.length === 0) return null;
    const judgement = await admission.judgeRequest(raw);
    if (judgement.accepted) return judgement.client;
    const { alert, reason } = judgement;
    if (clientAuth === 'require') throw amcErrors.error('AMC_CERTIFICATE_REFUSED', { alert });
    const { subject, fingerprint } = Certificate.parse(socket.peerChain[0]!);
    return { subject: nameToString(subject), fingerprint, unfit: reason };
  };

/** Another set of CRLs makes another trust; as long as they are the same, so is what was found by them. */
function signerTrustOf(trust: EstablishmentTrust, checkRevocation: boolean): () => SignerTrust {
  let known: { readonly parts: readonly object[]; readonly trust: SignerTrust } | undefined;
  return () => {
    const [trustAnchors, intermediates] = [trust.trustAnchors(), trust.intermediates()];
    const crls = checkRevocation ? trust.crls() : undefined;
    const parts = [...trustAnchors, ...intermediates, ...(crls ?? [])];
    if (known?.parts.length !== parts.length || known.parts.some((part, index) => part !== parts[index])) {
      known = { parts, trust: { trustAnchors, intermediates, ...(crls && { crls: new CrlSet(crls) }) } };
    }
    return known.trust;
  };
}

/** RFC 9562 version 4. */
function uuid(random: Random): string {
  const octets = random.bytes(16);
  octets[6] = (octets[6]! & 0x0f) | 0x40;
  octets[8] = (octets[8]! & 0x3f) | 0x80;
  return octets.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
