import { refusal, topic } from '../define.ts';

const ANS_IS_SILENT_ON_MESSAGES = {
  fr: 'Les documents de l’ANS demandent l’authentification mutuelle, sans rien dire de l’ordre des messages.',
  en: 'The ANS documents ask for mutual authentication and say nothing of the order of messages.',
};

/** The proof, in the handshake, that the terminal holds the key of the certificate it shows. */
export const handshake = topic('diapason-tpe', 'handshake', [
  refusal('no-certificate', {
    title: { fr: 'Terminal sans certificat', en: 'Terminal without a certificate' },
    level: 'MUST',
    requirement: 'S2-015',
    rfc: '5246 §7.4.6',
    defect: { present: 'nothing' },
    alert: 'handshake_failure',
    provenBy: ['certificate-optional'],
    lookAt: {
      fr: 'Le certificat client est facultatif (nginx : ssl_verify_client optional, Java : wantClientAuth) et rien ne l’exige ensuite.',
      en: 'The client certificate is optional (nginx: ssl_verify_client optional, Java: wantClientAuth) and nothing asks for it later.',
    },
  }),
  refusal('certificate-skipped', {
    title: { fr: 'Message Certificate omis', en: 'Certificate message left out' },
    level: 'MUST',
    requirement: 'S2-015',
    rfc: '5246 §7.4.6',
    // CertificateVerify goes with it: without a certificate there is nothing it could prove.
    defect: { bugs: { skip: ['certificate', 'certificateVerify'] } },
    alert: 'unexpected_message',
    provenBy: ['tolerates-skipped-certificate'],
    lookAt: {
      fr: 'La pile TLS continue sans le message qu’elle a demandé : à signaler à son éditeur, puis à mettre à jour.',
      en: 'The TLS stack goes on without the message it asked for: report it to its maker, and update it.',
    },
  }),
  refusal('certificate-verify-skipped', {
    title: { fr: 'Message CertificateVerify omis', en: 'CertificateVerify message left out' },
    level: 'MUST',
    requirement: 'S1-009',
    rfc: '5246 §7.4.8',
    defect: { bugs: { skip: ['certificateVerify'] } },
    alert: 'unexpected_message',
    provenBy: ['tolerates-skipped-certificate-verify'],
    lookAt: {
      fr: 'Le terminal n’a pas prouvé qu’il détient la clé : n’importe qui peut présenter un certificat qu’il a vu passer.',
      en: 'The terminal did not prove that it holds the key: anybody can present a certificate he has seen.',
    },
  }),
  refusal('certificate-verify-by-another-key', {
    title: { fr: 'Preuve signée par une autre clé', en: 'Proof signed by another key' },
    level: 'MUST',
    requirement: 'S1-009',
    rfc: '5246 §7.4.8',
    defect: { privateKey: 'another' },
    alert: 'decrypt_error',
    provenBy: ['ignores-certificate-verify'],
    lookAt: {
      fr: 'La signature de CertificateVerify n’est pas vérifiée : un certificat volé sans sa clé suffit.',
      en: 'The signature of CertificateVerify is not verified: a certificate stolen without its key is enough.',
    },
  }),
  refusal('finished-corrupted', {
    title: { fr: 'Message Finished altéré', en: 'Finished message corrupted' },
    level: 'MUST',
    requirement: 'S2-015',
    rfc: '5246 §7.4.9',
    defect: { bugs: { finished: 'corrupted' } },
    alert: 'decrypt_error',
    provenBy: ['ignores-finished'],
    lookAt: {
      fr: 'La pile TLS ne compare pas verify_data : la poignée de main peut avoir été modifiée en chemin.',
      en: 'The TLS stack does not compare verify_data: the handshake may have been changed on its way.',
    },
  }),
  refusal('application-data-before-finished', {
    title: { fr: 'Données avant la fin de la poignée de main', en: 'Data before the end of the handshake' },
    level: 'MUST',
    requirement: 'S2-015',
    rfc: '5246 §7.4.9',
    defect: { bugs: { applicationDataBeforeFinished: true } },
    alert: 'unexpected_message',
    provenBy: ['tolerates-early-data'],
    lookAt: {
      fr: 'La pile TLS traite des données reçues avant Finished, donc avant toute preuve.',
      en: 'The TLS stack handles data received before Finished, so before any proof.',
    },
  }),
  refusal('change-cipher-spec-early', {
    title: { fr: 'ChangeCipherSpec prématuré', en: 'ChangeCipherSpec too early' },
    level: 'SHOULD',
    requirement: 'S2-015',
    rfc: '5246 §7.1',
    defect: { bugs: { changeCipherSpec: 'early' } },
    alert: 'unexpected_message',
    provenBy: ['tolerates-early-change-cipher-spec'],
    whyNotMust: ANS_IS_SILENT_ON_MESSAGES,
    lookAt: {
      fr: 'C’est la faille CVE-2014-0224 d’OpenSSL : mettre la pile TLS à jour.',
      en: 'This is CVE-2014-0224 of OpenSSL: update the TLS stack.',
    },
  }),
  refusal('record-mac-corrupted', {
    title: { fr: 'Enregistrement dont le MAC est faux', en: 'Record with a wrong MAC' },
    level: 'MUST',
    requirement: 'S2-015',
    rfc: '5246 §6.2.3',
    defect: { bugs: { recordMac: 'corrupted' } },
    alert: 'bad_record_mac',
    provenBy: ['ignores-record-mac'],
    lookAt: {
      fr: 'L’intégrité des données n’est pas vérifiée : elles peuvent être modifiées en chemin.',
      en: 'The integrity of the data is not verified: they may be changed on their way.',
    },
  }),
]);
