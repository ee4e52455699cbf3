import { createPublicKey } from 'node:crypto';
import { backdated, type MintContext, mint } from '../mint.ts';
import type { AuthorityRegister } from '../state/authority-register.ts';
import type { KeyFiles } from '../state/key-files.ts';
import type { Ledger } from '../state/ledger.ts';
import { MINTED_IDENTITIES, type MintedIdentity, TERMINAL_KEYS } from './catalogue.ts';

/** Issues, and revokes where they are to be, the identities that exist from the start. */
export function mintIdentities(
  ledger: Ledger,
  keys: KeyFiles,
  authorities: AuthorityRegister,
  context: MintContext,
): void {
  for (const [orderId, identity] of Object.entries<MintedIdentity>(MINTED_IDENTITIES)) {
    const { authority, profile, subject, revoked, serialNumberOf, keyOf } = identity;
    const twin = serialNumberOf === undefined ? undefined : ledger.byOrder(serialNumberOf)!;
    const minted = mint(
      authorities.get(authority),
      {
        profile,
        subject,
        publicKey: keyOf
          ? authorities.get(keyOf).certificate.publicKey
          : createPublicKey(keys.read(TERMINAL_KEYS.own)),
        ...(twin && { serialNumber: Buffer.from(twin.serial_number, 'hex') }),
      },
      context,
    );
    ledger.add({ ...minted, authority, orderId, ...(!keyOf && { key: TERMINAL_KEYS.own }) });
    if (revoked !== undefined) ledger.revoke(ledger.byOrder(orderId)!, backdated(context.now), revoked);
  }
}
