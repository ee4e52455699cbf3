import { randomBytes, randomUUID } from 'node:crypto';
import type { Clock } from '../admission.ts';
import { refGapErrors } from '../errors.ts';
import { type PspClient, PspRefusal, type Settlement } from '../psp/client.ts';
import type { TerminalDesk } from '../terminals/desk.ts';
import type { Contact, Dossier, DossierState, Step } from './dossier.ts';
import { askInsurer, type Estimate, type Insurer } from './insurer.ts';
import type { Ledger } from './ledger.ts';

export interface OfficeOptions {
  readonly ledger: Ledger;
  readonly terminals: TerminalDesk;
  readonly psp: PspClient;
  /** Absent where the hospital does not ask insurers. */
  readonly insurer?: Insurer;
  readonly clock: Clock;
}

const BEFORE_DEBIT = [
  ...(['ADMITTED', 'CONSENT_REFUSED', 'TOKENISED'] as const),
  ...(['AMOUNT_KNOWN', 'NOTHING_TO_PAY', 'OVER_CEILING'] as const),
];

/** The admissions office of a hospital: what its people do with the dossier of a patient, from admission to debit. */
export class Office {
  readonly #options: OfficeOptions;
  /** What others have been asked for and not answered yet: whoever asks for the same meanwhile gets the same. */
  readonly #underWay = new Map<string, Promise<Dossier>>();

  constructor(options: OfficeOptions) {
    this.#options = options;
  }

  /** `patientRef` is a pseudonym. */
  admit({ patientRef, contact }: { readonly patientRef: string; readonly contact: Contact }): Dossier {
    const id = `S-${randomBytes(4).toString('hex')}`;
    return this.#add(id, { kind: 'admitted', patientRef, contact });
  }

  /** @throws BancError REF_GAP_DOSSIER_UNKNOWN */
  dossier(id: string): Dossier {
    const found = this.#options.ledger.find(id);
    if (!found) throw refGapErrors.error('REF_GAP_DOSSIER_UNKNOWN', { dossier: id });
    return found;
  }

  dossiers(): Dossier[] {
    return this.#options.ledger.list();
  }

  /**
   * Has the patient asked at a terminal to agree to a debit of at most the ceiling, in cents, and registers the consent
   * with the provider. Again, after a failure, it goes on where it was.
   *
   * @throws BancError REF_GAP_DOSSIER_STATE, and what `TerminalDesk.ask` and `PspClient.registerMandate` throw
   */
  askConsent(id: string, asked: { terminal: string; ceiling: number }): Promise<Dossier> {
    return this.#once(`consent/${id}`, () => this.#askConsent(id, asked));
  }

