import type { CaseFacts } from '../case.ts';
import { callReply, topic } from '../define.ts';
import { NOT_PUBLIC } from './facts.ts';

const LOOK_AT_CODE = {
  fr: 'Le GAP lit l’adresse sans lire code_retour : seul 00 est une réponse.',
  en: 'The GAP reads the address without reading code_retour: only 00 is an answer.',
};
const LOOK_AT_FORM = {
  fr: 'Le GAP tient pour trouvée une AMC dont il n’a pas reçu d’adresse : statut, type et forme de la réponse d’abord.',
  en: 'The GAP takes an AMC for found of which it got no address: status, type and form of the reply come first.',
};

/** What the GAP makes of replies that are not to be relied on. */
export const annuaireReply = topic('roc-annuaire', 'reply', [
  wrong('soap-fault', 'annuaire-ignores-status', LOOK_AT_FORM, {
    fr: 'Faute SOAP (HTTP 500)',
    en: 'SOAP fault (HTTP 500)',
  }),
  wrong('soap-fault-with-200', 'annuaire-ignores-faults', LOOK_AT_FORM, {
    fr: 'Faute SOAP sous un statut HTTP 200',
    en: 'SOAP fault under HTTP status 200',
  }),
  wrong('html', 'annuaire-takes-any-page', LOOK_AT_FORM, {
    fr: 'Page HTML d’un mandataire, sous un statut 200',
    en: 'HTML page of a proxy, under status 200',
  }),
  wrong('malformed', 'annuaire-takes-what-it-cannot-read', LOOK_AT_FORM, {
    fr: 'XML coupé au milieu',
    en: 'XML cut in the middle',
  }),
  wrong(
    'document-type',
    'annuaire-reads-document-types',
    {
      fr: 'Le lecteur XML accepte un DOCTYPE, et ce qu’il fait chercher : SOAP 1.1 §3 l’interdit (disallow-doctype-decl).',
      en: 'The XML reader accepts a DOCTYPE, and what that has it fetch: SOAP 1.1 §3 forbids it (disallow-doctype-decl).',
    },
    { fr: 'Réponse avec une déclaration DOCTYPE', en: 'Reply with a DOCTYPE declaration' },
  ),
  wrong('unavailable', 'annuaire-ignores-codes', LOOK_AT_CODE, {
    fr: 'Code 90, annuaire indisponible',
    en: 'Code 90, annuaire unavailable',
  }),
  wrong('unknown-amc', 'annuaire-ignores-codes', LOOK_AT_CODE, {
    fr: 'Code 01, AMC inconnue',
    en: 'Code 01, AMC unknown',
  }),
  wrong('unknown-code', 'annuaire-takes-unknown-codes', LOOK_AT_CODE, {
    fr: 'Code que le contrat ne connaît pas (42), avec une adresse',
    en: 'A code that the contract does not know (42), with an address',
  }),
  wrong('no-address', 'annuaire-does-without-address', LOOK_AT_FORM, {
    fr: 'Code 00 sans adresse',
    en: 'Code 00 without an address',
  }),
  wrong(
    'another-amc',
    'annuaire-takes-another-amc',
    {
      fr: 'Le numéro d’AMC de la réponse n’est pas comparé à celui qui a été demandé.',
      en: 'The number of the AMC in the reply is not compared with the one that was asked for.',
    },
    { fr: 'Réponse sur une autre AMC', en: 'Reply about another AMC' },
  ),
  wrong(
    'ended-address',
    'annuaire-ignores-dates',
    {
      fr: 'date_debut et date_fin de l’adresse ne sont pas lues.',
      en: 'date_debut and date_fin of the address are not read.',
    },
    { fr: 'Adresse qui n’est plus en vigueur', en: 'An address that is not in force any more' },
  ),
  wrong(
    'address-in-the-clear',
    'annuaire-takes-clear-addresses',
    {
      fr: 'Une adresse en http enverrait les données du patient en clair : seul https va.',
      en: 'An address by http would send the data of the patient in the clear: only https will do.',
    },
    { fr: 'Adresse en http', en: 'An address by http' },
  ),
  wrong(
    'truncated',
    'annuaire-takes-silence-for-found',
    {
      fr: 'La connexion coupée au milieu de la réponse n’est pas vue comme un échec.',
      en: 'That the connection is cut in the middle of the answer is not seen as a failure.',
    },
    { fr: 'Connexion coupée au milieu de la réponse', en: 'Connection cut in the middle of the answer' },
  ),
  wrong(
    'silent',
    'annuaire-takes-silence-for-found',
    {
      fr: 'Sans réponse dans le délai (5 s proposées), le GAP renonce et le dit.',
      en: 'Without an answer in time (5 s are proposed), the GAP gives up and says so.',
    },
    { fr: 'Annuaire qui ne répond pas', en: 'An annuaire that does not answer' },
  ),
]);

function wrong(reply: string, defect: string, lookAt: CaseFacts['lookAt'], title: CaseFacts['title']) {
  return callReply(reply, {
    title,
    level: 'SHOULD',
    requirement: 'A1-004',
    whyNotMust: NOT_PUBLIC,
    defect: { reply },
    provenBy: [defect],
    lookAt,
  });
}
