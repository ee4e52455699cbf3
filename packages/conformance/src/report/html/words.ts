import type { ClientRevocation } from '../../ports.ts';
import type { Text } from '../../text.ts';

export const PAGE = {
  title: { fr: 'Rapport de conformité du GAP', en: 'Conformance report of the GAP' },
  gap: { fr: 'GAP', en: 'GAP' },
  address: { fr: 'Serveur Diapason', en: 'Diapason server' },
  date: { fr: 'Date', en: 'Date' },
  bench: { fr: 'Banc', en: 'Bench' },
  seed: { fr: 'graine', en: 'seed' },
  cipher: { fr: 'Suite prescrite', en: 'Prescribed suite' },
  toDo: { fr: 'À reprendre', en: 'To be done' },
  overview: { fr: 'Vue d’ensemble', en: 'Overview' },
  cases: { fr: 'Les cas', en: 'The cases' },
  handshake: { fr: 'Les échanges', en: 'The exchange' },
  presentedByBench: {
    fr: 'Certificats que le banc a présentés',
    en: 'Certificates that the bench presented',
  },
  presentedByGap: { fr: 'Certificats du GAP', en: 'Certificates of the GAP' },
  noCertificate: { fr: 'Aucun certificat.', en: 'No certificate.' },
  octets: { fr: 'octets', en: 'octets' },
  encrypted: { fr: 'chiffré', en: 'encrypted' },
  issuer: { fr: 'émis par', en: 'issued by' },
  serial: { fr: 'n° de série', en: 'serial number' },
  expired: { fr: 'expiré', en: 'expired' },
  notYetValid: { fr: 'pas encore valide', en: 'not yet valid' },
  unreadable: { fr: 'Certificat illisible', en: 'Unreadable certificate' },
  twinPassed: { fr: 'accepté', en: 'accepted' },
  twinFailed: { fr: 'non accepté', en: 'not accepted' },
  testOnly: {
    fr: 'Certificats de test : aucune clé ni AC du banc ne doit servir en production.',
    en: 'Test certificates: no key or CA of the bench may be used in production.',
  },
} satisfies Record<string, Text>;

/** What the whole run amounts to, told by its MUST cases. */
export const RESULT = {
  pass: {
    fr: 'Tous les cas obligatoires (MUST) passent.',
    en: 'All mandatory (MUST) cases pass.',
  },
  fail: (count: number): Text => ({
    fr: count > 1 ? `${count} cas obligatoires (MUST) échouent.` : 'Un cas obligatoire (MUST) échoue.',
    en: count > 1 ? `${count} mandatory (MUST) cases fail.` : 'One mandatory (MUST) case fails.',
  }),
  untestable: (count: number): Text => ({
    fr:
      count > 1
        ? `${count} cas obligatoires (MUST) n’ont pas pu être joués.`
        : 'Un cas obligatoire (MUST) n’a pas pu être joué.',
    en:
      count > 1
        ? `${count} mandatory (MUST) cases could not be tested.`
        : 'One mandatory (MUST) case could not be tested.',
  }),
  error: {
    fr: 'Le banc lui-même a échoué : ce rapport ne juge pas le GAP.',
    en: 'The bench itself failed: this report does not judge the GAP.',
  },
};

/** What the bench did, as the peer of a suite. */
export const CLIENT_REVOCATION: Readonly<Record<ClientRevocation, Text>> = {
  on: {
    fr: 'Le banc a regardé si le certificat du GAP est révoqué, ce que l’ANS laisse facultatif.',
    en: 'The bench looked whether the certificate of the GAP is revoked, which ANS leaves open.',
  },
  off: {
    fr: 'Le banc n’a pas regardé si le certificat du GAP est révoqué, ce que l’ANS laisse facultatif : un serveur qui le fait en refuserait un que ces cas acceptent.',
    en: 'The bench did not look whether the certificate of the GAP is revoked, which ANS leaves open: a server that does would refuse one that these cases accept.',
  },
};

