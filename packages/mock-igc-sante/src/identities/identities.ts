import { createPublicKey, type KeyObject } from 'node:crypto';
import {
  Certificate,
  type CertificateDefect,
  type IdentityDefect,
  type KeyKind,
  type KeyPair,
  type ServerIdentityDefect,
} from '@banc-gap/pki';
import type { Identity } from '@banc-gap/tls12';
import { Authority } from '../authority.ts';
import { igcErrors } from '../errors.ts';
import { AUTHORITIES } from '../hierarchy.ts';
import { type MintContext, type MintIssuer, type MintRequest, mint, mintSelfSigned } from '../mint.ts';
import type { State } from '../state/open.ts';
import { type MintedIdentity, TERMINAL_KEYS } from './catalogue.ts';

/** Credentials of a payment terminal, right or with one thing wrong. */
export interface TerminalIdentities {
  /** The same defect gives the same identity as long as the process lives. */
  identity(defect?: IdentityDefect): Promise<Identity>;
}

/** Credentials of a server that a GAP connects to, right or with one thing wrong. */
export interface ServerIdentities {
  /** The same defect gives the same identity as long as the process lives. */
  identity(defect?: ServerIdentityDefect): Promise<Identity>;
}

/** Whose identities these are. */
export interface Role<Source extends string> {
  readonly selfSigned: LeafContent;
  readonly source: (from: Source | 'good') => MintedIdentity;
  /** The order of a certificate that the state has from the start; without one, it is issued when it is needed. */
  readonly orderId?: (from: Source | 'good') => string;
}

/** Who issues a leaf, and all that is above it. */
type LeafIssuer = MintIssuer & Pick<Authority, 'path'>;
type LeafContent = Pick<MintedIdentity, 'profile' | 'subject'>;
type Defect<Source extends string> = Omit<IdentityDefect, 'from'> & {
  readonly from?: Source | 'self-signed';
};

export class BenchIdentities<Source extends string> {
  readonly #role: Role<Source>;
  readonly #state: State;
  readonly #context: () => MintContext;
  readonly #generateKeyPair: (kind: KeyKind) => Promise<KeyPair>;
  readonly #known = new Map<string, Promise<Identity>>();

  constructor(
    state: State,
    context: () => MintContext,
    generateKeyPair: (kind: KeyKind) => Promise<KeyPair>,
    role: Role<Source>,
  ) {
    this.#role = role;
    this.#state = state;
    this.#context = context;
    this.#generateKeyPair = generateKeyPair;
  }

  identity(defect: Defect<Source> = {}): Promise<Identity> {
    const name = JSON.stringify(defect);
    let identity = this.#known.get(name);
    if (identity === undefined) {
      identity = this.#make(defect);
      this.#known.set(name, identity);
    }
    return identity;
  }

  async #make(defect: Defect<Source>): Promise<Identity> {
    const { keys } = this.#state;
    const { from = 'good' } = defect;
    const privateKey = await this.#leafKey(defect.leaf);
    const path =
      from === 'self-signed'
        ? [this.#selfSigned(privateKey, defect.leaf)]
        : this.#path(from, privateKey, defect);
    return {
      chain: present(path, defect.present, () => this.#state.authorities.get(UNRELATED).certificate.der),
      privateKey: defect.privateKey === 'another' ? keys.read(TERMINAL_KEYS.another) : privateKey,
    };
  }

  async #leafKey(leaf: CertificateDefect | undefined): Promise<KeyObject> {
    if (leaf?.publicKey === undefined) return this.#state.keys.read(TERMINAL_KEYS.own);
    return (await this.#generateKeyPair(leaf.publicKey)).privateKey;
  }

  #selfSigned(privateKey: KeyObject, defect: CertificateDefect | undefined): Buffer {
    const request = leafRequest(this.#role.selfSigned, privateKey, defect);
    return mintSelfSigned(request, privateKey, this.#context()).der;
  }

  /** The leaf and what is above it, root included. */
  #path(from: Source | 'good', privateKey: KeyObject, { leaf, issuingCa }: Defect<Source>): Buffer[] {
    const source = this.#role.source(from);
    const authority = this.#state.authorities.get(source.authority);
    const issuer = this.#issuerOf(source, authority);
    const [direct, ...others] = issuer.path.map(({ der }) => der);
    return [
      leaf === undefined
        ? this.#right(from, issuer, privateKey)
        : this.#spoilt(issuer, source, privateKey, leaf),
      issuingCa === undefined ? this.#sentWith(source, direct!) : this.#reissued(authority, issuingCa),
      ...others,
    ];
  }

  #issuerOf({ under, root }: MintedIdentity, authority: Authority): LeafIssuer {
    if (under !== undefined) return this.#below(authority, under);
    return root === 'lookalike' ? this.#underLookalike(authority) : authority;
  }

