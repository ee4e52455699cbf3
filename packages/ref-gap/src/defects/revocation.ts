import { randomBytes } from 'node:crypto';
import { type Defect, EVERY_STACK } from './defect.ts';

/** CRLReason certificateHold (RFC 5280 §5.3.1). */
const CERTIFICATE_HOLD = 6;

const TICKET_KEYS = randomBytes(48);

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
    id: 'reads-crls-once',
    title: {
      fr: 'Lit les CRL une fois, au démarrage',
      en: 'Reads the CRLs once, at start',
    },
    stacks: EVERY_STACK,
    keepsCrls: true,
  },
  {
    id: 'keeps-sessions-over-new-crls',
    title: {
      fr: 'Garde ses clés de tickets quand les CRL changent : qui a une session ne montre plus de certificat',
      en: 'Keeps its ticket keys when the CRLs change: who has a session shows no certificate any more',
    },
    stacks: ['node'],
    // Once for the process, as for a cluster whose members are to resume each other's sessions.
    node: (options) => ({ ...options, ticketKeys: TICKET_KEYS }),
  },
  {
    id: 'ignores-next-update',
    title: {
      fr: 'Se fie à une CRL périmée (nextUpdate ignoré)',
      en: 'Relies on a CRL past its nextUpdate',
    },
    stacks: EVERY_STACK,
    forgives: ({ code }) => code === 'crl-expired',
  },
  {
    id: 'takes-crls-by-name',
    title: {
      fr: 'Prend toute CRL au nom de l’AC, sans vérifier sa signature',
      en: 'Takes any CRL in the name of the CA, its signature unchecked',
    },
    stacks: EVERY_STACK,
    forgives: ({ code }) => code === 'crl-signature',
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
