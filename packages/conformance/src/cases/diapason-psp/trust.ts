import { callControl, callRefusal, topic } from '../define.ts';

const LOOK_AT_TRUST = {
  fr: 'Le magasin de confiance du client : seules les racines du prestataire (trust/psp.pem) y ont leur place.',
  en: 'The trust store of the client: only the roots of the provider (trust/psp.pem) belong there.',
};
const LOOK_AT_VERIFICATION = {
  fr: 'La vérification est désactivée ou affaiblie (rejectUnauthorized: false, TrustManager vide, verify=False).',
  en: 'Verification is switched off or weakened (rejectUnauthorized: false, an empty TrustManager, verify=False).',
};

/** The lineage of the provider's certificate, which ANS makes mandatory on this link. */
export const pspTrust = topic('diapason-psp', 'trust', [
  callControl('good-provider', {
    title: { fr: 'Le bon prestataire est appelé', en: 'The right provider is called' },
    level: 'MUST',
    requirement: 'S1-010',
    provenBy: ['psp-trusts-nobody'],
    lookAt: {
      fr: 'L’adresse du prestataire dans le GAP, trust/psp.pem dans son magasin de confiance, l’action diapason.debit du pilote.',
      en: 'The address of the provider in the GAP, trust/psp.pem in its trust store, the action diapason.debit of the drive.',
    },
  }),
  callRefusal('self-signed', {
    title: { fr: 'Serveur au certificat autosigné', en: 'Server with a self-signed certificate' },
    level: 'MUST',
    requirement: 'S1-017',
    rfc: '5280 §6.1',
    defect: { from: 'self-signed' },
    alert: 'unknown_ca',
    provenBy: ['psp-accepts-self-signed'],
    lookAt: LOOK_AT_VERIFICATION,
  }),
  callRefusal('unknown-root', {
    title: { fr: 'Chaîne complète vers une racine inconnue', en: 'A complete chain to an unknown root' },
    level: 'MUST',
    requirement: 'S1-017',
    rfc: '5280 §6.1.1 (d)',
    defect: { from: 'unknown-root', present: 'with-root' },
    alert: 'unknown_ca',
    provenBy: ['psp-accepts-any-root'],
    lookAt: LOOK_AT_VERIFICATION,
  }),
  callRefusal('terminal-pki', {
    title: { fr: 'Serveur certifié par l’AC des TPE', en: 'Server certified by the CA of the terminals' },
    level: 'MUST',
    requirement: 'S1-010',
    rfc: '5280 §6.1.1 (d)',
    defect: { from: 'terminal-ca' },
    alert: 'unknown_ca',
    provenBy: ['psp-trusts-terminal-pki'],
    lookAt: LOOK_AT_TRUST,
  }),
  callRefusal('igc-sante', {
    title: {
      fr: 'Serveur au certificat SSL_SERVEUR de l’IGC-Santé',
      en: 'Server with an SSL_SERVEUR certificate of IGC-Santé',
    },
    level: 'MUST',
    requirement: 'S1-010',
    rfc: '5280 §6.1.1 (d)',
    defect: { from: 'igc-sante' },
    alert: 'unknown_ca',
    provenBy: ['psp-trusts-igc-sante'],
    lookAt: LOOK_AT_TRUST,
  }),
  callRefusal('intermediate-missing', {
    title: {
      fr: 'Serveur qui n’envoie pas son AC intermédiaire',
      en: 'Server that does not send its intermediate CA',
    },
    level: 'MUST',
    requirement: 'S1-017',
    rfc: '5246 §7.4.2',
    defect: { present: 'leaf-only' },
    alert: 'unknown_ca',
    provenBy: ['psp-accepts-incomplete-chain'],
    lookAt: LOOK_AT_VERIFICATION,
  }),
  callRefusal('leaf-signature-corrupted', {
    title: { fr: 'Signature du certificat altérée', en: 'Signature of the certificate corrupted' },
    level: 'MUST',
    requirement: 'S1-017',
    rfc: '5280 §6.1.3 (a)(1)',
    defect: { leaf: { signature: 'corrupted' } },
    alert: 'bad_certificate',
    provenBy: ['psp-ignores-leaf-signature'],
    lookAt: LOOK_AT_VERIFICATION,
  }),
  callRefusal('leaf-by-another-key', {
    title: {
      fr: 'Certificat au nom de l’AC, signé par une autre clé',
      en: 'Certificate in the name of the CA, signed by another key',
    },
    level: 'MUST',
    requirement: 'S1-017',
    rfc: '5280 §6.1.3 (a)(1)',
    defect: { leaf: { signature: 'by-another-key' } },
    alert: 'bad_certificate',
    provenBy: ['psp-ignores-leaf-signature'],
    lookAt: LOOK_AT_VERIFICATION,
  }),
  callRefusal('issuing-ca-signature-corrupted', {
    title: {
      fr: 'Signature de l’AC intermédiaire altérée',
      en: 'Signature of the intermediate CA corrupted',
    },
    level: 'MUST',
    requirement: 'S1-017',
    rfc: '5280 §6.1.3 (a)(1)',
    defect: { issuingCa: { signature: 'corrupted' } },
    alert: 'bad_certificate',
    provenBy: ['psp-ignores-ca-signature'],
    lookAt: LOOK_AT_VERIFICATION,
  }),
]);
