import { join } from 'node:path';
import type { Authorities } from '@banc-gap/mock-igc-sante';
import { type CardTrust, openPfcng, type Pfcng, type PfcngOptions } from '@banc-gap/mock-pfcng';
import { CrlSet } from '@banc-gap/pki';

/** PFCNG on a state folder: its store is there, and the issuers of the state issue what is withdrawn. */
export function openPlatform(
  authorities: Authorities,
  options: Omit<PfcngOptions, 'file' | 'issuer'> = {},
): Promise<Pfcng> {
  return openPfcng({ ...options, file: join(authorities.directory, 'pfcng.sqlite'), issuer: authorities });
}

/** What the certificates of cards are judged by: both hierarchies of IGC-Santé, and their current CRLs. */
export function cardTrust(authorities: Authorities): CardTrust {
  const { trust } = authorities;
  const crls = authorities.crls();
  return {
    trustAnchors: [...trust.igcSante, ...trust.igcSanteProduction],
    crls: new CrlSet([...crls.igcSante, ...crls.igcSanteProduction]),
  };
}
