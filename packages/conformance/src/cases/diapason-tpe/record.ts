import { refusal, topic } from '../define.ts';

const ANS_IS_SILENT_ON_RECORDS = {
  fr: 'Les documents de l’ANS demandent TLS 1.2, sans rien dire de ses enregistrements.',
  en: 'The ANS documents ask for TLS 1.2 and say nothing of its records.',
};

/** The records that protect what is said. */
export const record = topic('diapason-tpe', 'record', [
  refusal('padding-corrupted', {
    title: { fr: 'Bourrage CBC faux', en: 'Wrong CBC padding' },
    level: 'SHOULD',
    requirement: 'S1-070',
    rfc: '5246 §6.2.3.2',
    defect: { bugs: { recordPadding: 'corrupted' } },
    occasion: 'cbc',
    alert: 'bad_record_mac',
    provenBy: ['ignores-padding'],
    whyNotMust: ANS_IS_SILENT_ON_RECORDS,
    lookAt: {
      fr: 'Le bourrage n’est pas vérifié : attaque POODLE contre TLS.',
      en: 'The padding is not verified: the POODLE attack on TLS.',
    },
  }),
  refusal('finished-mac-corrupted', {
    title: { fr: 'MAC faux sur Finished', en: 'Wrong MAC on Finished' },
    level: 'MUST',
    requirement: 'S2-015',
    rfc: '5246 §6.2.3',
    defect: { bugs: { recordMac: 'corrupted', harmedRecords: 'handshake' } },
    alert: 'bad_record_mac',
    provenBy: ['ignores-record-mac'],
    lookAt: {
      fr: 'L’intégrité des enregistrements n’est pas vérifiée dans la poignée de main.',
      en: 'The integrity of records is not verified within the handshake.',
    },
  }),
  refusal('too-long', {
    title: { fr: 'Enregistrement plus long que permis', en: 'Record longer than allowed' },
    level: 'SHOULD',
    requirement: 'S1-019',
    rfc: '5246 §6.2.3',
    defect: { bugs: { recordTooLong: 'ciphertext' } },
    alert: 'record_overflow',
    provenBy: ['tolerates-long-records'],
    whyNotMust: {
      fr: 'Java, bien configuré, accepte jusqu’au double.',
      en: 'Java, correctly configured, takes up to twice as much.',
    },
    lookAt: {
      fr: 'La pile TLS elle-même : à signaler à son éditeur, puis à mettre à jour.',
      en: 'The TLS stack itself: report it to its maker, and update it.',
    },
  }),
  refusal('content-too-long', {
    title: {
      fr: 'Enregistrement dont le contenu est plus long que permis',
      en: 'Record whose content is longer than allowed',
    },
    level: 'SHOULD',
    requirement: 'S1-019',
    rfc: '5246 §6.2.1',
    defect: { bugs: { recordTooLong: 'plaintext' } },
    alert: 'record_overflow',
    provenBy: ['tolerates-long-records'],
    whyNotMust: ANS_IS_SILENT_ON_RECORDS,
    lookAt: {
      fr: 'La pile TLS elle-même : à signaler à son éditeur, puis à mettre à jour.',
      en: 'The TLS stack itself: report it to its maker, and update it.',
    },
  }),
  refusal('unknown-content-type', {
    title: { fr: 'Enregistrement de type inconnu', en: 'Record of unknown type' },
    level: 'SHOULD',
    requirement: 'S1-019',
    rfc: '5246 §6',
    defect: { bugs: { unknownRecordBefore: 'clientKeyExchange' } },
    alert: 'unexpected_message',
    provenBy: ['tolerates-unknown-records'],
    whyNotMust: ANS_IS_SILENT_ON_RECORDS,
    lookAt: {
      fr: 'La pile TLS elle-même : à signaler à son éditeur, puis à mettre à jour.',
      en: 'The TLS stack itself: report it to its maker, and update it.',
    },
  }),
]);
