import type { SeenRequests } from '../call-case.ts';
import type { CaseFacts, Finding } from '../case.ts';
import { callRequest, topic } from '../define.ts';
import { NOT_PUBLIC } from './facts.ts';

/** What the port of the annuaire has to say of a request. */
type Remark = 'schema' | 'software' | 'day' | 'keys' | 'service' | 'http';

/** What the GAP asks the annuaire. */
export const annuaireRequest = topic('roc-annuaire', 'request', [
  without('schema', 'schema', 'A1-001', {
    title: {
      fr: 'La requête est un search SOAP 1.1 conforme au schéma',
      en: 'The request is a SOAP 1.1 search that keeps to the schema',
    },
    provenBy: ['annuaire-qualifies-parameters', 'annuaire-asks-by-soap12'],
    lookAt: {
      fr: 'paramsObj n’est dans aucun espace de noms (xmlns="") ; docs/annuaire.md montre un message.',
      en: 'paramsObj is in no namespace (xmlns=""); docs/annuaire.md shows a message.',
    },
  }),
  without('transport', 'http', 'A1-001', {
    title: {
      fr: 'La requête est en text/xml et a un en-tête SOAPAction',
      en: 'The request is text/xml and has a SOAPAction header',
    },
    provenBy: ['annuaire-sends-no-soap-action', 'annuaire-asks-by-soap12'],
    lookAt: {
      fr: 'SOAP 1.1 §6.1.1 veut SOAPAction, même vide ; application/soap+xml est de SOAP 1.2.',
      en: 'SOAP 1.1 §6.1.1 wants SOAPAction, even empty; application/soap+xml is of SOAP 1.2.',
    },
  }),
  without('software', 'software', 'A1-002', {
    title: {
      fr: 'La requête nomme l’éditeur, le logiciel et sa version',
      en: 'The request names the editor, the software and its version',
    },
    provenBy: ['annuaire-names-no-software'],
    lookAt: {
      fr: 'editeur, logiciel et version_logiciel de requete : l’annuaire peut refuser un logiciel qu’il ne connaît pas (code 11).',
      en: 'editeur, logiciel and version_logiciel of requete: the annuaire may refuse software that it does not know (code 11).',
    },
  }),
  without('day', 'day', 'A1-002', {
    title: { fr: 'La requête est datée du jour', en: 'The request has the date of the day' },
    provenBy: ['annuaire-dates-wrongly'],
    lookAt: {
      fr: 'date_demande est le jour de la requête, pas celui de la venue ni une constante.',
      en: 'date_demande is the day of the request, not that of the visit, and no constant.',
    },
  }),
  without('keys', 'keys', 'A1-003', {
    title: {
      fr: 'La requête porte les clés de la carte : n° AMC, type de convention, CSR',
      en: 'The request has the keys of the card: AMC number, type of convention, CSR',
    },
    provenBy: ['annuaire-asks-by-number-only'],
    lookAt: {
      fr: 'Les trois clés imprimées identifient l’AMC : le numéro seul peut en désigner plusieurs (codes 02, 03, 05).',
      en: 'The three printed keys identify the AMC: the number alone may name several (codes 02, 03, 05).',
    },
  }),
  without('service', 'service', 'A1-003', {
    title: {
      fr: 'La requête demande l’adresse web de la norme voulue',
      en: 'The request asks for the web address of the norm that is wanted',
    },
    provenBy: ['annuaire-asks-for-mailbox'],
    lookAt: {
      fr: 'typage (URL, non MEL), code_norme_service et version_norme_service.',
      en: 'typage (URL, not MEL), code_norme_service and version_norme_service.',
    },
  }),
]);

/** The request is right if the annuaire has nothing of that kind to say of it. */
function without(
  slug: string,
  remark: Remark,
  requirement: string,
  facts: Pick<CaseFacts, 'title' | 'provenBy' | 'lookAt'>,
) {
  return callRequest(slug, {
    ...facts,
    level: 'SHOULD',
    requirement,
    whyNotMust: NOT_PUBLIC,
    expected: { fr: `${facts.title.fr}.`, en: `${facts.title.en}.` },
    judge: ({ requests }) => judge(requests, remark),
  });
}

function judge(requests: SeenRequests['requests'], wanted: Remark): Finding {
  const found = requests.flatMap(({ remarks }) => remarks).find(({ code }) => code === wanted);
  if (found) return { right: false, found: found.detail };
  return {
    right: true,
    found: { fr: 'L’annuaire n’y trouve rien à redire.', en: 'The annuaire has nothing against it.' },
  };
}