  async #askConsent(id: string, asked: { terminal: string; ceiling: number }): Promise<Dossier> {
    const before = this.#in(id, 'ADMITTED', 'CONSENT_ASKED', 'CONSENT_REFUSED');
    if (before.agreed) return this.#registerMandate(before);
    const { consent } =
      before.state === 'CONSENT_ASKED' ? before : this.#add(id, this.#newConsent(id, asked));
    const { terminal, order } = consent!;
    const outcome = await this.#options.terminals.ask(terminal, order);
    if (!outcome.agreed) return this.#add(id, { kind: 'consent-refused', outcome });
    return this.#registerMandate(this.#add(id, { kind: 'consent-given', outcome }));
  }

  /** What the patient has to pay, in cents: what neither AMO nor AMC pays. @throws BancError REF_GAP_DOSSIER_STATE */
  recordCare(id: string, amount: number): Dossier {
    this.#in(id, ...BEFORE_DEBIT);
    return this.#add(id, { kind: 'care-recorded', amount });
  }

  /**
   * Asks the insurer of the patient for its part, and records what is left; where it does not commit itself, that is all
   * that the AMO does not pay.
   *
   * @throws BancError REF_GAP_DOSSIER_STATE, REF_GAP_NO_PEER; what keeps annuaire or insurer from being reached
   */
  async recordEstimate(id: string, estimate: Estimate): Promise<Dossier> {
    this.#in(id, ...BEFORE_DEBIT);
    const { insurer } = this.#options;
    if (insurer === undefined) throw refGapErrors.error('REF_GAP_NO_PEER', { peer: 'amc' });
    const remainder = await askInsurer(insurer, estimate, (step) => this.#add(id, step));
    return this.recordCare(id, remainder); // unless it was debited meanwhile
  }

  /**
   * Debits what the patient has to pay. Again, after a failure, it asks for the same debit with the same key; after a
   * refusal, for a new one.
   *
   * @throws BancError REF_GAP_DOSSIER_STATE, REF_GAP_PROVIDER_UNREACHABLE
   */
  debit(id: string): Promise<Dossier> {
    return this.#once(`debit/${id}`, () => this.#debit(id));
  }

  async #debit(id: string): Promise<Dossier> {
    const { amount, asked, mandate } = this.#in(id, 'AMOUNT_KNOWN', 'DEBIT_REQUESTED', 'REFUSED');
    const key = asked?.key ?? randomUUID();
    if (!asked) this.#add(id, { kind: 'debit-asked', key, amount: amount! });
    return this.#orRefused(id, async () => {
      const debit = { mandate: mandate!, amount: amount!, merchantReference: id };
      const payment = await this.#options.psp.debit(debit, key, asked !== undefined);
      return { kind: 'debited', payment, amount: amount! };
    });
  }

  /** Gives back a part of the debit, or what is left of it. @throws as `debit` */
  refund(id: string, wanted?: number): Promise<Dossier> {
    return this.#once(`refund/${id}`, () => this.#refund(id, wanted));
  }

  async #refund(id: string, wanted?: number): Promise<Dossier> {
    const { payment, refunded, asked, steps } = this.#in(id, 'AUTHORISED', 'REFUNDED');
    const { key, amount } = asked ?? { key: randomUUID(), amount: wanted ?? payment!.amount - refunded };
    if (!asked) this.#add(id, { kind: 'refund-asked', key, amount });
    return this.#orRefused(id, async () => {
      const recorded = steps.flatMap((step) => (step.kind === 'refunded' ? [step.refund] : []));
      const refund = await this.#options.psp.refund(payment!.id, amount, key, asked && recorded);
      return { kind: 'refunded', refund, amount };
    });
  }

  /** What the provider has paid to the hospital. @throws BancError REF_GAP_PROVIDER_UNREACHABLE */
  settlements(): Promise<Settlement[]> {
    return this.#options.psp.settlements();
  }

  async #registerMandate({
    id,
    consent,
    agreed,
    mandateKey,
    patientRef,
    contact,
  }: Dossier): Promise<Dossier> {
    const key = mandateKey ?? randomUUID();
    if (!mandateKey) this.#add(id, { kind: 'mandate-asked', key });
    return this.#orRefused(id, async () => {
      const mandate = await this.#options.psp.registerMandate(
        {
          ...{ token: agreed!.token, ceiling: consent!.order.ceiling },
          ...{ patientRef, episodeRef: id, contact },
        },
        key,
      );
      return { kind: 'mandate-registered', mandate };
    });
  }

  async #once(act: string, work: () => Promise<Dossier>): Promise<Dossier> {
    const underWay = this.#underWay.get(act) ?? work();
    this.#underWay.set(act, underWay);
    try {
      return await underWay;
    } finally {
      this.#underWay.delete(act);
    }
  }

  #newConsent(dossier: string, { terminal, ceiling }: { terminal: string; ceiling: number }): Step {
    const euros = (ceiling / 100).toLocaleString('fr-FR', { style: 'currency', currency: 'EUR' });
    const order = {
      id: randomBytes(5).toString('hex'),
      dossier,
      at: this.#options.clock.now().toISOString(),
      ceiling,
      text: `J’accepte que le reste à payer de mes soins soit débité sur cette carte, au plus ${euros}.`,
    };
    return { kind: 'consent-asked', terminal, order };
  }

  async #orRefused(id: string, ask: () => Promise<Step>): Promise<Dossier> {
    try {
      return this.#add(id, await ask());
    } catch (error) {
      if (!(error instanceof PspRefusal)) throw error;
      const { problem, responseCode } = error;
      return this.#add(id, { kind: 'refused', problem, ...(responseCode && { responseCode }) });
    }
  }

  #in(id: string, ...states: readonly DossierState[]): Dossier {
    const dossier = this.dossier(id);
    if (states.includes(dossier.state)) return dossier;
    throw refGapErrors.error('REF_GAP_DOSSIER_STATE', { dossier: id, state: dossier.state });
  }

  #add(id: string, step: Step): Dossier {
    return this.#options.ledger.add(id, this.#options.clock.now(), step);
  }
}
