import type { ProfileId, SubjectInput } from '@banc-gap/pki';
import type { Core } from '../core.ts';
import type { Order, Product } from '../schemas/orders.ts';
import type { Warning } from '../schemas/warnings.ts';

/** An order with what only the platform itself may know. */
export interface StoredOrder extends Order {
  readonly profile: ProfileId;
  readonly subject: SubjectInput;
  /** PEM. */
  readonly publicKey: string | null;
  /** Seals, see orders/secrets.ts. */
  readonly revocationSeal: string | null;
  readonly passwordSeal: string | null;
  readonly certificate: Uint8Array | null;
  readonly alertedAt: string | null;
}

interface OrderRow {
  readonly id: string;
  readonly structure: string;
  readonly administrator: string;
  readonly environment: Order['environment'];
  readonly offer: Order['offer'];
  readonly usage: Order['usage'];
  readonly profile: ProfileId;
  readonly subject: string;
  readonly commonName: string;
  readonly product: string;
  readonly publicKey: string | null;
  readonly notify: string;
  readonly warnings: string;
  readonly renews: string | null;
  readonly batch: string | null;
  readonly state: Order['state'];
  readonly requestedAt: string;
  readonly withdrawnAt: string | null;
  readonly revocationCode: string | null;
  readonly keyPassword: string | null;
  readonly serialNumber: string | null;
  readonly certificate: Uint8Array | null;
  readonly notBefore: string | null;
  readonly notAfter: string | null;
  readonly revokedAt: string | null;
  readonly revocationGround: string | null;
  readonly alertedAt: string | null;
}

function fromRow(core: Core, { revocationCode, keyPassword, ...row }: OrderRow): StoredOrder {
  const expired = row.state === 'withdrawn' && row.notAfter !== null && row.notAfter <= core.now();
  return {
    ...row,
    product: JSON.parse(row.product) as Product,
    subject: JSON.parse(row.subject) as SubjectInput,
    notify: JSON.parse(row.notify) as string[],
    warnings: JSON.parse(row.warnings) as Warning[],
    keySource: row.publicKey === null ? 'on-line' : 'csr',
    state: expired ? 'expired' : row.state,
    revocationSeal: revocationCode,
    passwordSeal: keyPassword,
  };
}

/** What people see of an order. */
export function visible(order: StoredOrder): Order {
  const { profile, subject, publicKey, revocationSeal, passwordSeal, certificate, alertedAt, ...seen } =
    order;
  return seen;
}

export function findOrder(core: Core, id: string): StoredOrder | undefined {
  const row = core.store.get<OrderRow>('SELECT * FROM productOrder WHERE id = ?', id);
  return row && fromRow(core, row);
}

export function allOrders(core: Core): StoredOrder[] {
  return core.store
    .all<OrderRow>('SELECT * FROM productOrder ORDER BY rowid')
    .map((row) => fromRow(core, row));
}

export function ordersOfStructure(core: Core, structure: string): StoredOrder[] {
  return core.store
    .all<OrderRow>('SELECT * FROM productOrder WHERE structure = ? ORDER BY rowid', structure)
    .map((row) => fromRow(core, row));
}

/** Whose withdrawal or revocation has begun, and is not recorded as done. */
export function unfinishedOrders(core: Core): StoredOrder[] {
  return core.store
    .all<OrderRow>("SELECT * FROM productOrder WHERE state IN ('withdrawing', 'revoking') ORDER BY rowid")
    .map((row) => fromRow(core, row));
}

/** Active, and never alerted of. */
export function ordersToAlert(core: Core): StoredOrder[] {
  return core.store
    .all<OrderRow>(
      "SELECT * FROM productOrder WHERE state = 'withdrawn' AND alertedAt IS NULL ORDER BY rowid",
    )
    .map((row) => fromRow(core, row));
}

export function keyWasOrdered(core: Core, publicKey: string): boolean {
  return core.store.get('SELECT 1 FROM productOrder WHERE publicKey = ?', publicKey) !== undefined;
}

export type OrderToAdd = Pick<
  StoredOrder,
  | 'structure'
  | 'administrator'
  | 'environment'
  | 'offer'
  | 'usage'
  | 'profile'
  | 'subject'
  | 'commonName'
  | 'product'
  | 'publicKey'
  | 'notify'
  | 'warnings'
  | 'renews'
  | 'batch'
>;

export function addOrder(core: Core, order: OrderToAdd): string {
  // Random and long: it is the order id of the issuer too, whose other customers have theirs.
  const id = `pfcng-${core.random.bytes(16).toString('hex')}`;
  core.store.run(
    `INSERT INTO productOrder (id, structure, administrator, environment, offer, usage, profile, subject, commonName,
     product, publicKey, notify, warnings, renews, batch, state, requestedAt)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'requested', ?)`,
    id,
    order.structure,
    order.administrator,
    order.environment,
    order.offer,
    order.usage,
    order.profile,
    JSON.stringify(order.subject),
    order.commonName,
    JSON.stringify(order.product),
    order.publicKey,
    JSON.stringify(order.notify),
    JSON.stringify(order.warnings),
    order.renews,
    order.batch,
    core.now(),
  );
  return id;
}

export function beginWithdrawal(
  core: Core,
  id: string,
  begun: {
    readonly withdrawnAt: string;
    readonly revocationSeal: string;
    readonly passwordSeal: string | null;
  },
): void {
  core.store.run(
    "UPDATE productOrder SET state = 'withdrawing', withdrawnAt = ?, revocationCode = ?, keyPassword = ? WHERE id = ?",
    begun.withdrawnAt,
    begun.revocationSeal,
    begun.passwordSeal,
    id,
  );
}

export function finishWithdrawal(
  core: Core,
  id: string,
  issued: Readonly<Record<'serialNumber' | 'notBefore' | 'notAfter', string>> & {
    readonly certificate: Uint8Array;
  },
): void {
  core.store.run(
    `UPDATE productOrder SET state = 'withdrawn', serialNumber = ?, certificate = ?, notBefore = ?, notAfter = ?
     WHERE id = ?`,
    issued.serialNumber,
    issued.certificate,
    issued.notBefore,
    issued.notAfter,
    id,
  );
}

export function beginRevocation(core: Core, id: string, ground: string): void {
  core.store.run(
    "UPDATE productOrder SET state = 'revoking', revokedAt = ?, revocationGround = ? WHERE id = ?",
    core.now(),
    ground,
    id,
  );
}

export function finishRevocation(core: Core, id: string): void {
  core.store.run("UPDATE productOrder SET state = 'revoked' WHERE id = ?", id);
}

export function recordAlert(core: Core, id: string): void {
  core.store.run('UPDATE productOrder SET alertedAt = ? WHERE id = ?', core.now(), id);
}
