import type { ConsentOrder, ConsentOutcome } from '../terminals/messages.ts';

/** How the hospital tells the patient what will be debited. */
export type Contact = 'email' | 'sms' | 'none';

/** What happened to a dossier. Amounts are cents of euro; keys are idempotency keys. */
export type Step =
  | { readonly kind: 'admitted'; readonly patientRef: string; readonly contact: Contact }
  | { readonly kind: 'consent-asked'; readonly terminal: string; readonly order: ConsentOrder }
  | { readonly kind: 'consent-given'; readonly outcome: Extract<ConsentOutcome, { agreed: true }> }
  | { readonly kind: 'consent-refused'; readonly outcome: Extract<ConsentOutcome, { agreed: false }> }
  | { readonly kind: 'mandate-asked'; readonly key: string }
  | { readonly kind: 'mandate-registered'; readonly mandate: string }
  | {
      readonly kind: 'insurer-answered';
      readonly service: 'annuaire' | 'idb' | 'sim' | 'clc';
      readonly accepted: boolean;
      readonly detail: string;
      /** The commitment of the insurer (CLC). */
      readonly commitment?: string;
    }
  | { readonly kind: 'care-recorded'; readonly amount: number }
  | { readonly kind: 'debit-asked'; readonly key: string; readonly amount: number }
  | { readonly kind: 'debited'; readonly payment: string; readonly amount: number }
  | { readonly kind: 'refund-asked'; readonly key: string; readonly amount: number }
  | { readonly kind: 'refunded'; readonly refund: string; readonly amount: number }
  /** The provider said no to what was asked last. */
  | { readonly kind: 'refused'; readonly problem: string; readonly responseCode?: string };

export type DossierState =
  | 'ADMITTED'
  | 'CONSENT_ASKED'
  | 'CONSENT_REFUSED'
  | 'TOKENISED'
  | 'AMOUNT_KNOWN'
  | 'NOTHING_TO_PAY'
  | 'OVER_CEILING'
  | 'DEBIT_REQUESTED'
  | 'AUTHORISED'
  | 'REFUSED'
  | 'REFUNDED';

export interface Dossier {
  readonly id: string;
  readonly state: DossierState;
  /** A pseudonym. */
  readonly patientRef: string;
  readonly contact: Contact;
  /** Asked at a terminal; the same order until it is known what became of it. */
  readonly consent?: { readonly terminal: string; readonly order: ConsentOrder };
  readonly agreed?: Extract<ConsentOutcome, { agreed: true }>;
  readonly mandateKey?: string;
  readonly mandate?: string;
  /** What the patient has to pay, once it is known. */
  readonly amount?: number;
  /** Asked of the provider, and not known to be done or refused. */
  readonly asked?: { readonly key: string; readonly amount: number };
  readonly payment?: { readonly id: string; readonly amount: number };
  readonly refunded: number;
  /** Why the patient or the provider said no. */
  readonly refusal?: { readonly reason: string; readonly responseCode?: string };
  readonly steps: readonly (Step & { readonly at: string })[];
}

/** Where a dossier stands after these steps. */
export function dossierOf(id: string, steps: Dossier['steps']): Dossier {
  const blank: Dossier = {
    id,
    state: 'ADMITTED',
    patientRef: '',
    contact: 'none',
    refunded: 0,
    steps,
  };
  return steps.reduce(after, blank);
}

function after(dossier: Dossier, step: Step): Dossier {
  const { refusal: _refusal, asked: _asked, ...before } = dossier;
  switch (step.kind) {
    case 'admitted':
      return { ...before, patientRef: step.patientRef, contact: step.contact };
    case 'consent-asked':
      return { ...before, state: 'CONSENT_ASKED', consent: { terminal: step.terminal, order: step.order } };
    case 'consent-given':
      return { ...before, agreed: step.outcome };
    case 'consent-refused':
      return { ...before, state: 'CONSENT_REFUSED', refusal: refusalOf(step.outcome.reason, step.outcome) };
    case 'mandate-asked':
      return { ...before, mandateKey: step.key };
    case 'mandate-registered':
      return { ...before, state: 'TOKENISED', mandate: step.mandate };
    case 'insurer-answered':
      return dossier;
    case 'care-recorded':
      return { ...dossier, state: stateAtAmount(dossier, step.amount), amount: step.amount };
    case 'debit-asked':
      return { ...before, state: 'DEBIT_REQUESTED', asked: { key: step.key, amount: step.amount } };
    case 'debited':
      return { ...before, state: 'AUTHORISED', payment: { id: step.payment, amount: step.amount } };
    case 'refund-asked':
      return { ...before, asked: { key: step.key, amount: step.amount } };
    case 'refunded':
      return { ...before, state: 'REFUNDED', refunded: before.refunded + step.amount };
    case 'refused': {
      const refusal = refusalOf(step.problem, step);
      // A refund that is refused leaves the debit as it was.
      if (before.payment) return { ...before, refusal };
      if (before.mandate !== undefined) return { ...before, state: 'REFUSED', refusal };
      // A consent that the provider does not take is none: the patient may be asked again.
      const { agreed: _agreed, mandateKey: _key, ...withoutConsent } = before;
      return { ...withoutConsent, state: 'CONSENT_REFUSED', refusal };
    }
  }
}

function refusalOf(reason: string, { responseCode }: { readonly responseCode?: string }) {
  return { reason, ...(responseCode !== undefined && { responseCode }) };
}

/** A debit above what the patient agreed to is not even tried: the patient pays in another way. */
function stateAtAmount({ consent, mandate, state }: Dossier, amount: number): DossierState {
  if (amount === 0) return 'NOTHING_TO_PAY';
  if (!consent || mandate === undefined) return state;
  return amount > consent.order.ceiling ? 'OVER_CEILING' : 'AMOUNT_KNOWN';
}
