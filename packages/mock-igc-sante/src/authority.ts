import type { Certificate, Signer } from '@banc-gap/pki';
import { AUTHORITIES, type AuthorityDefinition, type AuthorityId } from './hierarchy.ts';
import type { KeyFiles } from './state/key-files.ts';

/** A CA of a state, ready to sign. */
export class Authority {
  readonly id: AuthorityId;
  readonly definition: AuthorityDefinition;
  readonly certificate: Certificate;
  readonly #issuer: Authority | null;
  readonly #keys: KeyFiles;
  readonly #keyName: string;

  constructor(
    id: AuthorityId,
    certificate: Certificate,
    issuer: Authority | null,
    { keys, keyName }: { readonly keys: KeyFiles; readonly keyName: string },
  ) {
    this.id = id;
    this.definition = AUTHORITIES[id];
    this.certificate = certificate;
    this.#issuer = issuer;
    this.#keys = keys;
    this.#keyName = keyName;
  }

  /** This CA, the one that issued it, and so on to the root. */
  get path(): readonly Certificate[] {
    return [this.certificate, ...(this.#issuer?.path ?? [])];
  }

  get signer(): Signer {
    return {
      name: this.certificate.subject,
      certificate: this.certificate,
      privateKey: this.#keys.read(this.#keyName),
    };
  }
}

/** The name of the key file of a CA, or how it begins. */
export function authorityKeyName(id: AuthorityId): string {
  return id.replaceAll('/', '-');
}
