import type { Certificate } from '../certificate.ts';
import { canonicalName } from '../names-decode.ts';
import type { Crl } from './read.ts';

/** The CRLs that a relying party holds, by the name of their issuer. */
export class CrlSet {
  readonly #byIssuer: ReadonlyMap<string, readonly Crl[]>;

  constructor(crls: readonly Crl[]) {
    this.#byIssuer = Map.groupBy(crls, ({ issuer }) => canonicalName(issuer));
  }

  /** Those in the name of that CA; whether its key signed them is not looked at. */
  issuedBy(ca: Certificate): readonly Crl[] {
    return this.#byIssuer.get(canonicalName(ca.subject)) ?? [];
  }
}
