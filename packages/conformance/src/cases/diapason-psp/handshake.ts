import { callRefusal, topic } from '../define.ts';

const ANS_IS_SILENT_ON_MESSAGES = {
  fr: 'Les documents de l’ANS demandent l’authentification mutuelle, sans rien dire de l’ordre ni de la forme des messages.',
  en: 'The ANS documents ask for mutual authentication and say nothing of the order or the form of messages.',
};
const THE_STACK_ITSELF = {
  fr: 'La pile TLS elle-même : à signaler à son éditeur, puis à mettre à jour.',
  en: 'The TLS stack itself: report it to its maker, and update it.',
};
const NO_PROOF = {
  fr: 'Le serveur n’a pas prouvé qu’il détient la clé : n’importe qui peut montrer le certificat du prestataire.',
  en: 'The server did not prove that it holds the key: anybody can show the certificate of the provider.',
};
/** Without these the mutual authentication that ANS asks for is empty. */
const PROOF = { level: 'MUST', requirement: 'S1-018' } as const;
const FORM = {
  level: 'SHOULD',
  requirement: 'S1-018',
  whyNotMust: ANS_IS_SILENT_ON_MESSAGES,
  lookAt: THE_STACK_ITSELF,
} as const;

/** The proof, in the handshake, that the provider holds the key of the certificate it shows. */
export const pspHandshake = topic('diapason-psp', 'handshake', [
  callRefusal('key-of-another', {
    ...PROOF,
    title: {
      fr: 'Bon certificat, mais la clé est celle d’un autre',
      en: 'Right certificate, but the key is that of another',
    },
    rfc: '5246 §7.4.3',
    defect: { privateKey: 'another' },
    alert: 'decrypt_error',
    provenBy: ['client-ignores-key-proof'],
    lookAt: NO_PROOF,
  }),
  callRefusal('key-exchange-signature-corrupted', {
    ...PROOF,
    title: { fr: 'Signature de l’échange de clés altérée', en: 'Signature of the key exchange corrupted' },
    rfc: '5246 §7.4.3',
    defect: { bugs: { serverKeyExchangeSignature: 'corrupted' } },
    alert: 'decrypt_error',
    provenBy: ['client-ignores-key-proof'],
    lookAt: NO_PROOF,
  }),
  callRefusal('key-exchange-of-another-handshake', {
    ...PROOF,
    title: {
      fr: 'Signature qui vaut pour une autre poignée de main',
      en: 'Signature that belongs to another handshake',
    },
    rfc: '5246 §7.4.3',
    defect: { bugs: { serverKeyExchangeSignature: 'wrong-transcript' } },
    alert: 'decrypt_error',
    provenBy: ['client-ignores-key-proof'],
    lookAt: {
      fr: 'La signature n’est pas vérifiée sur les nombres aléatoires de cette poignée de main : elle peut être rejouée.',
      en: 'The signature is not verified over the random numbers of this handshake: it can be replayed.',
    },
  }),
  callRefusal('key-exchange-signature-truncated', {
    ...PROOF,
    title: { fr: 'Signature de l’échange de clés tronquée', en: 'Signature of the key exchange cut short' },
    rfc: '5246 §7.4.3',
    defect: { bugs: { serverKeyExchangeSignature: 'truncated' } },
    alert: 'decrypt_error',
    provenBy: ['client-ignores-key-proof'],
    lookAt: {
      fr: 'Une signature qui ne se vérifie pas n’est pas traitée comme une signature fausse.',
      en: 'A signature that cannot be verified is not treated as a wrong one.',
    },
  }),
  callRefusal('key-exchange-signed-with-md5', {
    ...FORM,
    title: {
      fr: 'Échange de clés signé avec MD5, que le GAP n’a pas proposé',
      en: 'Key exchange signed with MD5, which the GAP did not offer',
    },
    rfc: '5246 §7.4.3',
    defect: { bugs: { serverKeyExchangeSignature: 'md5-unoffered' } },
    alert: 'illegal_parameter',
    provenBy: ['client-accepts-unoffered-hash'],
    lookAt: {
      fr: 'C’est l’attaque SLOTH (CVE-2015-7575) : mettre la pile TLS à jour.',
      en: 'This is the SLOTH attack (CVE-2015-7575): update the TLS stack.',
    },
  }),
  callRefusal('certificate-skipped', {
    ...PROOF,
    title: { fr: 'Serveur qui n’envoie pas de certificat', en: 'Server that sends no certificate' },
    rfc: '5246 §7.4.2',
    defect: { bugs: { skip: ['certificate'] } },
    alert: 'unexpected_message',
    provenBy: ['client-tolerates-skipped-certificate'],
    lookAt: {
      fr: 'La pile TLS continue sans certificat du serveur (CVE-2014-6593 de Java est de cette famille) : la mettre à jour.',
      en: 'The TLS stack goes on without a certificate of the server (CVE-2014-6593 of Java is of that kind): update it.',
    },
  }),
  callRefusal('finished-corrupted', {
    ...PROOF,
    title: { fr: 'Message Finished altéré', en: 'Finished message corrupted' },
    rfc: '5246 §7.4.9',
    defect: { bugs: { finished: 'corrupted' } },
    alert: 'decrypt_error',
    provenBy: ['client-ignores-finished'],
    lookAt: {
      fr: 'La pile TLS ne compare pas verify_data : la poignée de main peut avoir été modifiée en chemin.',
      en: 'The TLS stack does not compare verify_data: the handshake may have been changed on its way.',
    },
  }),
  callRefusal('finished-of-the-client', {
    ...PROOF,
    title: { fr: 'Finished renvoyé en miroir', en: 'Finished mirrored back' },
    rfc: '5246 §7.4.9',
    defect: { bugs: { finished: 'other-side' } },
    alert: 'decrypt_error',
    provenBy: ['client-ignores-finished'],
    lookAt: {
      fr: 'verify_data n’est pas calculé avec l’étiquette du serveur : la pile TLS accepte son propre reflet.',
      en: 'verify_data is not computed with the label of the server: the TLS stack accepts its own reflection.',
    },
  }),
  callRefusal('finished-truncated', {
    ...PROOF,
    title: { fr: 'Finished trop court', en: 'Finished that is too short' },
    rfc: '5246 §7.4.9',
    defect: { bugs: { finished: 'truncated' } },
    alert: 'decode_error',
    provenBy: ['client-ignores-finished'],
    lookAt: {
      fr: 'La pile TLS ne compare que les octets reçus : un Finished vide passerait.',
      en: 'The TLS stack compares only the octets that came: an empty Finished would pass.',
    },
  }),
  callRefusal('data-before-finished', {
    ...FORM,
    title: {
      fr: 'Données du serveur avant son Finished',
      en: 'Data of the server before its Finished',
    },
    rfc: '5246 §7.4.9',
    defect: { bugs: { applicationDataBeforeFinished: true } },
    alert: 'unexpected_message',
    provenBy: ['client-tolerates-early-data'],
    lookAt: {
      fr: 'La pile TLS traite des données reçues avant Finished, donc avant toute preuve.',
      en: 'The TLS stack handles data received before Finished, so before any proof.',
    },
  }),
  callRefusal('change-cipher-spec-early', {
    ...FORM,
    title: { fr: 'ChangeCipherSpec prématuré', en: 'ChangeCipherSpec too early' },
    rfc: '5246 §7.1',
    defect: { bugs: { changeCipherSpec: 'early' } },
    alert: 'unexpected_message',
    provenBy: ['client-tolerates-early-change-cipher-spec'],
    lookAt: {
      fr: 'C’est la faille CVE-2014-0224 d’OpenSSL : mettre la pile TLS à jour.',
      en: 'This is CVE-2014-0224 of OpenSSL: update the TLS stack.',
    },
  }),
  callRefusal('change-cipher-spec-omitted', {
    ...FORM,
    title: { fr: 'ChangeCipherSpec omis', en: 'ChangeCipherSpec left out' },
    rfc: '5246 §7.1',
    defect: { bugs: { changeCipherSpec: 'omitted' } },
    alert: 'unexpected_message',
    provenBy: ['client-tolerates-omitted-change-cipher-spec'],
  }),
  callRefusal('change-cipher-spec-malformed', {
    ...FORM,
    title: { fr: 'ChangeCipherSpec de deux octets', en: 'ChangeCipherSpec of two octets' },
    rfc: '5246 §7.1',
    defect: { bugs: { changeCipherSpec: 'two-bytes' } },
    alert: 'unexpected_message',
    provenBy: ['client-tolerates-malformed-change-cipher-spec'],
  }),
  callRefusal('certificate-repeated', {
    ...FORM,
    title: { fr: 'Message Certificate envoyé deux fois', en: 'Certificate message sent twice' },
    rfc: '5246 §7.3',
    defect: { bugs: { repeat: ['certificate'] } },
    alert: 'unexpected_message',
    provenBy: ['client-tolerates-repeated-messages'],
    lookAt: {
      fr: 'Un second Certificate peut remplacer celui qui a été vérifié : la pile TLS ne doit en lire qu’un.',
      en: 'A second Certificate can take the place of the one that was verified: the TLS stack must read only one.',
    },
  }),
  callRefusal('key-exchange-repeated', {
    ...FORM,
    title: { fr: 'Message ServerKeyExchange envoyé deux fois', en: 'ServerKeyExchange message sent twice' },
    rfc: '5246 §7.3',
    defect: { bugs: { repeat: ['serverKeyExchange'] } },
    alert: 'unexpected_message',
    provenBy: ['client-tolerates-repeated-messages'],
  }),
  callRefusal('messages-out-of-order', {
    ...FORM,
    title: {
      fr: 'CertificateRequest avant ServerKeyExchange',
      en: 'CertificateRequest before ServerKeyExchange',
    },
    rfc: '5246 §7.3',
    defect: { bugs: { swap: ['serverKeyExchange', 'certificateRequest'] } },
    alert: 'unexpected_message',
    provenBy: ['client-tolerates-any-order'],
  }),
  callRefusal('unknown-message', {
    ...FORM,
    title: {
      fr: 'Message de type inconnu dans la poignée de main',
      en: 'Message of unknown type within the handshake',
    },
    rfc: '5246 §7.4',
    defect: { bugs: { unknownMessageBefore: 'serverHelloDone' } },
    alert: 'unexpected_message',
    provenBy: ['client-tolerates-unknown-messages'],
  }),
  callRefusal('certificate-message-too-long', {
    ...FORM,
    title: {
      fr: 'Octet de trop à la fin du message Certificate',
      en: 'One octet too many at the end of the Certificate message',
    },
    rfc: '5246 §7.2.2',
    defect: { bugs: { messageLength: { message: 'certificate', defect: 'trailing-byte' } } },
    alert: 'decode_error',
    provenBy: ['client-ignores-octets-left-over'],
    whyNotMust: {
      fr: 'Les documents de l’ANS ne disent rien de la forme des messages, et Java accepte celui-ci.',
      en: 'The ANS documents say nothing of the form of messages, and Java accepts this one.',
    },
  }),
  callRefusal('unoffered-extension', {
    ...FORM,
    title: {
      fr: 'ServerHello avec une extension que le GAP n’a pas proposée',
      en: 'ServerHello with an extension that the GAP did not offer',
    },
    rfc: '5246 §7.4.1.4',
    // max_fragment_length (RFC 6066 §4), which hardly any client offers; OpenSSL passes over those that it does not know.
    defect: { bugs: { unofferedExtension: 1 } },
    alert: 'unsupported_extension',
    provenBy: ['client-accepts-unoffered-extension'],
  }),
  callRefusal('renegotiation-info-wrong', {
    ...FORM,
    title: {
      fr: 'renegotiation_info faux dans le premier ServerHello',
      en: 'Wrong renegotiation_info in the first ServerHello',
    },
    rfc: '5746 §3.4',
    defect: { bugs: { wrongRenegotiationInfo: true } },
    alert: 'handshake_failure',
    provenBy: ['client-ignores-renegotiation-info'],
    lookAt: {
      fr: 'La pile TLS ne suit pas la RFC 5746 : des données d’un autre peuvent précéder les siennes (CVE-2009-3555).',
      en: 'The TLS stack does not follow RFC 5746: data of somebody else may come before its own (CVE-2009-3555).',
    },
  }),
  callRefusal('unoffered-group', {
    ...FORM,
    title: {
      fr: 'Courbe que le GAP n’a pas proposée (secp160k1)',
      en: 'Curve that the GAP did not offer (secp160k1)',
    },
    requirement: 'S1-070',
    rfc: '8422 §5.4',
    defect: { bugs: { chooseGroup: 15 } },
    alert: 'illegal_parameter',
    provenBy: ['client-accepts-unoffered-group'],
  }),
  callRefusal('key-share-off-the-curve', {
    ...FORM,
    title: { fr: 'Clé éphémère hors de la courbe', en: 'Ephemeral key off the curve' },
    requirement: 'S1-070',
    rfc: '8422 §5.11',
    defect: { bugs: { ecdhePoint: 'off-curve' } },
    alert: 'illegal_parameter',
    provenBy: ['client-accepts-any-point'],
    lookAt: {
      fr: 'Le point reçu n’est pas vérifié : attaque par courbe invalide.',
      en: 'The point that is received is not checked: invalid curve attack.',
    },
  }),
  callRefusal('key-share-zero', {
    ...FORM,
    title: { fr: 'Clé éphémère nulle', en: 'Ephemeral key of zeros' },
    requirement: 'S1-070',
    rfc: '8422 §5.11',
    defect: { bugs: { ecdhePoint: 'zero' } },
    alert: 'illegal_parameter',
    provenBy: ['client-accepts-any-point'],
    lookAt: {
      fr: 'Le point (0, 0) est accepté : le secret partagé est alors connu de tous.',
      en: 'The point (0, 0) is accepted: everybody then knows the shared secret.',
    },
  }),
  callRefusal('key-share-truncated', {
    ...FORM,
    title: { fr: 'Clé éphémère tronquée', en: 'Ephemeral key cut short' },
    requirement: 'S1-070',
    rfc: '8422 §5.11',
    defect: { bugs: { ecdhePoint: 'truncated' } },
    alert: 'illegal_parameter',
    provenBy: ['client-accepts-any-point'],
  }),
]);
