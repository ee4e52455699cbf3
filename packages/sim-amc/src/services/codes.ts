/** How a code reaches the GAP: in the body of a reply, or as a fault that names who is to do something about it. */
type Carrier = 'reply' | 'Sender' | 'Receiver';

interface RocCodeEntry {
  readonly carrier: Carrier;
  readonly fr: string;
  readonly en: string;
}

const entries = {
  '000': { carrier: 'reply', fr: 'Accepté', en: 'Accepted' },

  '101': { carrier: 'reply', fr: 'Bénéficiaire inconnu', en: 'Beneficiary unknown' },
  '102': {
    carrier: 'reply',
    fr: 'Plusieurs bénéficiaires correspondent : préciser le rang gémellaire ou le NIR',
    en: 'Several beneficiaries match: give the rang gémellaire or the NIR',
  },
  '103': { carrier: 'reply', fr: 'Droits fermés à cette date', en: 'Rights closed at that date' },
  '104': {
    carrier: 'reply',
    fr: 'Attestation hors de sa période',
    en: 'Outside of the period of the attestation',
  },
  '105': {
    carrier: 'reply',
    fr: 'Numéro d’AMC inconnu de ce service',
    en: 'This service does not know that AMC',
  },

  '201': {
    carrier: 'reply',
    fr: 'Pas de tiers payant pour cette prestation',
    en: 'No direct payment of that service',
  },
  '202': { carrier: 'reply', fr: 'Plafond atteint', en: 'Ceiling reached' },
  '203': { carrier: 'reply', fr: 'Accord préalable de l’AMC requis', en: 'The AMC wants to agree by hand' },

  '301': { carrier: 'Sender', fr: 'Message non conforme', en: 'The message is not as the contract says' },
  '302': { carrier: 'reply', fr: 'Dates incohérentes', en: 'Inconsistent dates' },
  '303': {
    carrier: 'Sender',
    fr: 'MessageID déjà employé pour une autre demande',
    en: 'That MessageID was used for another request',
  },
  '304': { carrier: 'reply', fr: 'Engagement inconnu', en: 'Commitment unknown' },
  '305': { carrier: 'reply', fr: 'Engagement déjà consommé', en: 'Commitment consumed' },
  '306': { carrier: 'reply', fr: 'Montants incohérents', en: 'Inconsistent amounts' },
  '307': { carrier: 'reply', fr: 'Engagement déjà annulé', en: 'Commitment cancelled before' },

  '401': { carrier: 'Sender', fr: 'Jeton absent', en: 'Token missing' },
  '402': { carrier: 'Sender', fr: 'Signature du jeton refusée', en: 'Signature of the token refused' },
  '403': {
    carrier: 'Sender',
    fr: 'Certificat du signataire refusé',
    en: 'Certificate of the signer refused',
  },
  '404': { carrier: 'Sender', fr: 'Jeton hors de sa période', en: 'Token outside of its time' },
  '405': { carrier: 'Sender', fr: 'Jeton déjà employé', en: 'Token used before' },
  '406': {
    carrier: 'Sender',
    fr: 'Structure hors du cercle de confiance',
    en: 'Structure not in the circle of trust',
  },
  '407': { carrier: 'Sender', fr: 'Contenu du jeton refusé', en: 'Content of the token refused' },

  '901': {
    carrier: 'Receiver',
    fr: 'AMC indisponible : passer en mode dégradé, sur la foi de l’attestation',
    en: 'AMC unavailable: fall back on the attestation',
  },
  '902': {
    carrier: 'Receiver',
    fr: 'Délai dépassé : refaire la demande avec le même MessageID',
    en: 'Time is over: repeat the request with the same MessageID',
  },
} as const satisfies Readonly<Record<string, RocCodeEntry>>;

export type RocCode = keyof typeof entries;

/** What a code is carried by decides whether it may be in a reply or in a fault. */
export type ReplyCode = {
  [Code in RocCode]: (typeof entries)[Code]['carrier'] extends 'reply' ? Code : never;
}[RocCode];
export type FaultCode = Exclude<RocCode, ReplyCode>;

/** What the web services answer: exchanges of the bench's own contract, urn:banc-gap:roc. */
export const ROC_CODES: Readonly<Record<RocCode, RocCodeEntry>> = entries;
