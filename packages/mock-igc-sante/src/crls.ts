import { buildCrl, Crl, type CrlContent } from '@banc-gap/pki';
import type { Clock } from '@banc-gap/simkit';
import type { Authority } from './authority.ts';
import { AUTHORITIES, type AuthorityId, PKI_NAMES, type PkiName } from './hierarchy.ts';
import { backdated } from './mint.ts';
import type { AuthorityRegister } from './state/authority-register.ts';
import type { CrlRow, Ledger } from './state/ledger.ts';

const DAY_MS = 86_400_000;

/** The current CRL of each CA: made when somebody asks for it and the last one is old or lacks a revocation. */
export class CrlDesk {
  readonly #ledger: Ledger;
  readonly #authorities: AuthorityRegister;
  readonly #clock: Clock;
  readonly #parsed = new Map<AuthorityId, Crl>();
  readonly #deltas = new Map<AuthorityId, Crl>();

  constructor(ledger: Ledger, authorities: AuthorityRegister, clock: Clock) {
    this.#ledger = ledger;
    this.#authorities = authorities;
    this.#clock = clock;
  }

  current(id: AuthorityId): Crl {
    const { der } = this.#currentRow(id);
    const known = this.#parsed.get(id);
    if (known?.der.equals(der)) return known;
    const crl = Crl.parse(der);
    this.#parsed.set(id, crl);
    return crl;
  }

  /**
   * The delta CRL of now: what was revoked since the last list that came in its turn. A list that a revocation brought
   * about earlier has a delta of the same number beside it (RFC 5280 §5.2.3).
   */
  delta(id: AuthorityId): Crl {
    const current = this.current(id);
    const known = this.#deltas.get(id);
    if (known !== undefined && known.number === current.number) return known;
    const { base: baseDer } = this.#currentRow(id);
    const base = baseDer === null ? current : Crl.parse(baseDer);
    const delta = Crl.parse(
      buildCrl({
        ...this.contentOf(id, current),
        nextUpdate: daysAfter(current.thisUpdate, AUTHORITIES[id].crl.renewalDays),
        baseNumber: base.number!,
        entries: [...current.entries].filter(({ serialNumber }) => base.find(serialNumber) === undefined),
      }),
    );
    this.#deltas.set(id, delta);
    return delta;
  }

  /** What makes that list of this CA once more: for whoever wants it with something wrong. */
  contentOf(id: AuthorityId, crl: Crl): CrlContent {
    const authority = this.#authorities.get(id);
    return {
      issuer: authority.signer,
      thisUpdate: crl.thisUpdate,
      nextUpdate: crl.nextUpdate!,
      number: crl.number!,
      ...(crl.baseNumber !== undefined && { baseNumber: crl.baseNumber }),
      entries: crl.entries,
      extensionOrder: authority.definition.crl.extensionOrder,
    };
  }

  /**
   * What a GAP configures: the CRLs of every CA of a PKI that exists, of crafted CAs too, or it would know no CRL for them. The
   * look-alike root's stays out: software that finds CRLs by issuer name would take it for the genuine root's.
   */
  byPki(): Record<PkiName, readonly Crl[]> {
    const ids = this.#authorities.established().filter((id) => id !== 'crafted/lookalike-root');
    const of = (pki: PkiName) =>
      ids.filter((id) => AUTHORITIES[id].pki === pki).map((id) => this.current(id));
    return Object.fromEntries(PKI_NAMES.map((pki) => [pki, of(pki)])) as Record<PkiName, Crl[]>;
  }

  #currentRow(id: AuthorityId): CrlRow {
    const last = this.#ledger.crl(id);
    if (last !== undefined && this.#isCurrent(id, last)) return last;
    return this.#ledger.transaction(() => {
      // Another process may have been faster.
      const latest = this.#ledger.crl(id);
      if (latest !== undefined && this.#isCurrent(id, latest)) return latest;
      const next = this.#build(this.#authorities.get(id), latest);
      this.#ledger.putCrl(id, next);
      return next;
    });
  }

  #isCurrent(id: AuthorityId, crl: CrlRow): boolean {
    return this.#isFresh(id, crl) && crl.revision === this.#ledger.revision(id);
  }

  #isFresh(id: AuthorityId, crl: CrlRow): boolean {
    const age = this.#clock.now().getTime() - Date.parse(crl.this_update);
    return age >= 0 && age < AUTHORITIES[id].crl.renewalDays * DAY_MS;
  }

  #build(authority: Authority, last: CrlRow | undefined): CrlRow {
    const { validityDays, extensionOrder, reasons } = authority.definition.crl;
    const revoked = this.#ledger.revoked(authority.id);
    const lastRevocation = Date.parse(revoked.at(-1)?.revoked_at ?? '1970-01-01T00:00:00Z');
    const number = (last?.number ?? 0) + 1;
    const thisUpdate = new Date(Math.max(backdated(this.#clock.now()).getTime(), lastRevocation));
    const der = buildCrl({
      issuer: authority.signer,
      thisUpdate,
      nextUpdate: daysAfter(thisUpdate, validityDays),
      number,
      extensionOrder,
      entries: revoked.map((row) => ({
        serialNumber: row.serial_number,
        revocationDate: new Date(row.revoked_at!),
        ...(reasons && row.reason !== null && { reason: row.reason }),
      })),
    });
    const revision = this.#ledger.revision(authority.id);
    const base = last !== undefined && this.#isFresh(authority.id, last) ? (last.base ?? last.der) : null;
    return { number, revision, this_update: thisUpdate.toISOString(), der, base };
  }
}

function daysAfter(moment: Date, days: number): Date {
  return new Date(moment.getTime() + days * DAY_MS);
}
