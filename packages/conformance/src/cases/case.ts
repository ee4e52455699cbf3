import type { AlertName, Certificate, IdentityDefect, Rule } from '@banc-gap/pki';
import type { Exchange } from '@banc-gap/simkit';
import type { Bugs, ProtocolVersion } from '@banc-gap/tls12';
import type { Feature } from '../config/features.ts';
import type { Text } from '../text.ts';
import type { CallCase, CallCaseKind } from './call-case.ts';

export const SUITES = [
  'certificates',
  'diapason-tpe',
  'diapason-psp',
  'roc-annuaire',
  'roc-amc',
  'dp',
] as const;
export type CaseSuite = (typeof SUITES)[number];

/** A SHOULD that fails is a warning; a MAY never fails nor warns, it reports what was observed. */
export const LEVELS = ['MUST', 'SHOULD', 'MAY'] as const;
export type Level = (typeof LEVELS)[number];

/** What a terminal does otherwise than the good one. Data, so that the twin is the same without it. */
export interface TerminalDefect extends IdentityDefect {
  /** What its TLS endpoint sends wrongly. */
  readonly bugs?: Bugs;
}

/** A change of the CRL of the terminals' issuing CA, which a GAP learns of by the action `trust.refresh` of its drive. */
export interface TrustChange {
  /**
   * leaf-revoked: the good terminal is on it, and it is right. The others are not to be relied on, and nobody is on them: who
   * takes one accepts a terminal that the right one has.
   */
  readonly crl: 'leaf-revoked' | 'stale' | 'by-another-key' | 'signature-corrupted';
}

/** What a terminal offers in its ClientHello; `prescribed` is what the configuration reads the prescribed suite as. */
export interface Offer {
  readonly version?: ProtocolVersion;
  readonly cipherSuites?: readonly number[] | 'prescribed';
  /** Codes of RFC 3749 §2; absent: none. */
  readonly compressionMethods?: readonly number[];
}

/** What every case says of itself. */
export interface CaseFacts {
  readonly title: Text;
  readonly level: Level;
  /** A row of docs/requirements.csv. */
  readonly requirement: string;
  /** The clause, as in "5280 §4.1.2.5". */
  readonly rfc?: string;
  /** The alert that says best why (RFC 5246 §7.2.2); it decides `strict`, never the verdict. */
  readonly alert?: AlertName;
  /** What makes this case fail: defects of the reference GAP, or wrong files. */
  readonly provenBy: readonly string[];
  /** What a GAP developer looks at when the case fails. */
  readonly lookAt: Text;
  /** Why it is not a MUST: what ANS leaves open, or which correct stack does otherwise. */
  readonly whyNotMust?: Text;
  /** Skipped where the configuration declares that the GAP does not do this. */
  readonly feature?: Feature;
}

/**
 * cbc: a suite in CBC, which alone is offered, without encrypt_then_mac, whose MAC covers the padding too.
 * certificate: a CertificateRequest, in the last handshake.
 */
export type Occasion = 'cbc' | 'certificate';

export interface CaseIdentity {
  /** `<suite>/<topic>/<slug>`, never renumbered. */
  readonly id: string;
  readonly suite: CaseSuite;
  readonly topic: string;
}

/** The GAP must not give this terminal the answer that the good one gets. */
export interface RefusalCase extends CaseFacts {
  readonly kind: 'refusal';
  readonly defect: TerminalDefect;
  /** What changes in what the GAP knows before it meets the terminal; skipped where nothing can tell the GAP. */
  readonly refresh?: TrustChange;
  /**
   * The terminal comes back with the session of its first connection, if the GAP gave it one. after-fatal-alert: it ended
   * that connection with one; not this terminal is to be refused then, but its session.
   */
  readonly resumes?: boolean | 'after-fatal-alert';
  /** The terminal is the good one at first, and becomes what `defect` says in a second handshake, before it asks. */
  readonly renegotiates?: boolean;
  /** What the GAP has to select or ask for, so that the defect shows; where it does not, the case is untestable. */
  readonly occasion?: Occasion;
}

/** The GAP must give this terminal the answer that the good one gets. */
export interface ControlCase extends CaseFacts {
  readonly kind: 'control';
  /** In what the terminal differs from the good one, rightly; absent: in nothing. */
  readonly difference?: TerminalDefect;
  /** The terminal comes back with the session of its first connection. */
  readonly resumes?: boolean;
  /** Another terminal has begun a handshake and does not go on with it; such a case runs alone. */
  readonly beside?: 'stalled-handshake';
}

/**
 * The GAP must select what is offered, or must not; its ServerHello tells. declined: it must go on without it, by what is
 * offered beside it.
 */
export interface NegotiationCase extends CaseFacts {
  readonly kind: 'negotiation';
  readonly offer: Offer;
  readonly expect: 'selected' | 'refused' | 'declined';
}

/** What was seen of the GAP with the good terminal must be right. */
export interface ObservationCase extends CaseFacts {
  readonly kind: 'observation';
  readonly expected: Text;
  readonly judge: (seen: Seen) => Finding;
}

/** What an observation looks at. */
export interface Seen {
  readonly exchange: Exchange;
  /** The certificates of the GAP as it sent them, leaf first; never empty. */
  readonly chain: readonly [Certificate, ...Certificate[]];
  readonly fqdn: string;
  /** The roots that a terminal trusts for the GAP. */
  readonly trust: readonly Certificate[];
  readonly at: Date;
}

export interface Finding {
  readonly right: boolean;
  /** What was found, in a sentence. */
  readonly found: Text;
}

/** A file of the GAP must keep a rule; no connection is made. */
export interface FileCase extends CaseFacts {
  readonly kind: 'file';
  readonly rule: Rule;
}

type TerminalCase = RefusalCase | ControlCase | NegotiationCase | ObservationCase;
export type CaseDraft = (TerminalCase | CallCaseKind) & { readonly slug: string };
export type ConformanceCase = ((TerminalCase | FileCase) & CaseIdentity) | CallCase;

export function isCall(testCase: ConformanceCase): testCase is CallCase {
  return testCase.kind.startsWith('call-');
}

/** A refusal within which a CRL changes. */
export type RefreshingCase = ConformanceCase & RefusalCase & { readonly refresh: TrustChange };

export function isRefreshing(testCase: ConformanceCase): testCase is RefreshingCase {
  return testCase.kind === 'refusal' && testCase.refresh !== undefined;
}

/** Whether a case is that of the good terminal itself, to which every other is compared. */
export function isGoodTerminal(testCase: ConformanceCase): boolean {
  return (
    testCase.kind === 'control' &&
    testCase.difference === undefined &&
    !testCase.resumes &&
    testCase.beside === undefined
  );
}
