import { wanted } from '@banc-gap/simkit';
import { z } from 'zod';
import { identifier, time } from '../cards/exempt.ts';

/** The kinds of things that the provider gives an id to. */
export const ID_PREFIXES = {
  card: 'crd',
  token: 'dpn',
  mandate: 'mdt',
  payment: 'pay',
  refund: 'rfd',
  settlement: 'stl',
  event: 'evt',
  account: 'acc',
} as const;
export type IdKind = keyof typeof ID_PREFIXES;

/** Letters only: no id of the provider can be taken for a card number. */
export const ID_LETTERS = 'bcdfghjkmnpqrstvwxyz';

/** Of 32 letters, a token is as opaque as exchanges of this kind want it; other ids have 20. */
export const idLength = (kind: IdKind): number => (kind === 'token' ? 32 : 20);

const example = (kind: IdKind): string =>
  `${ID_PREFIXES[kind]}_${ID_LETTERS.repeat(2).slice(0, idLength(kind))}`;

export const id = (kind: IdKind) =>
  z
    .string()
    .regex(
      new RegExp(`^${ID_PREFIXES[kind]}_[${ID_LETTERS}]{${idLength(kind)}}$`),
      wanted({ fr: `un identifiant comme ${example(kind)}`, en: `an id such as ${example(kind)}` }),
    );

/** Integer cents: nothing here is ever a fraction. */
export const cents = z.int().min(1).max(99_999_999).describe('Cents of euro');
/** Of which there may be none, or a debt. */
export const balance = z.int().describe('Cents of euro, signed');

export const moment = time(z.iso.datetime());
export const day = time(z.iso.date()).describe('A day in Paris');

export const account = z
  .string()
  .regex(
    /^[a-z][a-z0-9_-]{1,39}$/,
    wanted({
      fr: 'de 2 à 40 minuscules, chiffres, _ et -, une lettre d’abord',
      en: '2 to 40 small letters, digits, _ and -, a letter first',
    }),
  )
  .describe('The account of a merchant');

/** A reference of the hospital's own, which names no patient. */
export const reference = z
  .string()
  .regex(
    /^[\w./-]{1,64}$/,
    wanted({ fr: '64 lettres, chiffres et _ . / - au plus', en: 'up to 64 letters, digits and _ . / -' }),
  );

export const structureId = identifier(
  z.string().regex(
    /^\d[0-9AB]{8,14}$/,
    wanted({
      fr: 'un identifiant national de structure comme 10B0152872',
      en: 'a national identifier of a structure such as 10B0152872',
    }),
  ),
).describe('National identifier of a structure, as the OU of its certificates has it');

/** RFC 9562. */
export const idempotencyKey = identifier(z.uuid());