  /** Somebody whom this CA has certified, and who certifies others. */
  #below(authority: Authority, under: NonNullable<MintedIdentity['under']>): LeafIssuer {
    const privateKey = this.#state.keys.read(TERMINAL_KEYS.another);
    const certificate = Certificate.parse(
      this.#recorded(authority, leafRequest(under, privateKey, under.defect)),
    );
    const signer = { name: certificate.subject, certificate, privateKey };
    return { id: authority.id, certificate, signer, path: [certificate, ...authority.path] };
  }

  /** This CA, with its name and its key, as another root in the name of its own vouches for it. */
  #underLookalike({ id, certificate, signer }: Authority): LeafIssuer {
    const { profile, issuer, subject = {} } = AUTHORITIES[id];
    const { profile: rootProfile, subject: rootSubject = {} } = AUTHORITIES[issuer!];
    const privateKey = this.#state.keys.read(TERMINAL_KEYS.another);
    const content = leafRequest({ profile: rootProfile, subject: rootSubject }, privateKey);
    const root = Certificate.parse(mintSelfSigned(content, privateKey, this.#context()).der);
    const lookalike = {
      id: issuer!,
      certificate: root,
      signer: { name: root.subject, certificate: root, privateKey },
    };
    const request = { profile, subject, publicKey: certificate.publicKey };
    const vouched = Certificate.parse(mint(lookalike, request, this.#context()).der);
    return { id, certificate: vouched, signer, path: [vouched, root] };
  }

  #right(from: Source | 'good', issuer: LeafIssuer, privateKey: KeyObject): Buffer {
    const { orderId, source } = this.#role;
    if (orderId !== undefined) return Buffer.from(this.#minted(orderId(from)).der);
    const { serialNumberOf, ...request } = source(from);
    if (serialNumberOf === undefined) return this.#recorded(issuer, leafRequest(request, privateKey));
    // In the ledger there is one of that number, which may have another name.
    const serialNumber = Buffer.from(this.#minted(serialNumberOf).serial_number, 'hex');
    return mint(issuer, { ...leafRequest(request, privateKey), serialNumber }, this.#context()).der;
  }

  #sentWith({ sentWith }: MintedIdentity, direct: Buffer): Buffer {
    return sentWith === undefined ? direct : Buffer.from(this.#minted(sentWith).der);
  }

  #minted(orderId: string) {
    const entry = this.#state.ledger.byOrder(orderId);
    if (entry !== undefined) return entry;
    throw igcErrors.error('IGC_IDENTITY_UNSUPPORTED', {
      reason: `this state was created without ${orderId}`,
    });
  }

  #spoilt(
    issuer: LeafIssuer,
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

  /** Recorded, where it is a CA of the state that issues it. */
  #recorded(issuer: MintIssuer, request: MintRequest): Buffer {
    const minted = mint(issuer, request, this.#context());
    if (issuer instanceof Authority) this.#state.ledger.add(minted, issuer.id);
    return minted.der;
  }
}

function leafRequest(
  { profile, subject }: LeafContent,
  privateKey: KeyObject,
  defect?: CertificateDefect,
): MintRequest {
  return { profile, subject, publicKey: createPublicKey(privateKey), privateKey, ...(defect && { defect }) };
}

/** A CA that has issued nothing of what is presented. */
const UNRELATED = 'crafted/unknown-issuing-ca';

/** What the Certificate message carries of a path (RFC 5246 §7.4.2): all but the root, unless told otherwise. */
function present(path: readonly Buffer[], how: IdentityDefect['present'], unrelated: () => Buffer): Buffer[] {
  const withoutRoot = path.slice(0, Math.max(1, path.length - 1));
  switch (how) {
    case 'nothing':
      return [];
    case 'leaf-only':
      return path.slice(0, 1);
    case 'with-root':
      return [...path];
    case 'with-unrelated':
      return [...withoutRoot, unrelated()];
    case 'reversed':
      return withoutRoot.toReversed();
    case undefined:
      return withoutRoot;
  }
}
