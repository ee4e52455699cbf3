import type { Actor } from '../actors.ts';
import type { Core } from '../core.ts';
import { profileOf } from '../data/offers.ts';
import type { NewOrder } from '../schemas/orders.ts';
import type { OrderToAdd } from '../store/orders.ts';
import { acceptCsr } from './csr.ts';
import { examineProduct } from './product.ts';
import { administratorCard, requireHabilitation } from './rights.ts';

/** An order that may be placed, without what its key adds. */
export type ExaminedOrder = Omit<OrderToAdd, 'publicKey' | 'renews' | 'batch'>;

/** Whether this actor may order this now; the rights are read anew at each call. */
export function examineOrder(
  core: Core,
  actor: Actor,
  { structure, environment, product, notify }: NewOrder,
): ExaminedOrder {
  const { number, holder } = administratorCard(core, actor);
  const { offer, usage } = product;
  const rights = requireHabilitation(core, number, { structure, environment, offer, usage });
  const { subject, commonName, warnings } = examineProduct(core, product, rights);
  return {
    structure: rights[0].structure,
    administrator: number,
    environment,
    offer,
    usage,
    profile: profileOf(environment, offer, usage),
    subject,
    commonName,
    product,
    notify: [...new Set([holder.email, ...notify])],
    warnings: [...warnings],
  };
}

/** What a CSR adds to an order: a key, and what is to be said of it. */
export async function withKey(
  core: Core,
  examined: ExaminedOrder,
  key: NewOrder['key'],
): Promise<ExaminedOrder & Pick<OrderToAdd, 'publicKey'>> {
  if (key.source === 'on-line') return { ...examined, publicKey: null };
  const { publicKey, warnings } = await acceptCsr(core, key.csr, examined);
  return { ...examined, publicKey, warnings: [...examined.warnings, ...warnings] };
}
