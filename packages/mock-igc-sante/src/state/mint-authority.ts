import { createPublicKey } from 'node:crypto';
import { AUTHORITIES, type AuthorityId } from '../hierarchy.ts';
import { backdated, type MintContext, mint, mintSelfSigned } from '../mint.ts';
import type { AuthorityRegister } from './authority-register.ts';
import type { KeyFiles } from './key-files.ts';
import type { Ledger } from './ledger.ts';

export interface AuthorityMaking {
  readonly ledger: Ledger;
  readonly keys: KeyFiles;
  readonly authorities: AuthorityRegister;
  /** Of the file that holds its key. */
  readonly keyName: string;
}

/** Mints the certificate of a CA whose issuer exists, and records it; to be called inside a transaction. */
export function mintAuthority(
  id: AuthorityId,
  { ledger, keys, authorities, keyName }: AuthorityMaking,
  context: MintContext,
): void {
  const { issuer, profile, subject = {}, defect, revoked } = AUTHORITIES[id];
  const privateKey = keys.read(keyName);
  const request = { profile, subject, publicKey: createPublicKey(privateKey), ...(defect && { defect }) };
  const minted =
    issuer === null
      ? mintSelfSigned(request, privateKey, context)
      : mint(authorities.get(issuer), request, context);
  ledger.addAuthority(id, minted, issuer ?? id, keyName);
  if (issuer !== null && revoked !== undefined) {
    ledger.revoke(ledger.bySerialNumber(issuer, minted.serialNumber)!, backdated(context.now), revoked);
  }
}
