import { existsSync } from 'node:fs';
import {
  type Clock,
  createStore,
  Journal,
  memoryStore,
  openStore,
  type Random,
  type Store,
  systemClock,
  systemRandom,
} from '@banc-gap/simkit';
import { BusinessClock } from './business-clock.ts';
import { Core } from './core.ts';
import { AcquirerDesk } from './desks/acquirer.ts';
import { MandateDesk } from './desks/mandates.ts';
import { type Enrolment, MerchantDesk } from './desks/merchants.ts';
import { PaymentDesk } from './desks/payments.ts';
import { SettlementDesk } from './desks/settlements.ts';
import type { Mandate } from './schemas/mandates.ts';
import type { Payment } from './schemas/payments.ts';
import { type LedgerView, ledgerView } from './store/ledger.ts';
import { PSP_STORE } from './store/schema.ts';
import { WebhookDesk } from './webhooks/desk.ts';

export interface PspOptions {
  /** The store, created where it does not exist; `:memory:` for one that ends with the provider. */
  readonly file: string;
  /** Real time; the day of business may be put ahead of it. */
  readonly clock?: Clock;
  readonly random?: Random;
  readonly journal?: Journal;
  /** Default `open`: a structure without an account gets one at its first request to `self`. */
  readonly enrolment?: Enrolment;
  /** Default 90. */
  readonly tokenLifeDays?: number;
}

/** Opens the provider. Every change is one transaction: there is nothing to complete after a crash. */
export function openPsp(options: PspOptions): Psp {
  const store = storeAt(options.file);
  // What was answered is on the disk: not even a power failure takes a debit back.
  store.run('PRAGMA synchronous = FULL');
  return new Psp(store, options);
}

function storeAt(file: string): Store {
  if (file === ':memory:') return memoryStore(PSP_STORE);
  return existsSync(file) ? openStore(file, PSP_STORE) : createStore(file, PSP_STORE);
}

/**
 * The payment provider, whatever the protocol in which it is asked: a `Binding` translates between the two.
 */
export class Psp implements Disposable {
  readonly merchants: MerchantDesk;
  readonly acquirer: AcquirerDesk;
  readonly mandates: MandateDesk;
  readonly payments: PaymentDesk;
  readonly settlements: SettlementDesk;
  readonly webhooks: WebhookDesk;
  readonly clock: BusinessClock;
  readonly journal: Journal;
  readonly #core: Core;

  /** For `openPsp`. */
  constructor(store: Store, options: PspOptions) {
    const { clock = systemClock, random = systemRandom, enrolment = 'open', tokenLifeDays = 90 } = options;
    this.clock = new BusinessClock(clock);
    this.journal = options.journal ?? new Journal(clock);
    const core = new Core({ store, clock: this.clock, random, journal: this.journal });
    this.#core = core;
    this.merchants = new MerchantDesk(core, enrolment);
    this.acquirer = new AcquirerDesk(core, { tokenLifeDays });
    this.mandates = new MandateDesk(core, this.acquirer);
    this.payments = new PaymentDesk(core, this.mandates, this.acquirer);
    this.settlements = new SettlementDesk(core, this.payments);
    this.webhooks = new WebhookDesk(core);
  }

  /** Does what time has made due; cheap where nothing is. */
  runDue(): void {
    this.settlements.close();
  }

  /** The cardholder opposes a mandate through the bank. @throws PspProblem not-found, already-debited */
  opposeMandate(id: string): Mandate {
    return this.mandates.oppose(this.mandates.accountOf(id), id);
  }

  /** The cardholder disputes a payment. @throws PspProblem not-found, not-refundable */
  chargeBack(id: string): Payment {
    return this.#core.change((change) => this.payments.chargeBack(change, id));
  }

  get ledger(): LedgerView {
    return ledgerView(this.#core.store);
  }

  close(): void {
    this.#core.store.close();
  }

  [Symbol.dispose](): void {
    this.close();
  }
}
