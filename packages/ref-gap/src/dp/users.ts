import type { ServedCertificate } from '../material.ts';

/** The certificates of one person: nobody else's requests are made with them. */
export interface DpUser {
  /** PRO AUTH, by which the person connects. */
  readonly auth: ServedCertificate;
  /** PRO SIGN, by which a pharmacist signs what is fed. */
  readonly sign?: ServedCertificate;
}

/** By the national identifier of the person (PS_IdNat), as it is the CN of both certificates. */
export type DpUsers = Readonly<Record<string, DpUser>>;
