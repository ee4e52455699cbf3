import { Certificate } from '@banc-gap/pki';
import { Authority } from '../authority.ts';
import { igcErrors } from '../errors.ts';
import { AUTHORITIES, AUTHORITY_IDS, type AuthorityId } from '../hierarchy.ts';
import type { KeyFiles } from './key-files.ts';
import type { Ledger } from './ledger.ts';

/** The CAs of a state that exist so far. Another process may establish one at any moment: the ledger knows. */
export class AuthorityRegister {
  readonly #ledger: Ledger;
  readonly #keys: KeyFiles;
  readonly #loaded = new Map<AuthorityId, Authority>();

  constructor(ledger: Ledger, keys: KeyFiles) {
    this.#ledger = ledger;
    this.#keys = keys;
  }

  /** Issuers before those they issue. */
  established(): AuthorityId[] {
    const known = new Set(this.#ledger.authorityIds());
    return AUTHORITY_IDS.filter((id) => known.has(id));
  }

  find(id: AuthorityId): Authority | undefined {
    const known = this.#loaded.get(id);
    if (known !== undefined) return known;
    const row = this.#ledger.authority(id);
    if (row === undefined) return undefined;
    const { issuer } = AUTHORITIES[id];
    const authority = new Authority(
      id,
      Certificate.parse(row.der),
      issuer === null ? null : this.get(issuer),
      { keys: this.#keys, keyName: row.key! },
    );
    this.#loaded.set(id, authority);
    return authority;
  }

  /** @throws BancError IGC_AUTHORITY_NOT_ESTABLISHED */
  get(id: AuthorityId): Authority {
    const authority = this.find(id);
    if (authority === undefined) throw igcErrors.error('IGC_AUTHORITY_NOT_ESTABLISHED', { authority: id });
    return authority;
  }
}
