import { Certificate, type Crl, CrlSet } from '@banc-gap/pki';
import {
  MemoryReplayCache,
  type ReplayCache,
  type SignerTrust,
  TokenVerifier,
  type XmlCredential,
} from '@banc-gap/saml';
import type { AdmissionRules, Clock, Journal, Random, Store } from '@banc-gap/simkit';
import type { Identity } from '@banc-gap/tls12';
import { Insurer } from '../insurer/insurer.ts';
import type { RocSeed } from '../seed/schema.ts';
import { Desk } from './desk.ts';
import { Dialect } from './dialect.ts';
import { Messages } from './messages.ts';
import { ReplySigner } from './signing.ts';
import { TokenCount } from './token-count.ts';

/** By whom a GAP is vouched for, in its tokens and in handshakes. */
export interface EstablishmentTrust {
  /** Roots of IGC-Santé. */
  trustAnchors(): readonly Certificate[];
  /** CAs below them, for tokens: a signer sends its own certificate only. */
  intermediates(): readonly Certificate[];
  /** Of all of these. Where they cannot be had, every token is refused. */
  crls(): readonly Crl[];
}

export interface DeskOptions extends Pick<AdmissionRules, 'revocation'> {
  readonly seed: RocSeed;
  /** Keeps commitments and messages; from `openAmcStore`, and left open at the end. */
  readonly store: Store;
  /** By IGC OSI AC-SERVEUR, with what is between it and the root. */
  readonly identity: Identity;
  /** By IGC OSI AC-SERVICES-APPLICATIFS: signs replies. */
  readonly signature: XmlCredential;
  readonly trust: EstablishmentTrust;
  /** Templates and paths in messages (templates/roc); default the contract of the bench. */
  readonly dialectFolder?: string;
  /** Default: a token is good once. */
  readonly replay?: ReplayCache;
  readonly clock: Clock;
  readonly random: Random;
  readonly journal: Journal;
}

const REMEMBERED_TOKENS = 1_000_000;

/** All that answers a request, whatever it comes over. */
export function deskOf(options: DeskOptions) {
  const { seed, store, identity, signature, trust, dialectFolder, clock, random, journal, revocation } =
    options;
  const insurer = new Insurer({ seed, store, clock, journal });
  const tokens = new TokenCount(clock);
  const dialect = new Dialect(dialectFolder);
  const signers = signerTrustOf(trust, revocation !== 'off');
  const verifierWith = (replay: ReplayCache) =>
    new TokenVerifier({ trust: signers, clock: () => clock.now(), replay });
  const desk = new Desk({
    dialect,
    insurer,
    verifier: verifierWith(options.replay ?? new MemoryReplayCache(REMEMBERED_TOKENS)),
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
  return { desk, insurer, tokens, dialect, verifierWith };
}

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
