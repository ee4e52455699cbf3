import { daysAhead, hoursAgo } from '@banc-gap/pki';
import { refusal, topic } from '../define.ts';

/** Start and end dates of the certificates that the terminal sends. */
export const validity = topic('diapason-tpe', 'validity', [
  refusal('leaf-expired', {
    title: { fr: 'Certificat de TPE expiré', en: 'Terminal certificate expired' },
    level: 'MUST',
    requirement: 'S2-003',
    rfc: '5280 §4.1.2.5',
    defect: { leaf: { notAfter: hoursAgo(1) } },
    alert: 'certificate_expired',
    provenBy: ['ignores-leaf-expiry'],
    lookAt: {
      fr: 'Une erreur CERT_HAS_EXPIRED interceptée, ou une horloge du serveur en retard.',
      en: 'A CERT_HAS_EXPIRED error that is caught, or a server clock that runs late.',
    },
  }),
  refusal('leaf-not-yet-valid', {
    title: { fr: 'Certificat de TPE pas encore valide', en: 'Terminal certificate not yet valid' },
    level: 'MUST',
    requirement: 'S2-003',
    rfc: '5280 §4.1.2.5',
    defect: { leaf: { notBefore: daysAhead(1) } },
    alert: 'certificate_expired',
    provenBy: ['ignores-leaf-not-before'],
    lookAt: {
      fr: 'Seule la date de fin est comparée, pas celle de début.',
      en: 'Only the end date is compared, not the start date.',
    },
  }),
  refusal('issuing-ca-expired', {
    title: { fr: 'AC émettrice expirée', en: 'Issuing CA expired' },
    level: 'MUST',
    requirement: 'S2-003',
    rfc: '5280 §6.1.3 (a)(2)',
    defect: { issuingCa: { notAfter: hoursAgo(1) } },
    alert: 'certificate_expired',
    provenBy: ['ignores-ca-expiry'],
    lookAt: {
      fr: 'Les dates du certificat du TPE sont vérifiées, pas celles des AC de la chaîne.',
      en: 'The dates of the terminal certificate are checked, not those of the CAs in the chain.',
    },
  }),
]);
