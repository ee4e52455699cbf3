import { moment } from '../facts.ts';
import type { Rule } from '../rule.ts';
import { CERTIFICATE_USES } from '../uses.ts';
import { when } from './when.ts';

/** The same day and hour, months later; the 31st of a shorter month becomes the first of the next. */
function monthsLater(from: Date, months: number): Date {
  const date = new Date(from);
  date.setUTCMonth(date.getUTCMonth() + months);
  return date;
}

export const VALIDITY_RULES: readonly Rule[] = [
  {
    id: 'validity/expired',
    level: 'MUST',
    requirement: 'S1-020',
    rfc: '5280 §4.1.2.5',
    title: { fr: 'Le certificat n’a pas expiré', en: 'The certificate has not expired' },
    uses: 'any',
    finds: ({ certificate: { notAfter }, surroundings: { at } }) =>
      when(notAfter < at, { notAfter: moment(notAfter) }),
    found: { fr: 'Expiré depuis le {notAfter}.', en: 'Expired since {notAfter}.' },
    next: {
      fr: 'Commander un nouveau certificat sur PFCNG : un certificat expiré ne se renouvelle plus.',
      en: 'Order a new certificate on PFCNG: an expired one can no longer be renewed.',
    },
  },
  {
    id: 'validity/not-yet-valid',
    level: 'MUST',
    requirement: 'S1-020',
    rfc: '5280 §4.1.2.5',
    title: { fr: 'Le certificat est déjà valide', en: 'The certificate is valid already' },
    uses: 'any',
    finds: ({ certificate: { notBefore }, surroundings: { at } }) =>
      when(notBefore > at, { notBefore: moment(notBefore) }),
    found: { fr: 'Valide à partir du {notBefore} seulement.', en: 'Valid from {notBefore} on only.' },
    next: {
      fr: 'Vérifier l’horloge de la machine ; sinon attendre cette date.',
      en: 'Check the clock of the machine; else wait for that date.',
    },
  },
  {
    id: 'validity/expires-soon',
    level: 'SHOULD',
    whyNotMust: {
      fr: 'Jusqu’à sa dernière seconde il est valide ; l’ANS prévient un mois avant.',
      en: 'Up to its last second it is valid; ANS warns one month before.',
    },
    requirement: 'S1-029',
    title: {
      fr: 'Le certificat est valide plus d’un mois encore',
      en: 'The certificate is valid for more than another month',
    },
    uses: 'any',
    finds: ({ certificate: { notAfter }, surroundings: { at } }) =>
      when(notAfter >= at && notAfter < monthsLater(at, 1), { notAfter: moment(notAfter) }),
    found: {
      fr: 'Expire dans moins d’un mois, le {notAfter}.',
      en: 'Expires within a month, on {notAfter}.',
    },
    next: {
      fr: 'Le renouveler sur PFCNG tant qu’il est valide ; l’administrateur technique a reçu un courriel.',
      en: 'Renew it on PFCNG while it is valid; the administrateur technique was sent a mail.',
    },
  },
  {
    id: 'validity/three-years',
    level: 'SHOULD',
    whyNotMust: {
      fr: 'Jusqu’en 2021, les certificats SIGN duraient un mois de plus : les correspondants ne regardent que les dates.',
      en: 'Up to 2021, SIGN certificates lasted a month more: counterparts look at the dates only.',
    },
    requirement: 'S1-031',
    title: {
      fr: 'Le certificat dure trois ans, comme ceux de l’IGC-Santé',
      en: 'The certificate lasts three years, like those of IGC-Santé',
    },
    uses: CERTIFICATE_USES,
    finds: ({ certificate: { notBefore, notAfter }, kind }) => {
      // Certificates SIGN of before December 2021 outlive their key by a month: the profile knows.
      const ends = [monthsLater(notBefore, 36), kind?.validity?.(notBefore).notAfter];
      const right = ends.some((end) => end?.getTime() === notAfter.getTime());
      return when(!right, { notBefore: moment(notBefore), notAfter: moment(notAfter) });
    },
    found: {
      fr: 'Valide du {notBefore} au {notAfter} : l’IGC-Santé donne trois ans exactement.',
      en: 'Valid from {notBefore} to {notAfter}: IGC-Santé gives exactly three years.',
    },
    next: {
      fr: 'Ce n’est pas un certificat que l’IGC-Santé émet : vérifier d’où vient le fichier.',
      en: 'This is not a certificate as IGC-Santé issues them: check where the file comes from.',
    },
  },
];
