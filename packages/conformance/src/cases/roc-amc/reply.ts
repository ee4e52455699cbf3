import type { CaseFacts } from '../case.ts';
import { callReply, topic } from '../define.ts';
import { CALCULATION } from './orders.ts';

const NOT_SAID = {
  fr: 'Le document dit que l’AMC signe, pas que le GAP vérifie ; la forme est celle du banc.',
  en: 'The document says that the insurer signs, not that the GAP checks; the form is that of the bench.',
};
const FACTS = {
  level: 'SHOULD',
  requirement: 'S3-008',
  whyNotMust: NOT_SAID,
  order: CALCULATION,
} as const;
const LOOK_AT_SIGNATURE = {
  fr: 'La signature de la réponse n’est pas vérifiée, ou ce qui est lu n’est pas ce qui est signé.',
  en: 'The signature of the reply is not verified, or what is read is not what was signed.',
};

/** What the GAP makes of replies: the amounts in them are money that a patient pays. */
export const amcReply = topic('roc-amc', 'reply', [
  replyCase('unsigned', 'amc-believes-unsigned', {
    title: { fr: 'Réponse sans signature', en: 'Reply without a signature' },
  }),
  replyCase('wrong-signer', 'amc-believes-any-signer', {
    title: {
      fr: 'Réponse signée par le certificat du serveur (AC-SERVEUR)',
      en: 'Reply signed with the certificate of the server (AC-SERVEUR)',
    },
    lookAt: {
      fr: 'Le magasin de confiance des signatures : AC-SERVICES-APPLICATIFS seule y a sa place.',
      en: 'The trust store of signatures: only AC-SERVICES-APPLICATIFS belongs there.',
    },
  }),
  replyCase('expired-signer', 'amc-believes-expired-signers', {
    title: {
      fr: 'Réponse signée par un certificat expiré',
      en: 'Reply signed with an expired certificate',
    },
    rfc: '5280 §4.1.2.5',
    lookAt: {
      fr: 'Les dates du certificat qui signe (BinarySecurityToken) ne sont pas comparées.',
      en: 'The dates of the certificate that signs (BinarySecurityToken) are not compared.',
    },
  }),
  replyCase('revoked-signer', 'amc-believes-revoked-signers', {
    title: {
      fr: 'Réponse signée par un certificat révoqué',
      en: 'Reply signed with a revoked certificate',
    },
    rfc: '5280 §6.3.3',
    whyNotMust: {
      fr: 'L’ANS dit facultative la révocation des certificats de l’AMC dans TLS, et ne dit rien de ceux qui signent.',
      en: 'ANS calls revocation of the insurer’s certificates in TLS optional, and says nothing of those that sign.',
    },
    lookAt: {
      fr: 'La CRL d’AC-SERVICES-APPLICATIFS (crl/amc.pem) n’est pas consultée pour le certificat qui signe.',
      en: 'The CRL of AC-SERVICES-APPLICATIFS (crl/amc.pem) is not consulted for the certificate that signs.',
    },
  }),
  replyCase('altered', 'amc-believes-altered', {
    title: {
      fr: 'Réponse dont les montants ont été changés après la signature',
      en: 'Reply whose amounts were changed after it was signed',
    },
  }),
  replyCase('wrapped', 'amc-believes-wrapped', {
    title: {
      fr: 'Réponse dont le Body signé a été déplacé, un autre à sa place',
      en: 'Reply whose signed Body was moved, another one in its place',
    },
  }),
  replyCase('replayed', 'amc-believes-replayed', {
    title: {
      fr: 'Réponse bien signée, à une autre demande, de la veille',
      en: 'Reply that is signed rightly, to another request, of the day before',
    },
    lookAt: {
      fr: 'RelatesTo n’est pas signé : c’est reponseA, dans le Body, qui dit à quelle demande on répond.',
      en: 'RelatesTo is not signed: reponseA, in the Body, says which request is answered.',
    },
  }),
  replyCase('refused', 'amc-believes-refusals', {
    title: {
      fr: 'Réponse qui dit non (codeRetour 101)',
      en: 'Reply that says no (codeRetour 101)',
    },
    lookAt: { fr: 'codeRetour n’est pas lu.', en: 'codeRetour is not read.' },
  }),
  replyCase('unavailable', 'amc-believes-faults', {
    title: { fr: 'SOAP Fault : AMC indisponible (901)', en: 'SOAP fault: insurer unavailable (901)' },
    lookAt: {
      fr: 'Un Fault n’est pas un accord : passer en mode dégradé, sur la foi de l’attestation.',
      en: 'A fault is no consent: fall back on the attestation.',
    },
  }),
  callReply('none', {
    ...FACTS,
    title: { fr: 'Aucune réponse : la connexion est coupée', en: 'No reply: the connection is cut' },
    defect: { lostReplies: 9 },
    provenBy: ['amc-believes-silence'],
    lookAt: {
      fr: 'Sans réponse, rien n’est accordé : refaire la demande, puis passer en mode dégradé.',
      en: 'Without a reply nothing is granted: ask again, then fall back on the attestation.',
    },
  }),
  replyCase('timeout', 'amc-believes-faults', {
    title: { fr: 'SOAP Fault : délai dépassé (902)', en: 'SOAP fault: time is over (902)' },
    lookAt: {
      fr: 'Un Fault n’est pas un accord : refaire la demande avec le même MessageID.',
      en: 'A fault is no consent: repeat the request with the same MessageID.',
    },
  }),
]);

function replyCase(
  reply: string,
  provenBy: string,
  facts: Pick<CaseFacts, 'title'> & Partial<Pick<CaseFacts, 'lookAt' | 'rfc' | 'whyNotMust'>>,
) {
  return callReply(reply, {
    ...FACTS,
    lookAt: LOOK_AT_SIGNATURE,
    ...facts,
    defect: { reply },
    provenBy: [provenBy],
  });
}
