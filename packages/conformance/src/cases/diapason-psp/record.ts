import { callRefusal, topic } from '../define.ts';

const FACTS = {
  level: 'SHOULD',
  requirement: 'S1-018',
  whyNotMust: {
    fr: 'Les documents de l’ANS demandent « Flux TLS 1.2 », sans rien dire des enregistrements.',
    en: 'The ANS documents ask for "Flux TLS 1.2" and say nothing of records.',
  },
  lookAt: {
    fr: 'La pile TLS elle-même : à signaler à son éditeur, puis à mettre à jour.',
    en: 'The TLS stack itself: report it to its maker, and update it.',
  },
} as const;

/** What protects the handshake itself on its way. */
export const pspRecord = topic('diapason-psp', 'record', [
  callRefusal('finished-mac-corrupted', {
    title: { fr: 'Finished dont le MAC est faux', en: 'Finished with a wrong MAC' },
    level: 'MUST',
    requirement: 'S1-018',
    rfc: '5246 §6.2.3',
    defect: { bugs: { recordMac: 'corrupted', harmedRecords: 'handshake' } },
    alert: 'bad_record_mac',
    provenBy: ['client-ignores-record-mac'],
    lookAt: FACTS.lookAt,
  }),
  callRefusal('unknown-content-type', {
    ...FACTS,
    title: { fr: 'Enregistrement de type inconnu', en: 'Record of unknown type' },
    rfc: '5246 §6',
    defect: { bugs: { unknownRecordBefore: 'serverHelloDone' } },
    alert: 'unexpected_message',
    provenBy: ['client-tolerates-unknown-records'],
  }),
]);
