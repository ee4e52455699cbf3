import { daysAhead, hoursAgo } from '@banc-gap/pki';
import { callRefusal, topic } from '../define.ts';

const LOOK_AT = {
  fr: 'La date n’est pas comparée, ou l’horloge du GAP est fausse.',
  en: 'The dates are not compared, or the clock of the GAP is wrong.',
};
const FACTS = {
  level: 'MUST',
  requirement: 'S1-017',
  rfc: '5280 §4.1.2.5',
  alert: 'certificate_expired',
  lookAt: LOOK_AT,
} as const;

/** The dates of what the provider presents, which ANS makes mandatory to check on this link. */
export const pspValidity = topic('diapason-psp', 'validity', [
  callRefusal('leaf-expired', {
    ...FACTS,
    title: { fr: 'Certificat du serveur expiré', en: 'Certificate of the server expired' },
    defect: { leaf: { notAfter: hoursAgo(1) } },
    provenBy: ['psp-ignores-leaf-expiry'],
  }),
  callRefusal('leaf-not-yet-valid', {
    ...FACTS,
    title: { fr: 'Certificat du serveur pas encore valide', en: 'Certificate of the server not valid yet' },
    defect: { leaf: { notBefore: daysAhead(1) } },
    provenBy: ['psp-ignores-leaf-beginning'],
  }),
  callRefusal('issuing-ca-expired', {
    ...FACTS,
    title: { fr: 'AC intermédiaire expirée', en: 'Intermediate CA expired' },
    defect: { issuingCa: { notAfter: hoursAgo(1) } },
    provenBy: ['psp-ignores-ca-expiry'],
  }),
  callRefusal('issuing-ca-not-yet-valid', {
    ...FACTS,
    title: { fr: 'AC intermédiaire pas encore valide', en: 'Intermediate CA not valid yet' },
    defect: { issuingCa: { notBefore: daysAhead(1) } },
    provenBy: ['psp-ignores-ca-beginning'],
  }),
]);