const SUITE_TITLES: Readonly<Record<string, Text>> = {
  certificates: { fr: 'Les fichiers du GAP', en: 'The files of the GAP' },
  'diapason-tpe': {
    fr: 'Diapason : le GAP serveur des TPE',
    en: 'Diapason: the GAP as server of the terminals',
  },
  'diapason-psp': {
    fr: 'Diapason : le GAP client du prestataire de paiement',
    en: 'Diapason: the GAP as client of the payment provider',
  },
  'roc-annuaire': {
    fr: 'ROC : le GAP client de l’annuaire AMC',
    en: 'ROC: the GAP as client of the annuaire AMC',
  },
  'roc-amc': { fr: 'ROC : le GAP client des AMC', en: 'ROC: the GAP as client of the AMC' },
  dp: {
    fr: 'Le GAP client du Dossier Pharmaceutique',
    en: 'The GAP as client of the Dossier Pharmaceutique',
  },
};

export function suiteTitle(suite: string): Text {
  return SUITE_TITLES[suite] ?? { fr: suite, en: suite };
}

/** By `<suite>/<topic>`, or by topic where suites mean the same by it. */
const TOPICS: Readonly<Record<string, Text>> = {
  'certificates/file': { fr: 'Lecture', en: 'Reading' },
  'certificates/type': { fr: 'Type de certificat', en: 'Type of certificate' },
  'certificates/usage': { fr: 'Usages', en: 'Usages' },
  'certificates/name': { fr: 'Nom', en: 'Name' },
  'certificates/identity': { fr: 'Structure et personne', en: 'Structure and person' },
  'certificates/strength': { fr: 'Robustesse', en: 'Strength' },
  'certificates/chain': { fr: 'Chaîne', en: 'Chain' },
  'certificates/environment': { fr: 'Test ou production', en: 'Test or production' },
  'certificates/keys': { fr: 'Clés', en: 'Keys' },
  'dp/certificate': { fr: 'Certificat de la personne', en: 'Certificate of the person' },
  'dp/signature': { fr: 'Signature de l’alimentation', en: 'Signature of what is fed' },
  'dp/reply': { fr: 'Réponses du DP', en: 'Answers of the DP' },
  trust: { fr: 'Confiance', en: 'Trust' },
  validity: { fr: 'Dates de validité', en: 'Dates of validity' },
  usage: { fr: 'Usage des certificats', en: 'Use of certificates' },
  'diapason-tpe/identity': { fr: 'Certificat du GAP', en: 'Certificate of the GAP' },
  identity: { fr: 'Nom du serveur', en: 'Name of the server' },
  revocation: { fr: 'Révocation', en: 'Revocation' },
  handshake: { fr: 'Poignée de main', en: 'Handshake' },
  version: { fr: 'Version de TLS', en: 'Version of TLS' },
  cipher: { fr: 'Suites cryptographiques', en: 'Cipher suites' },
  algorithms: { fr: 'Algorithmes', en: 'Algorithms' },
  record: { fr: 'Enregistrements TLS', en: 'TLS records' },
  token: { fr: 'Jeton SAML', en: 'SAML token' },
  resumption: { fr: 'Reprise de session', en: 'Session resumption' },
  renegotiation: { fr: 'Renégociation', en: 'Renegotiation' },
  offer: { fr: 'Ce que le GAP propose', en: 'What the GAP offers' },
  request: { fr: 'Requêtes du GAP', en: 'Requests of the GAP' },
  reply: { fr: 'Réponses reçues', en: 'Replies received' },
  memory: { fr: 'Ce que le GAP retient', en: 'What the GAP remembers' },
  money: { fr: 'Débits', en: 'Debits' },
  certificate: { fr: 'Ce que le GAP présente', en: 'What the GAP presents' },
  conduct: { fr: 'Conduite en cas d’échec', en: 'Conduct on failure' },
};

/** Of `<suite>/<topic>`; a topic without a title is called by its name. */
export function topicTitle(path: string): Text {
  const name = path.split('/')[1] ?? path;
  return TOPICS[path] ?? TOPICS[name] ?? { fr: name, en: name };
}
