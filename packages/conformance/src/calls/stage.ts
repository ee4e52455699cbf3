import { setTimeout as delay } from 'node:timers/promises';
import { CIPHER_SUITES, type CipherSuiteName } from '@banc-gap/tls12';
import type { CallOrder, PeerDefect } from '../cases/call-case.ts';
import { SUITES_OF_OLD_VERSIONS, suiteMissingIn } from '../cases/foreign-suites.ts';
import { prescribedSuites } from '../config/prescribed-suite.ts';
import type { RunConfig } from '../config/schema.ts';
import type { Drive, DriveReply } from '../drive/actions.ts';
import type { PeerName, PeerPort, RunPorts } from '../ports.ts';
import type { Call, ClientHello } from './call.ts';
import type { PeerBehaviour, PeerEndpoint } from './endpoint.ts';
import type { RecordedRequest, SeenRequest } from './request-record.ts';

/** What the GAP did when it was asked to act. */
export interface Attempt {
  readonly reply: DriveReply;
  /** The connection on which it sent application data, else its last; undefined where it made none in time. */
  readonly call: Call | undefined;
  /** Every connection that it made, in order. */
  readonly calls: readonly Call[];
  readonly requests: readonly RecordedRequest[];
}

interface StageOptions {
  readonly config: RunConfig;
  readonly ports: RunPorts;
  readonly peer: PeerName;
  readonly port: PeerPort;
  readonly drive: Drive;
  readonly endpoint: PeerEndpoint;
}

/** One peer behind its endpoint, and the GAP that is made to call it. */
export class Stage {
  readonly options: StageOptions;

  constructor(options: StageOptions) {
    this.options = options;
  }

  /**
   * Has the GAP act, and tells what came of it within the bound.
   *
   * @param watchMs how long connections are still counted after the drive has answered
   */
  async attempt(
    order: CallOrder & { readonly caseId: string },
    { defect = {}, cipherSuites, watchMs, patienceMs, offered, helloAlone }: AttemptOptions = {},
  ): Promise<Attempt> {
    const { config, ports, port, endpoint, drive } = this.options;
    const prepared = (await port.prepare?.(order)) ?? order;
    endpoint.become(await this.#behaviour(withSelection(defect, offered, helloAlone), cipherSuites));
    const reply = await drive.perform(prepared);
    const bound = patienceMs ?? config.gap.diapasonServer.timeoutMs;
    const patience = reply.outcome === 'not-implemented' ? 0 : bound;
    const call = await endpoint.call(patience);
    if (watchMs !== undefined) await (ports.pause ?? delay)(watchMs);
    const requests = await endpoint.requests(patience);
    return { reply, call, calls: endpoint.calls(), requests };
  }

  /** With what the peer thinks of them. */
  seen(requests: readonly RecordedRequest[]): Promise<SeenRequest[]> {
    const { port } = this.options;
    return Promise.all(
      requests.map(async (request) => ({ ...request, remarks: (await port.remarks?.(request)) ?? [] })),
    );
  }

  async #behaviour(defect: PeerDefect, only?: 'prescribed'): Promise<PeerBehaviour> {
    const { peer, port } = this.options;
    const { selects: _, ...others } = defect;
    const { bugs, clientCertificate, acceptableIssuers, refusesClientWith, ...rest } = others;
    const { reply, lostReplies = 0, answersAfterMs = 0, ...identityDefect } = rest;
    const isDefective = Object.keys(identityDefect).length > 0;
    const answer = reply === undefined ? port.answer : port.replies?.[reply];
    if (answer === undefined) throw new TypeError(`the port of ${peer} has no reply "${reply}"`);
    // Padding shows in CBC only, and there only where the MAC does not cover it too (RFC 7366).
    const showsPadding = bugs?.recordPadding !== undefined;
    const cipherSuites = only ? this.#prescribed() : showsPadding ? CBC_SUITES : port.cipherSuites;
    return {
      identity: await port.identity(isDefective ? identityDefect : undefined),
      // Who presents none is turned down as well.
      clientCertificate: refusesClientWith
        ? 'require'
        : (clientCertificate ?? port.clientCertificate ?? 'request'),
      answer,
      lostReplies,
      answersAfterMs,
      ...(acceptableIssuers && { acceptableIssuers }),
      ...(showsPadding && { encryptThenMac: false }),
      ...(bugs && { bugs }),
      ...(refusesClientWith && { refusesClientWith }),
      ...(cipherSuites && { cipherSuites }),
    };
  }

  #prescribed(): CipherSuiteName[] {
    const wanted = prescribedSuites(this.options.config.cipher);
    return CIPHER_SUITES.filter(({ code }) => wanted.includes(code)).map(({ name }) => name);
  }
}

const CBC_SUITES = CIPHER_SUITES.filter(({ mode }) => mode === 'cbc').map(({ name }) => name);

interface AttemptOptions {
  /** Default: the right peer. */
  readonly defect?: PeerDefect | undefined;
  readonly cipherSuites?: 'prescribed' | undefined;
  readonly watchMs?: number;
  /** How long a connection is waited for after the drive has answered; default the bound of the configuration. */
  readonly patienceMs?: number | undefined;
  /** What this GAP offers, for a peer that selects by it. */
  readonly offered?: ClientHello | undefined;
  /** Of the flight of the peer that selects a version, only the ServerHello. */
  readonly helloAlone?: boolean;
}

/** The bugs that make what the peer is to select. */
function withSelection(
  { selects, ...defect }: PeerDefect,
  offered: ClientHello | undefined,
  helloAlone = false,
): PeerDefect {
  if (selects === undefined) return defect;
  const suites = offered?.cipherSuites ?? [];
  if (selects === 'unoffered-suite') {
    return { ...defect, bugs: { ...defect.bugs, chooseCipherSuite: suiteMissingIn(suites) } };
  }
  // Where the GAP offers one, a suite that exists in that version, so that the version is all there is to refuse.
  const suite = suites.find((code) => SUITES_OF_OLD_VERSIONS.includes(code));
  return {
    ...defect,
    bugs: {
      ...defect.bugs,
      chooseVersion: selects.version,
      ...(suite !== undefined && { chooseCipherSuite: suite }),
      ...(helloAlone && { skip: AFTER_SERVER_HELLO }),
    },
  };
}

const AFTER_SERVER_HELLO = [
  'certificate',
  'serverKeyExchange',
  'certificateRequest',
  'serverHelloDone',
] as const;
