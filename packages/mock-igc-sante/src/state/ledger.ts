import type { KeyObject } from 'node:crypto';
import { keyFingerprint } from '@banc-gap/pki';
import type { Store } from '@banc-gap/simkit';
import type { AuthorityId } from '../hierarchy.ts';
import type { MintedCertificate } from '../mint.ts';

/** For whom a certificate was issued, and what is kept for them. */
export interface CertificateOrder {
  readonly orderId?: string;
  readonly request?: string;
  readonly key?: string | undefined;
}

export interface LedgerRow {
  readonly id: number;
  readonly der: Uint8Array;
  readonly authority: AuthorityId;
  readonly serial_number: string;
  readonly subject: string;
  readonly profile: string;
  readonly order_id: string | null;
  readonly request: string | null;
  readonly key: string | null;
  readonly issued_at: string;
  readonly revoked_at: string | null;
  readonly reason: number | null;
}

/** One certificate that the bench has issued. */
export interface LedgerEntry {
  readonly issuer: AuthorityId;
  /** Content octets in upper-case hex. */
  readonly serialNumber: string;
  /** RFC 4514. */
  readonly subject: string;
  readonly profile: string;
  readonly issuedAt: Date;
  readonly orderId?: string;
  readonly revokedAt?: Date;
  /** CRLReason, RFC 5280 §5.3.1. */
  readonly reason?: number;
}

export interface CrlRow {
  readonly number: number;
  readonly revision: number;
  readonly this_update: string;
  readonly der: Uint8Array;
  /** The full list that delta lists refer to; `null` if this is it. */
  readonly base: Uint8Array | null;
}

/** Every certificate of a state and what became of it; the only place that knows SQL. */
export class Ledger {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  transaction<Result>(work: () => Result): Result {
    return this.#store.transaction(work);
  }

  setting(name: string): string | undefined {
    return this.#store.get<{ value: string }>('SELECT value FROM setting WHERE name = ?', name)?.value;
  }

  set(name: string, value: string): void {
    this.#store.run('INSERT INTO setting (name, value) VALUES (?, ?)', name, value);
  }

  /** Whether it was recorded: there is one certificate for an order, whoever asks. */
  add(certificate: MintedCertificate, authority: AuthorityId, order: CertificateOrder = {}): boolean {
    const added = this.#store.run(
      `INSERT INTO certificate
         (der, authority, serial_number, subject, profile, key_fingerprint, defect, order_id, request, key, issued_at)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT (order_id) DO NOTHING`,
      certificate.der,
      authority,
      certificate.serialNumber,
      certificate.subject,
      certificate.profile,
      keyFingerprint(certificate.publicKey),
      certificate.defect === undefined ? null : JSON.stringify(certificate.defect),
      order.orderId ?? null,
      order.request ?? null,
      order.key ?? null,
      certificate.issuedAt.toISOString(),
    );
    return added === 1;
  }

  /** Records a CA together with its certificate. */
  addAuthority(id: AuthorityId, certificate: MintedCertificate, issuer: AuthorityId, key: string): void {
    this.add(certificate, issuer, { key });
    this.#store.run('INSERT INTO authority (id, certificate) VALUES (?, last_insert_rowid())', id);
  }

  /** The certificate of a CA. */
  authority(id: AuthorityId): LedgerRow | undefined {
    return this.#store.get(
      'SELECT certificate.* FROM authority JOIN certificate ON certificate.id = certificate WHERE authority.id = ?',
      id,
    );
  }

  authorityIds(): AuthorityId[] {
    return this.#store.all<{ id: AuthorityId }>('SELECT id FROM authority').map(({ id }) => id);
  }

  entries(): LedgerEntry[] {
    return this.#store.all<LedgerRow>('SELECT * FROM certificate ORDER BY id').map(entryOf);
  }

  entryOfDer(der: Uint8Array): LedgerEntry | undefined {
    const row = this.#store.get<LedgerRow>('SELECT * FROM certificate WHERE der = ? ORDER BY id', der);
    return row && entryOf(row);
  }

  byOrder(orderId: string): LedgerRow | undefined {
    return this.#store.get('SELECT * FROM certificate WHERE order_id = ?', orderId);
  }

  /** Whether there is a certificate for this key, other than that of this order. */
  hasKey(publicKey: KeyObject, exceptOrderId = ''): boolean {
    const found = this.#store.get(
      'SELECT 1 FROM certificate WHERE key_fingerprint = ? AND order_id IS NOT ? LIMIT 1',
      keyFingerprint(publicKey),
      exceptOrderId,
    );
    return found !== undefined;
  }

  /** Leading zeros do not count: OpenSSL prints none, DER may want one. */
  bySerialNumber(authority: AuthorityId, serialNumber: string): LedgerRow | undefined {
    return this.#store.get(
      "SELECT * FROM certificate WHERE authority = ? AND ltrim(serial_number, '0') = ltrim(?, '0') ORDER BY id",
      authority,
      serialNumber,
    );
  }

  /** By the very octets of the serial number, for which there is an index. */
  byOctets(authority: AuthorityId, serialNumber: string): LedgerRow | undefined {
    return this.#store.get(
      'SELECT * FROM certificate WHERE authority = ? AND serial_number = ? ORDER BY id',
      authority,
      serialNumber,
    );
  }

  /** To be called inside a transaction: the CRL and its revision change together. */
  revoke(row: LedgerRow, at: Date, reason: number | undefined): void {
    this.#store.run(
      'UPDATE certificate SET revoked_at = ?, reason = ? WHERE id = ?',
      at.toISOString(),
      reason ?? null,
      row.id,
    );
    this.#store.run('UPDATE authority SET revision = revision + 1 WHERE id = ?', row.authority);
  }

  revoked(authority: AuthorityId): Pick<LedgerRow, 'serial_number' | 'revoked_at' | 'reason'>[] {
    return this.#store.all(
      `SELECT serial_number, revoked_at, reason FROM certificate
       WHERE authority = ? AND revoked_at IS NOT NULL ORDER BY revoked_at, id`,
      authority,
    );
  }

  revision(authority: AuthorityId): number {
    return (
      this.#store.get<{ revision: number }>('SELECT revision FROM authority WHERE id = ?', authority)
        ?.revision ?? 0
    );
  }

  crl(authority: AuthorityId): CrlRow | undefined {
    return this.#store.get('SELECT * FROM crl WHERE authority = ?', authority);
  }

  putCrl(authority: AuthorityId, crl: CrlRow): void {
    this.#store.run(
      `INSERT OR REPLACE INTO crl (authority, number, revision, this_update, der, base)
       VALUES (?, ?, ?, ?, ?, ?)`,
      authority,
      crl.number,
      crl.revision,
      crl.this_update,
      crl.der,
      crl.base,
    );
  }

  close(): void {
    this.#store.close();
  }
}

function entryOf(row: LedgerRow): LedgerEntry {
  return {
    issuer: row.authority,
    serialNumber: row.serial_number,
    subject: row.subject,
    profile: row.profile,
    issuedAt: new Date(row.issued_at),
    ...(row.order_id !== null && { orderId: row.order_id }),
    ...(row.revoked_at !== null && { revokedAt: new Date(row.revoked_at) }),
    ...(row.reason !== null && { reason: row.reason }),
  };
}
