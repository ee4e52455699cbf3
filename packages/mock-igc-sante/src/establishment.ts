import { type KeyKind, type KeyPair, PROFILES } from '@banc-gap/pki';
import type { Journal } from '@banc-gap/simkit';
import { type Authority, authorityKeyName } from './authority.ts';
import { AUTHORITIES, type AuthorityId } from './hierarchy.ts';
import { mintIdentitiesOf } from './identities/mint-identities.ts';
import type { MintContext } from './mint.ts';
import { mintAuthority } from './state/mint-authority.ts';
import type { State } from './state/open.ts';

export interface EstablishmentOptions {
  readonly state: State;
  readonly journal: Journal;
  readonly context: () => MintContext;
  readonly generateKeyPair: (kind: KeyKind) => Promise<KeyPair>;
}

/** Adds CAs to a state when they are first needed: one of each, even if several processes need it at once. */
export class Establishment {
  readonly #options: EstablishmentOptions;
  readonly #underWay = new Map<AuthorityId, Promise<Authority>>();

  constructor(options: EstablishmentOptions) {
    this.#options = options;
  }

  /** The CA, with those above it. */
  async establish(id: AuthorityId): Promise<Authority> {
    const known = this.#options.state.authorities.find(id);
    if (known !== undefined) return known;
    let making = this.#underWay.get(id);
    if (making === undefined) {
      making = this.#make(id).finally(() => this.#underWay.delete(id));
      this.#underWay.set(id, making);
    }
    return making;
  }

  async #make(id: AuthorityId): Promise<Authority> {
    const { state, journal, context, generateKeyPair } = this.#options;
    const { issuer, profile } = AUTHORITIES[id];
    const [{ privateKey }] = await Promise.all([
      generateKeyPair(PROFILES[profile].key),
      issuer === null ? null : this.establish(issuer),
    ]);
    const { ledger, keys, authorities } = state;
    // Of this attempt alone: another process may be writing one for the same CA.
    const keyName = `${authorityKeyName(id)}-${context().random.bytes(4).toString('hex')}`;
    keys.write(keyName, privateKey);
    let first = false;
    try {
      first = ledger.transaction(() => {
        if (authorities.find(id) !== undefined) return false;
        mintAuthority(id, { ledger, keys, authorities, keyName }, context());
        mintIdentitiesOf(id, { ledger, keys, authorities }, context());
        return true;
      });
    } finally {
      if (!first) keys.remove(keyName);
    }
    if (first) journal.record('authority-established', { authority: id });
    return authorities.get(id);
  }
}
