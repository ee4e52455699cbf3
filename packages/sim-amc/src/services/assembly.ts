import { Certificate } from '@banc-gap/pki';
import { MemoryReplayCache, type ReplayCache, TokenVerifier, type XmlCredential } from '@banc-gap/saml';
import type { Clock, Journal, Random, Store } from '@banc-gap/simkit';
import type { Identity } from '@banc-gap/tls12';
import { Insurer } from '../insurer/insurer.ts';
import type { RocSeed } from '../seed/schema.ts';
import { Desk } from './desk.ts';
import { Dialect } from './dialect.ts';
import { Messages } from './messages.ts';
import { type SignerRules, Signers } from './signers.ts';
import { ReplySigner } from './signing.ts';
import { TokenCount } from './token-count.ts';

export interface DeskOptions extends SignerRules {
  readonly seed: RocSeed;
  /** Keeps commitments and messages; from `openAmcStore`, and left open at the end. */
  readonly store: Store;
  /** By IGC OSI AC-SERVEUR, with what is between it and the root. */
  readonly identity: Identity;
  /** By IGC OSI AC-SERVICES-APPLICATIFS: signs replies. */
  readonly signature: XmlCredential;
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
  const { seed, store, identity, signature, dialectFolder, clock, random, journal } = options;
  const insurer = new Insurer({ seed, store, clock, journal });
  const tokens = new TokenCount(clock);
  const dialect = new Dialect(dialectFolder);
  const signers = new Signers(options, clock, journal);
  const verifierWith = (replay: ReplayCache) =>
    new TokenVerifier({ trust: signers.trust, clock: () => clock.now(), replay });
  const desk = new Desk({
    dialect,
    insurer,
    verifier: verifierWith(options.replay ?? new MemoryReplayCache(REMEMBERED_TOKENS)),
    signers,
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

/** RFC 9562 version 4. */
function uuid(random: Random): string {
  const octets = random.bytes(16);
  octets[6] = (octets[6]! & 0x0f) | 0x40;
  octets[8] = (octets[8]! & 0x3f) | 0x80;
  return octets.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
