import { type Defect, EVERY_STACK } from './defect.ts';

/** CRLReason certificateHold (RFC 5280 §5.3.1). */
const CERTIFICATE_HOLD = 6;

/** Mistakes about revocation, whose check ANS makes mandatory for the certificate of the terminal. */
export const REVOCATION_DEFECTS = [
  {
    id: 'never-checks-the-leaf',
    title: {
      fr: 'Vérifie la révocation des AC, pas du TPE',
      en: 'Checks the revocation of CAs, not of the terminal',
    },
    stacks: EVERY_STACK,
    forgives: ({ code, position }) => code === 'revoked' && position === 0,
  },
  {
    id: 'ignores-certificate-hold',
    title: {
      fr: 'Prend la suspension (certificateHold) pour une révocation sans effet',
      en: 'Takes a suspension (certificateHold) for no revocation at all',
    },
    stacks: EVERY_STACK,
    forgives: ({ code, position }, { chain: [leaf], revocationOf }) =>
      code === 'revoked' &&
      position === 0 &&
      leaf !== undefined &&
      revocationOf(leaf)?.reason === CERTIFICATE_HOLD,
  },
  {
    id: 'checks-only-the-leaf',
    title: {
      fr: 'Vérifie la révocation du TPE, pas de son AC',
      en: 'Checks the revocation of the terminal, not of its CA',
    },
    stacks: EVERY_STACK,
    forgives: ({ code, position }) => code === 'revoked' && position > 0,
  },
  {
    id: 'fails-open-without-crl',
    title: {
      fr: 'Se passe de CRL là où elle manque',
      en: 'Does without a CRL where there is none',
    },
    stacks: EVERY_STACK,
    forgives: ({ code }) => code === 'crl-missing',
  },
  {
    id: 'matches-serial-only',
    title: {
      fr: 'Cherche le numéro de série dans toutes les CRL, sans regarder l’émetteur',
      en: 'Looks for the serial number in every CRL, whoever issued it',
    },
    stacks: EVERY_STACK,
    refuses: ({ chain: [leaf], isOnAnyCrl }) => leaf !== undefined && isOnAnyCrl(leaf.serialNumber),
  },
] as const satisfies readonly Defect[];
