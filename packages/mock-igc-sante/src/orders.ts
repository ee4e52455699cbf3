import {
  Certificate,
  type Credential,
  type IssueOrder,
  type KeyKind,
  type KeyPair,
  keyFingerprint,
  PROFILES,
  subjectName,
} from '@banc-gap/pki';
import type { Journal } from '@banc-gap/simkit';
import type { Authority } from './authority.ts';
import { igcErrors } from './errors.ts';
import type { Establishment } from './establishment.ts';
import { type MintContext, mint } from './mint.ts';
import type { LedgerRow } from './state/ledger.ts';
import type { State } from './state/open.ts';

export interface OrderDeskOptions {
  readonly state: State;
  readonly establishment: Establishment;
  readonly journal: Journal;
  readonly context: () => MintContext;
  readonly generateKeyPair: (kind: KeyKind) => Promise<KeyPair>;
}

/** What the ledger has of an order that was carried out. */
type RecordedOrder = Pick<LedgerRow, 'der' | 'request' | 'key'>;

/** Issues what is ordered, once for each order id, even if several processes are given the same order. */
export class OrderDesk {
  readonly #options: OrderDeskOptions;

  constructor(options: OrderDeskOptions) {
    this.#options = options;
  }

  async issue(order: IssueOrder): Promise<Credential> {
    const { ledger } = this.#options.state;
    const issuer = await this.#issuerOf(order);
    const request = describe(order);
    const row = ledger.byOrder(order.orderId) ?? (await this.#carryOut(order, request, issuer));
    if (row.request !== request) throw igcErrors.error('IGC_ORDER_CONFLICT', { orderId: order.orderId });
    const privateKey = row.key === null ? undefined : this.#options.state.keys.read(row.key);
    let certificate: Certificate | undefined;
    return {
      get certificate() {
        certificate ??= Certificate.parse(row.der);
        return certificate;
      },
      chain: issuer.path,
      ...(privateKey !== undefined && { privateKey }),
    };
  }

  async #carryOut(order: IssueOrder, request: string, issuer: Authority): Promise<RecordedOrder> {
    const { state, context, generateKeyPair } = this.#options;
    if (order.publicKey !== undefined)
      return this.#record(order, request, issuer, { publicKey: order.publicKey });
    assertSuits(order);
    const { publicKey, privateKey } = await generateKeyPair(PROFILES[order.profile].key);
    const key = `order-${context().random.bytes(8).toString('hex')}`;
    state.keys.write(key, privateKey);
    try {
      const row = this.#record(order, request, issuer, { publicKey, key });
      if (row.key !== key) state.keys.remove(key);
      return row;
    } catch (error) {
      state.keys.remove(key);
      throw error;
    }
  }

  /** The certificate of this order: a new one, or the one of a process that was faster. */
  #record(
    order: IssueOrder,
    request: string,
    issuer: Authority,
    { publicKey, key }: { readonly publicKey: KeyPair['publicKey']; readonly key?: string },
  ): RecordedOrder {
    const { state, journal, context } = this.#options;
    const { orderId } = order;
    const minted = mint(issuer, { ...order, publicKey }, context());
    if (!state.ledger.add(minted, issuer.id, { orderId, request, key })) {
      return state.ledger.byOrder(orderId)!;
    }
    const { der, serialNumber, subject } = minted;
    journal.record('certificate-issued', { issuer: issuer.id, serialNumber, subject, orderId });
    return { der, request, key: key ?? null };
  }

  async #issuerOf(order: IssueOrder): Promise<Authority> {
    const { profile } = order;
    const { issuer, publishes } = PROFILES[profile];
    if (issuer === null || publishes !== undefined)
      throw igcErrors.error('IGC_PROFILE_NOT_ISSUED', { profile });
    const { state, establishment } = this.#options;
    const known = state.authorities.find(issuer);
    if (known !== undefined) return known;
    assertSuits(order);
    return establishment.establish(issuer);
  }
}

/** To mint a certificate finds out in any case: this is for what would be made before, for nothing. */
function assertSuits({ profile, subject }: IssueOrder): void {
  subjectName(profile, subject);
}

/** Two orders are the same if this is; notBefore is left out, because it may be the moment of the call. */
function describe({ profile, subject, publicKey, defect }: IssueOrder): string {
  const key = publicKey && keyFingerprint(publicKey).toString('hex');
  return JSON.stringify({ defect: sorted(defect), key, profile, subject: sorted(subject) });
}

/** The same data, the fields of each object in alphabetical order. */
function sorted(value: unknown): unknown {
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map(sorted);
  const fields = value as Readonly<Record<string, unknown>>;
  const result: Record<string, unknown> = {};
  for (const name of Object.keys(fields).sort()) result[name] = sorted(fields[name]);
  return result;
}
