import type { Server } from 'node:net';
import type { ConnectionOptions, TlsOptions } from 'node:tls';
import type { Certificate, CrlEntry, PathFailureCode } from '@banc-gap/pki';
import type { DpHabits } from '../dp/client.ts';
import type { DpUsers } from '../dp/users.ts';
import type { Alternatives, GapMaterial } from '../material.ts';
import type { PeerAccess, PeerName } from '../peer-client.ts';
import type { PspHabits } from '../psp/client.ts';
import type { AnnuaireHabits } from '../roc/annuaire.ts';
import type { RocFiles, RocHabits } from '../roc/client.ts';
import type { CertificateRequest, SecureClientSettings } from '../secure-client.ts';
import type { SecureServerSettings } from '../secure-server.ts';

/** node: node:tls; tls12: the stack behind an injected `SecureServerFactory`. */
export type Stack = 'node' | 'tls12';

/**
 * One mistake that developers of a GAP make. What is absent stays right, so a defect says nothing but the mistake; each
 * part is used on the stacks that the defect names.
 */
export interface Defect {
  readonly id: string;
  readonly title: { readonly fr: string; readonly en: string };
  readonly stacks: readonly Stack[];
  /** It breaks many cases at once: for the detection matrix, proof of no case. */
  readonly broad?: true;
  /** The wrong files were installed. */
  readonly material?: (material: GapMaterial) => GapMaterial;
  /** The alternative of the material that `material` installs. */
  readonly needs?: keyof Alternatives;
  /** What the GAP reads of a certificate as it came, in DER. */
  readonly reads?: (der: Buffer) => Buffer;
  /** A refusal of the stack that the GAP overrides. */
  readonly forgives?: (objection: Objection, terminal: PresentedTerminal) => boolean;
  /** A terminal that the stack accepts and the GAP turns away. */
  readonly refuses?: (terminal: PresentedTerminal) => boolean;
  /** What it does with a session that is resumed, whatever certificate it was made with; node only. */
  readonly resumed?: 'accepts' | 'refuses';
  /** It goes on with the CRLs that it started with, whatever it is given. */
  readonly keepsCrls?: true;
  /** What it does wrongly with connections, on a server that does not listen yet. */
  readonly serve?: (server: Server) => void;
  /** What it does wrongly when it is the client. */
  readonly call?: CallDefect;
  /** Settings of node:https that are wrong. */
  readonly node?: (options: TlsOptions) => TlsOptions;
  /** Settings of the injected stack that are wrong. */
  readonly secure?: (settings: SecureServerSettings) => SecureServerSettings;
}

/** The other half of a GAP, where it is the client. */
export interface CallDefect {
  /** When it calls one of these. */
  readonly peers: readonly PeerName[];
  /** The wrong files or roots were installed. */
  readonly access?: (access: PeerAccess, material: GapMaterial) => PeerAccess;
  /** Settings of node:tls that are wrong. */
  readonly options?: (options: ConnectionOptions) => ConnectionOptions;
  /** Settings of the injected stack that are wrong. */
  readonly secure?: (settings: SecureClientSettings) => SecureClientSettings;
  /** What it asks the payment provider, and makes of answers or of their absence. */
  readonly psp?: Partial<PspHabits>;
  /** The wrong files were installed for asking an insurer. */
  readonly rocFiles?: (files: RocFiles, material: GapMaterial) => RocFiles;
  /** What it asks the annuaire, makes of its replies, and remembers of them. */
  readonly annuaire?: Partial<AnnuaireHabits>;
  /** What it says to an insurer, and makes of its replies. */
  readonly roc?: Partial<RocHabits>;
  /** What it does wrongly when it consults or feeds the DP. */
  readonly dp?: Partial<DpHabits>;
  /** The wrong certificates were installed for those who use the DP. */
  readonly users?: (users: DpUsers, material: GapMaterial) => DpUsers;
  /** A refusal of the stack that the GAP overrides, node only; the chain as it was sent. */
  readonly forgives?: (objection: Objection, chain: readonly Certificate[]) => boolean;
  /** A server that the stack accepts and the GAP turns away, node only. */
  readonly refuses?: (leaf: Certificate) => boolean;
  /** It goes on with a server that does not ask for the certificate that it has for it. */
  readonly goesOnUnasked?: true;
  /** A request for its certificate at which it breaks off, tls12 only: node:tls does not tell what is in it. */
  readonly refusesRequest?: (request: CertificateRequest, access: PeerAccess) => boolean;
  /** Whether the certificate is for that host, in place of RFC 2818 §3.1, node only. */
  readonly names?: (host: string, leaf: Certificate) => boolean;
}

/** What the stack has against a peer. */
export interface Objection {
  /** unexplained: the TLS stack refuses, and path validation finds no fault. */
  readonly code: PathFailureCode | 'unexplained';
  /** Index in the chain of the certificate that it is about. */
  readonly position: number;
}

/** A terminal as the GAP sees it once the handshake is done. */
export interface PresentedTerminal {
  /** Leaf first; empty if the terminal presented nothing. */
  readonly chain: readonly Certificate[];
  readonly trust: readonly Certificate[];
  readonly at: Date;
  /** The entry of that certificate in the CRL of its own issuer. */
  readonly revocationOf: (certificate: Certificate) => CrlEntry | undefined;
  /** Whether there is a CRL of the CA that the certificate names as its issuer. */
  readonly knowsIssuer: (certificate: Certificate) => boolean;
  /** Whether any CRL at all, of whatever issuer, has that serial number. */
  readonly isOnAnyCrl: (serialNumber: string) => boolean;
}

export const EVERY_STACK = ['node', 'tls12'] as const satisfies readonly Stack[];
