import { randomUUID } from 'node:crypto';
import type { Question } from '../peer-client.ts';
import { type Defect, EVERY_STACK } from './defect.ts';

const ALWAYS_THE_SAME_KEY = 'c0ffee00-0000-4000-8000-000000000000';
/** A number of Visa's for tests. */
const TEST_CARD = '4111111111111111';

/** Mistakes of a GAP that cost a patient or the hospital money. */
export const PSP_MONEY_DEFECTS = [
  {
    id: 'psp-retries-with-new-key',
    title: {
      fr: 'Redemande un débit sous une autre clé d’idempotence',
      en: 'Asks for a debit again under another idempotency key',
    },
    stacks: EVERY_STACK,
    call: { peers: ['psp'], psp: { keyOf: () => randomUUID() } },
  },
  {
    id: 'psp-gives-up-without-answer',
    title: {
      fr: 'Tient un débit sans réponse pour refusé',
      en: 'Takes a debit without an answer for refused',
    },
    stacks: EVERY_STACK,
    call: { peers: ['psp'], psp: { asksAgainAfter: () => false } },
  },
  {
    id: 'psp-is-impatient',
    title: {
      fr: 'N’attend pas la réponse du prestataire plus d’une demi-seconde',
      en: 'Does not wait for the answer of the provider longer than half a second',
    },
    stacks: EVERY_STACK,
    call: { peers: ['psp'], psp: { patienceMs: 500, looksFirst: false } },
  },
  {
    id: 'psp-asks-again-after-refusal',
    title: { fr: 'Redemande un débit refusé', en: 'Asks again for a debit that was refused' },
    stacks: EVERY_STACK,
    call: { peers: ['psp'], psp: { asksAgainAfter: (obstacle) => obstacle !== 'not reached' } },
  },
  {
    id: 'psp-takes-any-answer',
    title: {
      fr: 'Tient toute réponse pour un débit fait',
      en: 'Takes any answer for a debit that was made',
    },
    stacks: EVERY_STACK,
    call: { peers: ['psp'], psp: { passesOver: (obstacle) => obstacle.startsWith('refused') } },
  },
  {
    id: 'psp-sends-no-key',
    title: { fr: 'N’envoie pas de clé d’idempotence', en: 'Sends no idempotency key' },
    stacks: EVERY_STACK,
    call: { peers: ['psp'], psp: { asks: (question) => withKey(question, undefined) } },
  },
  {
    id: 'psp-reuses-key',
    title: {
      fr: 'Emploie la même clé d’idempotence pour tous les débits',
      en: 'Uses the same idempotency key for every debit',
    },
    stacks: EVERY_STACK,
    call: { peers: ['psp'], psp: { asks: (question) => withKey(question, ALWAYS_THE_SAME_KEY) } },
  },
  {
    id: 'psp-debits-euros',
    title: { fr: 'Envoie les montants en euros', en: 'Sends amounts in euros' },
    stacks: EVERY_STACK,
    call: {
      peers: ['psp'],
      psp: {
        asks: (question) =>
          withBody(question, ({ amount, ...payment }) => ({ ...payment, amount: Number(amount) / 100 })),
      },
    },
  },
  {
    id: 'psp-sends-card-number',
    title: { fr: 'Envoie un numéro de carte au prestataire', en: 'Sends a card number to the provider' },
    stacks: EVERY_STACK,
    call: {
      peers: ['psp'],
      psp: { asks: (question) => withBody(question, (payment) => ({ ...payment, card: TEST_CARD })) },
    },
  },
] as const satisfies readonly Defect[];

function withKey({ headers = {}, ...question }: Question, key: string | undefined): Question {
  const { 'idempotency-key': _key, ...others } = headers;
  return { ...question, headers: { ...others, ...(key && { 'idempotency-key': key }) } };
}

type Payment = Readonly<Record<string, unknown>>;

function withBody({ body = '', ...question }: Question, change: (payment: Payment) => Payment): Question {
  return { ...question, body: JSON.stringify(change(JSON.parse(body) as Payment)) };
}
