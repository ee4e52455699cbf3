import { daysAhead, hoursAgo } from '@banc-gap/pki';
import { control, refusal, topic } from '../define.ts';

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
  refusal('issuing-ca-not-yet-valid', {
    title: { fr: 'AC émettrice pas encore valide', en: 'Issuing CA not yet valid' },
    level: 'MUST',
    requirement: 'S2-003',
    rfc: '5280 §6.1.3 (a)(2)',
    defect: { issuingCa: { notBefore: daysAhead(1) } },
    alert: 'certificate_expired',
    provenBy: ['ignores-ca-not-before'],
    lookAt: {
      fr: 'Le début de validité n’est comparé que pour le certificat du TPE.',
      en: 'The start of validity is compared for the terminal certificate only.',
    },
  }),
  refusal('leaf-just-expired', {
    title: {
      fr: 'Certificat de TPE expiré depuis une minute',
      en: 'Terminal certificate expired a minute ago',
    },
    level: 'SHOULD',
    requirement: 'S2-003',
    rfc: '5280 §4.1.2.5',
    defect: { leaf: { notAfter: { seconds: -60 } } },
    alert: 'certificate_expired',
    provenBy: ['grants-grace-period', 'ignores-leaf-expiry'],
    whyNotMust: {
      fr: 'Une horloge en retard d’une minute n’est pas une faute au regard des documents de l’ANS.',
      en: 'A clock that is a minute late is no fault by the ANS documents.',
    },
    lookAt: {
      fr: 'Un délai de grâce ajouté à la date de fin, ou l’horloge du serveur en retard d’une minute.',
      en: 'A grace period added to the end date, or a server clock that is a minute late.',
    },
  }),
  control('leaf-beyond-2049', {
    title: {
      fr: 'Fin de validité après 2049 (GeneralizedTime) : acceptée',
      en: 'End of validity after 2049 (GeneralizedTime): accepted',
    },
    level: 'SHOULD',
    requirement: 'S2-003',
    rfc: '5280 §4.1.2.5',
    difference: { leaf: { notAfter: daysAhead(30 * 365) } },
    provenBy: ['misreads-generalized-time'],
    whyNotMust: {
      fr: 'Les documents de l’ANS ne fixent pas la durée de vie des certificats de TPE.',
      en: 'The ANS documents set no lifetime for the certificates of terminals.',
    },
    lookAt: {
      fr: 'Les dates sont lues avec une année à deux chiffres, ou la durée de vie est plafonnée.',
      en: 'Dates are read with a year of two digits, or the lifetime is capped.',
    },
  }),
]);
