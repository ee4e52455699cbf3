import { createPublicKey } from 'node:crypto';
import type { AuthorityId } from '../hierarchy.ts';
import { backdated, type MintContext, mint } from '../mint.ts';
import type { AuthorityRegister } from '../state/authority-register.ts';
import type { KeyFiles } from '../state/key-files.ts';
import type { Ledger } from '../state/ledger.ts';
import { LATER_IDENTITIES, MINTED_IDENTITIES, type MintedIdentity, TERMINAL_KEYS } from './catalogue.ts';

/** What identities are minted in. */
interface Minting {
  readonly ledger: Ledger;
  readonly keys: KeyFiles;
  readonly authorities: AuthorityRegister;
}

/** Issues, and revokes where they are to be, the identities that exist from the start. */
export function mintIdentities(minting: Minting, context: MintContext): void {
  mintAll(MINTED_IDENTITIES, minting, context);
}

/** Likewise those that come with this CA. */
export function mintIdentitiesOf(id: AuthorityId, minting: Minting, context: MintContext): void {
  const own = Object.entries(LATER_IDENTITIES).filter(([, { authority, keyOf = authority }]) => keyOf === id);
  mintAll(Object.fromEntries(own), minting, context);
}

function mintAll(
  identities: Readonly<Record<string, MintedIdentity>>,
  { ledger, keys, authorities }: Minting,
  context: MintContext,
): void {
  for (const [orderId, identity] of Object.entries(identities)) {
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
    ledger.add(minted, authority, { orderId, key: keyOf ? undefined : TERMINAL_KEYS.own });
    if (revoked !== undefined) ledger.revoke(ledger.byOrder(orderId)!, backdated(context.now), revoked);
  }
}
