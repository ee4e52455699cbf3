import type { AlertName, Certificate, Name, ServerIdentityDefect } from '@banc-gap/pki';
import type { Bugs, ProtocolVersion } from '@banc-gap/tls12';
import type { Call, ClientHello } from '../calls/call.ts';
import type { SeenRequest } from '../calls/request-record.ts';
import type { DriveOrder, DriveReply } from '../drive/actions.ts';
import type { Text } from '../text.ts';
import type { CaseFacts, CaseIdentity, Finding } from './case.ts';

/** What the GAP is asked to do. */
export type CallOrder = DriveOrder extends infer Order
  ? Order extends DriveOrder
    ? Omit<Order, 'caseId'>
    : never
  : never;

/** What stands where the GAP connects to, otherwise than the right peer. Data, so that the twin is the same without it. */
export interface PeerDefect extends ServerIdentityDefect {
  /** What its TLS endpoint sends wrongly. */
  readonly bugs?: Bugs;
  /** What its ServerHello selects: an older version, or a suite that this GAP does not offer. */
  readonly selects?: { readonly version: ProtocolVersion } | 'unoffered-suite';
  /** It asks for no certificate. */
  readonly clientCertificate?: 'none';
  /** The names of CAs that its CertificateRequest lists; default none. */
  readonly acceptableIssuers?: readonly Name[];
  /** It turns down whatever certificate the GAP presents, with this fatal alert. */
  readonly refusesClientWith?: AlertName;
  /** Which of the answers of the peer it gives, by the name that its port has for it; default: the right one. */
  readonly reply?: string;
  /** So many requests are carried out and not answered: the connection is cut instead. */
  readonly lostReplies?: number;
  /** Its answers come so many milliseconds late; default 0. */
  readonly answersAfterMs?: number;
}

interface CallFacts extends CaseFacts {
  /** Default: that of the suite. */
  readonly order?: CallOrder;
}

/** The GAP connects to this peer and must send it no application data. */
export interface CallRefusalCase extends CallFacts {
  readonly kind: 'call-refusal';
  readonly defect: PeerDefect;
}

/** The GAP connects to this peer and must send it its request. */
export interface CallControlCase extends CallFacts {
  readonly kind: 'call-control';
  /** In what the peer differs from the usual one, rightly; absent: in nothing. */
  readonly difference?: PeerDefect;
  /** The only suites that the peer has; `prescribed` is what the configuration reads the prescribed suite as. */
  readonly cipherSuites?: 'prescribed';
}

/** The GAP sends its request and gets this answer; it must say of the action that it was refused, or that it was not. */
export interface CallReplyCase extends CallFacts {
  readonly kind: 'call-reply';
  readonly defect: PeerDefect;
  /** Default `refused`. */
  readonly outcome?: 'accepted' | 'refused';
}

/** What was seen of the handshake when the GAP called the right peer must be right. */
export interface CallObservationCase extends CallFacts {
  readonly kind: 'call-observation';
  readonly expected: Text;
  /** undefined: what is to be judged was not there. */
  readonly judge: (seen: SeenCall) => Finding | undefined;
}

/** What the GAP asked the right peer, and what that thinks of it, must be right. */
export interface CallRequestCase extends CallFacts {
  readonly kind: 'call-request';
  readonly expected: Text;
  /** undefined: what is to be judged was not there. */
  readonly judge: (seen: SeenRequests) => Finding | undefined;
}

/** What the GAP did in the course of several steps must be right. */
export interface CallConductCase extends CallFacts {
  readonly kind: 'call-conduct';
  readonly steps: readonly ConductStep[];
  readonly expected: Text;
  /** undefined: what is to be judged was not there. */
  readonly judge: (steps: readonly SeenStep[]) => Finding | undefined;
}

/** One action of the GAP. */
export interface ConductStep {
  /** Default: that of the case. */
  readonly order?: CallOrder;
  /** Who stands there; default: the right peer. */
  readonly peer?: PeerDefect;
  /** How long connections are still counted once the drive has answered, in milliseconds; default 0. */
  readonly watchMs?: number;
  /** How long a connection is waited for once the drive has answered; default as for every case. */
  readonly patienceMs?: number;
}

/** What came of a step. */
export interface SeenStep {
  readonly reply: DriveReply;
  /** Every connection of the GAP, in order. */
  readonly calls: readonly Call[];
  /** Every request on any of them, in order. */
  readonly requests: readonly SeenRequest[];
}

interface SeenPeer {
  /** Whether the handshake was completed: else the GAP may not have come to present anything. */
  readonly completed: boolean;
  /** What the GAP presented, leaf first; empty where it presented nothing. */
  readonly chain: readonly Certificate[];
  /** The name of the peer, as it is in the certificate of the peer and the configuration of the GAP. */
  readonly host: string;
  /** The roots that the peer trusts for the GAP. */
  readonly trust: readonly Certificate[];
  readonly at: Date;
}

export interface SeenCall extends SeenPeer {
  readonly clientHello: ClientHello;
  /** The suites that the prescribed one is read as. */
  readonly prescribed: readonly number[];
}

export interface SeenRequests extends SeenPeer {
  /** Every request of the attempt, in order. */
  readonly requests: readonly [SeenRequest, ...SeenRequest[]];
  readonly reply: DriveReply;
}

/** Cases in which the GAP is the client: they need a drive. */
export type CallCaseKind =
  | CallRefusalCase
  | CallControlCase
  | CallReplyCase
  | CallObservationCase
  | CallRequestCase
  | CallConductCase;
export type CallCase = CallCaseKind & CaseIdentity;

/** Whether a case is that of the right peer itself. */
export function isGoodPeer(testCase: { readonly kind: string }): boolean {
  const { kind, difference, cipherSuites } = testCase as Partial<CallControlCase>;
  return kind === 'call-control' && difference === undefined && cipherSuites === undefined;
}
