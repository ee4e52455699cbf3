import { z } from 'zod';

/** What somebody does who stands before a terminal. */
export const cardholder = z.strictObject({
  consent: z
    .enum(['accepts', 'declines', 'ignores'])
    .default('accepts')
    .describe('When the terminal shows the ceiling and asks'),
  card: z
    .enum(['inserts', 'taps', 'taps-only', 'cancels', 'ignores'])
    .default('inserts')
    .describe('taps: inserts it when told to; taps-only: does not'),
  pin: z
    .array(z.enum(['right', 'wrong', 'cancels', 'ignores']))
    .min(1)
    .max(3)
    .default(['right'])
    .describe('One for each attempt; the last goes on'),
  removesCard: z
    .enum(['at-the-end', 'before-pin', 'before-authorisation'])
    .default('at-the-end')
    .describe('A card that was inserted'),
  pace: z
    .int()
    .min(0)
    .max(600_000)
    .default(0)
    .describe('Milliseconds that each step takes: consent, card, each PIN'),
});
export type Cardholder = z.output<typeof cardholder>;

const like = (behaviour: z.input<typeof cardholder>): Cardholder => cardholder.parse(behaviour);

/** By name. */
export const CARDHOLDERS = {
  agrees: like({}),
  declines: like({ consent: 'declines' }),
  'walks-away': like({ consent: 'ignores', card: 'ignores' }),
  'cancels-at-card': like({ card: 'cancels' }),
  'cancels-at-pin': like({ pin: ['cancels'] }),
  'mistypes-once': like({ pin: ['wrong', 'right'] }),
  'forgot-the-pin': like({ pin: ['wrong'] }),
  'removes-the-card': like({ removesCard: 'before-pin' }),
  'removes-the-card-late': like({ removesCard: 'before-authorisation' }),
  contactless: like({ card: 'taps' }),
  'contactless-only': like({ card: 'taps-only' }),
  slow: like({ pace: 10_000 }),
} as const satisfies Readonly<Record<string, Cardholder>>;
export type CardholderName = keyof typeof CARDHOLDERS;
