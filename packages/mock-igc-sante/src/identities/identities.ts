import type { KeyObject } from 'node:crypto';
import type {
  CertificateDefect,
  IdentityDefect,
  KeyKind,
  KeyPair,
  ProfileId,
  SubjectInput,
} from '@banc-gap/pki';
import type { Identity } from '@banc-gap/tls12';
import type { Authority } from '../authority.ts';
import { igcErrors } from '../errors.ts';
import { AUTHORITIES, type AuthorityId } from '../hierarchy.ts';
import { type MintContext, type MintedCertificate, mint, mintSelfSigned, publicHalf } from '../mint.ts';
import type { State } from '../state/open.ts';
import { MINTED_IDENTITIES, type MintedIdentity, TERMINAL, TERMINAL_KEYS } from './catalogue.ts';

/** Credentials of a payment terminal, right or with one thing wrong. */
export interface TerminalIdentities {
  /** The same defect gives the same identity as long as the process lives. */
  identity(defect?: IdentityDefect): Promise<Identity>;
}

export class BenchIdentities implements TerminalIdentities {
  readonly #state: State;
  readonly #context: () => MintContext;
  readonly #generateKeyPair: (kind: KeyKind) => Promise<KeyPair>;
  readonly #known = new Map<string, Promise<Identity>>();

  constructor(
    state: State,
    context: () => MintContext,
    generateKeyPair: (kind: KeyKind) => Promise<KeyPair>,
  ) {
    this.#state = state;
    this.#context = context;
    this.#generateKeyPair = generateKeyPair;
  }

  identity(defect: IdentityDefect = {}): Promise<Identity> {
    const name = JSON.stringify(defect);
    let identity = this.#known.get(name);
    if (identity === undefined) {
      identity = this.#make(defect);
      this.#known.set(name, identity);
    }
    return identity;
  }

  async #make(defect: IdentityDefect): Promise<Identity> {
    const { der: leaf, privateKey } = await this.#leaf(defect);
    const above = this.#above(defect);
    return {
      chain: present([leaf, ...above], this.#root(defect), defect.present),
      privateKey: defect.privateKey === 'another' ? this.#state.keys.read(TERMINAL_KEYS.another) : privateKey,
    };
  }

  async #leaf({ from, leaf }: IdentityDefect): Promise<{ der: Buffer; privateKey: KeyObject }> {
    const privateKey =
      leaf?.publicKey === undefined ? this.#ownKey : (await this.#generateKeyPair(leaf.publicKey)).privateKey;
    if (from === 'self-signed') {
      return {
        privateKey,
        der: mintSelfSigned(terminalRequest(privateKey, leaf), privateKey, this.#context()).der,
      };
    }
    const source: MintedIdentity = MINTED_IDENTITIES[`terminal/${from ?? 'good'}`];
    if (leaf === undefined) return { privateKey, der: this.#minted(from ?? 'good') };
    if (source.revoked !== undefined || source.serialNumberOf !== undefined) {
      throw igcErrors.error('IGC_IDENTITY_UNSUPPORTED', { reason: `a leaf that is ${from} exists already` });
    }
    const request = {
      ...terminalRequest(privateKey, leaf),
      profile: source.profile,
      subject: source.subject,
    };
    return {
      privateKey,
      der: this.#recorded(
        source.authority,
        mint(this.#authority(source.authority), request, this.#context()),
      ),
    };
  }

  /** The CAs between the leaf and its root. */
  #above({ from, issuingCa }: IdentityDefect): Buffer[] {
    if (from === 'self-signed') return [];
    const issuer = this.#authority(MINTED_IDENTITIES[`terminal/${from ?? 'good'}`].authority);
    const [direct, ...others] = issuer.path.slice(0, -1).map((certificate) => certificate.der);
    if (issuingCa === undefined) return [direct!, ...others];
    return [this.#reissued(issuer.id, issuingCa), ...others];
  }

  #root({ from }: IdentityDefect): Buffer[] {
    if (from === 'self-signed') return [];
    const { path } = this.#authority(MINTED_IDENTITIES[`terminal/${from ?? 'good'}`].authority);
    return path.slice(-1).map((certificate) => certificate.der);
  }

  /** A CA once more: same name, same key, one thing wrong. */
  #reissued(id: AuthorityId, defect: CertificateDefect): Buffer {
    const { profile, issuer, subject = {}, defect: ownDefect } = AUTHORITIES[id];
    const { certificate, signer } = this.#authority(id);
    const request = {
      profile,
      subject,
      publicKey: certificate.publicKey,
      privateKey: signer.privateKey,
      defect: { ...ownDefect, ...defect },
    };
    return this.#recorded(issuer!, mint(this.#authority(issuer!), request, this.#context()));
  }

  #minted(name: string): Buffer {
    return Buffer.from(this.#state.ledger.byOrder(`terminal/${name}`)!.der);
  }

  #recorded(authority: AuthorityId, minted: MintedCertificate): Buffer {
    this.#state.ledger.add({ ...minted, authority });
    return minted.der;
  }

  #authority(id: AuthorityId): Authority {
    return this.#state.authorities.get(id)!;
  }

  get #ownKey(): KeyObject {
    return this.#state.keys.read(TERMINAL_KEYS.own);
  }
}

function terminalRequest(privateKey: KeyObject, defect: CertificateDefect | undefined) {
  return {
    profile: 'ingetrust/terminal' as ProfileId,
    subject: TERMINAL as SubjectInput,
    publicKey: publicHalf(privateKey),
    privateKey,
    ...(defect && { defect }),
  };
}

/** What the Certificate message carries (RFC 5246 §7.4.2). */
function present(
  chain: readonly Buffer[],
  root: readonly Buffer[],
  how: 'leaf-only' | 'with-root' | 'reversed' | 'nothing' | undefined,
): Buffer[] {
  switch (how) {
    case 'leaf-only':
      return chain.slice(0, 1);
    case 'with-root':
      return [...chain, ...root];
    case 'reversed':
      return chain.toReversed();
    case 'nothing':
      return [];
    default:
      return [...chain];
  }
}
