import type { RequestListener } from 'node:http';
import type { AlertName, Certificate, Crl, IdentityDefect, ServerIdentityDefect } from '@banc-gap/pki';
import type { Clock, Exchange } from '@banc-gap/simkit';
import type { Bugs, CipherSuiteName, Identity, ProtocolVersion, Session } from '@banc-gap/tls12';
import type { RecordedRequest } from './calls/request-record.ts';
import type { TrustChange } from './cases/case.ts';
import type { Drive, DriveOrder } from './drive/actions.ts';
import type { Text } from './text.ts';

/** What a terminal asks the GAP once the handshake is done. */
export type Probe =
  | {
      readonly mode: 'http';
      readonly method: string;
      readonly path: string;
      readonly headers: Readonly<Record<string, string>>;
      readonly body?: string;
    }
  /** An answer is complete when as many octets as `expect` has came back. */
  | { readonly mode: 'raw'; readonly send: Buffer; readonly expect: Buffer };

/** One connection of a terminal to the GAP. */
export interface Attempt {
  readonly probe: Probe;
  /** An empty chain answers the CertificateRequest with an empty list. */
  readonly identity: Identity;
  /** Before it asks, the terminal begins another handshake, as this. */
  readonly renegotiateAs?: Identity;
  /** Instead of asking, the terminal ends the connection with this fatal alert as soon as the handshake is done. */
  readonly breakOffWith?: AlertName;
  /** All the while another terminal has sent half of its ClientHello, and waits. */
  readonly beside?: 'stalled-handshake';
  readonly tls?: {
    readonly bugs?: Bugs;
    /** Asks for a ticket (RFC 5077); else every handshake is a full one. */
    readonly tickets?: boolean;
    /** Resumed if the GAP agrees. */
    readonly session?: Session;
    readonly offer?: {
      readonly version?: ProtocolVersion;
      readonly cipherSuites?: readonly number[];
      readonly compressionMethods?: readonly number[];
    };
    /** RFC 7366; default true. */
    readonly encryptThenMac?: boolean;
  };
}

export interface ResumableExchange extends Exchange {
  /** What a later attempt can resume. */
  readonly session?: Session;
}

/** A terminal that observes and does not judge: a wrong certificate of the GAP does not stop it. */
export interface TerminalPort {
  /** A fresh connection. Bounded in time; rejects only where the bench itself is at fault. */
  exchange(attempt: Attempt): Promise<ResumableExchange>;
}

/** Who gives a terminal its credentials. */
export interface TerminalIdentities {
  /** The good identity, or the good one with one defect. */
  identity(defect?: IdentityDefect): Promise<Identity>;
}

/** The files of the GAP, and what the bench knows to judge them by. */
export interface FilePorts {
  /** A file by the name that the configuration gives it. Throws where there is none. */
  read(file: string): Buffer;
  /** CAs that a certificate of the GAP may be issued by, roots and others. */
  readonly authorities: readonly Certificate[];
  readonly crls: readonly Crl[];
}

/** Who makes the CRLs of the PKI of the terminals. */
export interface TerminalCrls {
  /** Those that are published, in PEM, or with that of the issuing CA changed; nothing is published by it. */
  crls(change?: TrustChange['crl']): Promise<string>;
}

/** Whom a GAP connects to. */
export const PEERS = ['psp', 'annuaire', 'amc', 'dp'] as const;
export type PeerName = (typeof PEERS)[number];

/** What ANS leaves open to some of them ("Etat de révocation (optionnel)"). */
export const CLIENT_REVOCATION = ['on', 'off'] as const;
export type ClientRevocation = (typeof CLIENT_REVOCATION)[number];

/** What stands behind the endpoint of a peer. */
export interface PeerPort {
  /** The right identity, in the name that the configuration gives it, or that with one defect. */
  identity(defect?: ServerIdentityDefect): Promise<Identity>;
  /** Answers a GAP that takes this peer for the right one; `request.socket` is the `TlsConnection`. */
  readonly answer: RequestListener;
  /** Other answers, by the name that cases have for them. */
  readonly replies?: Readonly<Record<string, RequestListener>>;
  /** Makes ready what an order needs (a consent to debit by) and gives the order; default: the order as it is. */
  prepare?(order: DriveOrder): Promise<DriveOrder>;
  /** What the peer thinks of a request. */
  remarks?(request: RecordedRequest): Promise<readonly PeerRemark[]>;
  /** The roots that the peer trusts for GAPs. */
  readonly trust: readonly Certificate[];
  /** Whether it looks up if the certificate of the GAP is revoked, where the report is to say so; its suite is judged by that. */
  readonly clientRevocation?: ClientRevocation;
  /** Default `request`: a GAP that presents nothing is seen to do so. */
  readonly clientCertificate?: 'require' | 'request' | 'none';
  /** In order of preference; default: all that are spoken. */
  readonly cipherSuites?: readonly CipherSuiteName[];
}

/** Something that a peer has to say of a request. */
export interface PeerRemark {
  /** What cases go by. */
  readonly code: string;
  readonly detail: Text;
}

/** The peers of a run, and its surroundings. */
export interface RunPorts {
  readonly terminal: TerminalPort;
  readonly identities: TerminalIdentities;
  readonly revocation: TerminalCrls;
  /** Of a peer that is absent no case is run. */
  readonly peers: Readonly<Partial<Record<PeerName, PeerPort>>>;
  /** Absent: nobody can make the GAP act. */
  readonly drive?: Drive;
  readonly files: FilePorts;
  /** The roots that a terminal trusts for the GAP. */
  readonly serverTrust: readonly Certificate[];
  readonly clock: Clock;
  /** Waits; default: in real time. */
  readonly pause?: (milliseconds: number) => Promise<void>;
}
