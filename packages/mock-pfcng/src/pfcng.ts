import { existsSync } from 'node:fs';
import type { Issuer } from '@banc-gap/pki';
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
import { Core } from './core.ts';
import { Mailbox } from './mail/mailbox.ts';
import { SmtpRelay, type SmtpServer } from './mail/smtp.ts';
import { PathDesk } from './path/whereabouts.ts';
import { PFCNG_STORE } from './store/schema.ts';
import { CardDesk } from './use-cases/cards.ts';
import { ChangeLog } from './use-cases/changes.ts';
import { type DueReport, runDue } from './use-cases/due.ts';
import { FormDesk } from './use-cases/forms.ts';
import { HabilitationDesk } from './use-cases/habilitations.ts';
import { OrderDesk } from './use-cases/orders.ts';
import { StructureDesk } from './use-cases/structures.ts';

export interface PfcngOptions {
  /** The store, created where it does not exist; `:memory:` for one that ends with the platform. */
  readonly file: string;
  readonly issuer: Issuer;
  readonly clock?: Clock;
  readonly random?: Random;
  /** Is told of every change, too. */
  readonly journal?: Journal;
  /** Whether forms are examined at once, or wait for the service client. Default at once. */
  readonly formValidation?: 'immediate' | 'by-service-client';
  /** Whether a domain is registered; asked of names under a public suffix. Default: all are. */
  readonly domainExists?: (domain: string) => boolean;
  /** Whether what was interrupted is completed now; default true. False where another process may be at it. */
  readonly resume?: boolean;
  /** Base of the links in messages; default the address of the real platform. */
  readonly portal?: string;
  /** On a loopback or private address. */
  readonly smtp?: SmtpServer;
}

const REAL_PORTAL = 'https://pfc.eservices.esante.gouv.fr/pfcng-ihm/';

/** Opens the platform, and completes what was interrupted when it last ended. */
export async function openPfcng(options: PfcngOptions): Promise<Pfcng> {
  const store = storeAt(options.file);
  try {
    const pfcng = new Pfcng(store, options);
    if (options.resume ?? true) {
      pfcng.forms.resume();
      await pfcng.orders.resume();
    }
    return pfcng;
  } catch (error) {
    store.close();
    throw error;
  }
}

function storeAt(file: string): Store {
  if (file === ':memory:') return memoryStore(PFCNG_STORE);
  return existsSync(file) ? openStore(file, PFCNG_STORE) : createStore(file, PFCNG_STORE);
}

/** The ordering platform of IGC-Santé: from the contract to the certificate. */
export class Pfcng implements Disposable {
  readonly structures: StructureDesk;
  readonly cards: CardDesk;
  readonly forms: FormDesk;
  readonly habilitations: HabilitationDesk;
  readonly orders: OrderDesk;
  readonly path: PathDesk;
  readonly mailbox: Mailbox;
  readonly changes: ChangeLog;
  readonly clock: Clock;
  readonly journal: Journal;
  readonly #core: Core;
  readonly #portal: string;
  readonly #relay: SmtpRelay | undefined;

  /** For `openPfcng`. */
  constructor(store: Store, options: PfcngOptions) {
    const { issuer, clock = systemClock, random = systemRandom, domainExists = () => true, smtp } = options;
    const { journal = new Journal(clock), formValidation = 'immediate', portal = REAL_PORTAL } = options;
    const core = new Core({ store, clock, random, journal, domainExists });
    this.#core = core;
    this.#portal = portal;
    this.#relay = smtp && new SmtpRelay(smtp);
    this.clock = clock;
    this.journal = journal;
    this.structures = new StructureDesk(core);
    this.cards = new CardDesk(core, issuer);
    this.forms = new FormDesk(core, formValidation);
    this.habilitations = new HabilitationDesk(core);
    this.orders = new OrderDesk(core, issuer, portal);
    this.path = new PathDesk(core);
    this.mailbox = new Mailbox(core);
    this.changes = new ChangeLog(core);
  }

  /** Does what time has made due: to be called when the clock was moved, and now and then. */
  async runDue(): Promise<DueReport> {
    const report = runDue(this.#core, this.#portal);
    if (this.#relay) await this.mailbox.relay(this.#relay);
    return report;
  }

  close(): void {
    this.#core.store.close();
  }

  [Symbol.dispose](): void {
    this.close();
  }
}
