import { createPublicKey, type KeyObject } from 'node:crypto';
import type { CertificateDefect, IdentityDefect, KeyKind, KeyPair } from '@banc-gap/pki';
import type { Identity } from '@banc-gap/tls12';
import type { Authority } from '../authority.ts';
import { igcErrors } from '../errors.ts';
import { AUTHORITIES } from '../hierarchy.ts';
import { type MintContext, type MintRequest, mint, mintSelfSigned } from '../mint.ts';
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
    const { keys } = this.#state;
    const { from = 'good' } = defect;
    const privateKey = await this.#leafKey(defect.leaf);
    const path =
      from === 'self-signed'
        ? [this.#selfSigned(privateKey, defect.leaf)]
        : this.#path(`terminal/${from}`, privateKey, defect);
    return {
      chain: present(path, defect.present),
      privateKey: defect.privateKey === 'another' ? keys.read(TERMINAL_KEYS.another) : privateKey,
    };
  }

  async #leafKey(leaf: CertificateDefect | undefined): Promise<KeyObject> {
    if (leaf?.publicKey === undefined) return this.#state.keys.read(TERMINAL_KEYS.own);
    return (await this.#generateKeyPair(leaf.publicKey)).privateKey;
  }

  #selfSigned(privateKey: KeyObject, defect: CertificateDefect | undefined): Buffer {
    const request = leafRequest({ profile: 'ingetrust/terminal', subject: TERMINAL }, privateKey, defect);
    return mintSelfSigned(request, privateKey, this.#context()).der;
  }

  /** The leaf and what is above it, root included. */
  #path(
    orderId: keyof typeof MINTED_IDENTITIES,
    privateKey: KeyObject,
    { leaf, issuingCa }: IdentityDefect,
  ): Buffer[] {
    const source: MintedIdentity = MINTED_IDENTITIES[orderId];
    const issuer = this.#state.authorities.get(source.authority);
    const [direct, ...others] = issuer.path.map(({ der }) => der);
    return [
      leaf === undefined ? this.#minted(orderId) : this.#spoilt(issuer, source, privateKey, leaf),
      issuingCa === undefined ? direct! : this.#reissued(issuer, issuingCa),
      ...others,
    ];
  }

  #minted(orderId: string): Buffer {
    return Buffer.from(this.#state.ledger.byOrder(orderId)!.der);
  }

  #spoilt(
    issuer: Authority,
    source: MintedIdentity,
    privateKey: KeyObject,
    defect: CertificateDefect,
  ): Buffer {
    if (source.revoked !== undefined || source.serialNumberOf !== undefined) {
      throw igcErrors.error('IGC_IDENTITY_UNSUPPORTED', {
        reason: 'a new certificate would neither be revoked nor have that serial number',
      });
    }
    return this.#recorded(issuer, leafRequest(source, privateKey, defect));
  }

  /** A CA once more: same name, same key, one thing wrong. */
  #reissued({ id, certificate, signer }: Authority, defect: CertificateDefect): Buffer {
    const { profile, issuer, subject = {}, defect: ownDefect } = AUTHORITIES[id];
    return this.#recorded(this.#state.authorities.get(issuer!), {
      profile,
      subject,
      publicKey: certificate.publicKey,
      privateKey: signer.privateKey,
      defect: { ...ownDefect, ...defect },
    });
  }

  #recorded(issuer: Authority, request: MintRequest): Buffer {
    const minted = mint(issuer, request, this.#context());
    this.#state.ledger.add({ ...minted, authority: issuer.id });
    return minted.der;
  }
}

function leafRequest(
  { profile, subject }: Pick<MintedIdentity, 'profile' | 'subject'>,
  privateKey: KeyObject,
  defect: CertificateDefect | undefined,
): MintRequest {
  return { profile, subject, publicKey: createPublicKey(privateKey), privateKey, ...(defect && { defect }) };
}

/** What the Certificate message carries of a path (RFC 5246 §7.4.2): all but the root, unless told otherwise. */
function present(path: readonly Buffer[], how: IdentityDefect['present']): Buffer[] {
  const withoutRoot = path.slice(0, Math.max(1, path.length - 1));
  switch (how) {
    case 'nothing':
      return [];
    case 'leaf-only':
      return path.slice(0, 1);
    case 'with-root':
      return [...path];
    case 'reversed':
      return withoutRoot.toReversed();
    case undefined:
      return withoutRoot;
  }
}
