import type { Profession } from '@banc-gap/pki';
import type { CardType } from '../schemas/cards.ts';

export interface KitCard {
  readonly type: CardType;
  readonly label: string;
  readonly profession: Profession | null;
  /** Delivered opposed, so that a refusal can be tried. */
  readonly opposed?: true;
}

const cps = (label: string, profession: Profession): KitCard => ({ type: 'CPS', label, profession });

/**
 * The kit d'intégration of five test cards, by edition of F414. S2 names the CDE as one of the five and is silent about the
 * others, which are ours; the form of 2024 lists all.
 */
export const KITS: Readonly<Record<'S2' | '2024-03', readonly KitCard[]>> = {
  S2: [
    cps('CPS médecin', 'Médecin'),
    cps('CPS pharmacien', 'Pharmacien'),
    { type: 'CPE', label: 'CPE nominative', profession: null },
    { type: 'CPA', label: 'CPA', profession: null },
    { type: 'CDE', label: 'CDE', profession: null },
  ],
  '2024-03': [
    cps('CPS médecin RPPS', 'Médecin'),
    cps('CPS médecin 8 activités', 'Médecin'),
    cps('CPS orthophoniste', 'Orthophoniste'),
    { type: 'CPE', label: 'CPE opposée', profession: null, opposed: true },
    { type: 'CPA', label: 'CPA', profession: null },
  ],
};
