import type { AnnuaireHabits } from '../roc/annuaire.ts';
import type { AnnuaireObjection } from '../roc/annuaire-reply.ts';
import type { ClientTolerances } from '../secure-client.ts';
import { type Defect, EVERY_STACK } from './defect.ts';
import { serverDefects } from './servers.ts';

/** What a GAP asks the annuaire and makes of its replies is the same on both stacks. */
const habit = <Id extends string>(id: Id, fr: string, en: string, annuaire: Partial<AnnuaireHabits>) =>
  ({
    id,
    title: { fr, en } as Defect['title'],
    stacks: ['node', 'tls12'],
    call: { peers: ['annuaire'], annuaire },
  }) as const;

const asking = <Id extends string>(id: Id, fr: string, en: string, message: AnnuaireHabits['message']) =>
  habit(id, fr, en, { message });

const believing = <Id extends string>(id: Id, fr: string, en: string, passedOver: AnnuaireObjection) =>
  habit(id, fr, en, { forgives: (objection) => objection === passedOver });

const tolerating = <Id extends string>(id: Id, fr: string, en: string, tolerances: ClientTolerances) =>
  ({
    id,
    title: { fr, en } as Defect['title'],
    stacks: ['tls12'],
    call: { peers: ['annuaire'], secure: (settings) => ({ ...settings, tolerances }) },
  }) as const satisfies Defect;

/** Mistakes of a GAP when it asks the annuaire AMC. */
export const ANNUAIRE_DEFECTS = [
  ...serverDefects('annuaire', 'annuaire', { expired: 'expiredAnnuaireClient', otherService: 'pspClient' }),

  {
    id: 'annuaire-ignores-revocation',
    title: {
      fr: 'Ne vérifie pas si le certificat de l’annuaire est révoqué',
      en: 'Does not check whether the certificate of the annuaire is revoked',
    },
    stacks: EVERY_STACK,
    call: { peers: ['annuaire'], access: ({ crls: _, ...access }) => access },
  },
  {
    id: 'annuaire-checks-revocation-of-leaf-only',
    title: {
      fr: 'Ne vérifie pas si l’AC de l’annuaire est révoquée',
      en: 'Does not check whether the CA of the annuaire is revoked',
    },
    stacks: ['node'],
    call: { peers: ['annuaire'], forgives: ({ code, position }) => code === 'revoked' && position > 0 },
  },

  tolerating(
    'annuaire-ignores-key-exchange-signature',
    'Ne vérifie pas la signature de l’échange de clés de l’annuaire',
    'Does not verify the signature of the annuaire’s key exchange',
    { wrongServerKeyExchangeSignature: true },
  ),
  tolerating(
    'annuaire-ignores-finished',
    'Ne vérifie pas le Finished de l’annuaire',
    'Does not verify the Finished of the annuaire',
    { wrongFinished: true },
  ),

  asking(
    'annuaire-qualifies-parameters',
    'Met paramsObj dans l’espace de noms de search',
    'Puts paramsObj into the namespace of search',
    (right) => right.replace('<paramsObj xmlns="">', '<paramsObj>'),
  ),
  habit('annuaire-asks-by-soap12', 'Interroge l’annuaire en SOAP 1.2', 'Asks the annuaire by SOAP 1.2', {
    message: (right) =>
      right.replace('http://schemas.xmlsoap.org/soap/envelope/', 'http://www.w3.org/2003/05/soap-envelope'),
    headers: () => ({ 'content-type': 'application/soap+xml; charset=utf-8' }),
  }),
  habit(
    'annuaire-sends-no-soap-action',
    'N’envoie pas l’en-tête SOAPAction',
    'Does not send the header SOAPAction',
    { headers: ({ soapaction: _, ...headers }) => headers },
  ),
  asking(
    'annuaire-names-no-software',
    'Laisse vide le nom du logiciel',
    'Leaves the name of the software empty',
    (right) => right.replace(/<logiciel>.*<\/logiciel>/, '<logiciel></logiciel>'),
  ),
  asking(
    'annuaire-dates-wrongly',
    'Date ses requêtes d’un jour fixe',
    'Dates its requests by a fixed day',
    (right) => right.replace(/(<date_demande>).*(<\/date_demande>)/, '$12023-04-04$2'),
  ),
  asking(
    'annuaire-asks-by-number-only',
    'Ne donne à l’annuaire que le numéro de l’AMC',
    'Gives the annuaire the number of the AMC only',
    (right) => right.replace(/<code_(type_convention|csr)>.*<\/code_\1>/g, ''),
  ),
  asking(
    'annuaire-asks-for-mailbox',
    'Demande une adresse de messagerie',
    'Asks for the address of a mailbox',
    (right) => right.replace('<item>URL</item>', '<item>MEL</item>'),
  ),

  believing(
    'annuaire-ignores-status',
    'Ne regarde pas le statut HTTP',
    'Does not look at the HTTP status',
    'status',
  ),
  believing('annuaire-ignores-faults', 'Ne voit pas les fautes SOAP', 'Does not see SOAP faults', 'fault'),
  believing(
    'annuaire-takes-any-page',
    'Prend n’importe quelle page pour une réponse',
    'Takes any page for a reply',
    'not a reply',
  ),
  believing(
    'annuaire-takes-what-it-cannot-read',
    'Passe sur un XML qu’il ne peut pas lire',
    'Passes over XML that it cannot read',
    'not XML',
  ),
  believing('annuaire-reads-document-types', 'Accepte un DOCTYPE', 'Accepts a DOCTYPE', 'document type'),
  believing('annuaire-ignores-codes', 'Ne lit pas le code de retour', 'Does not read the code', 'code'),
  believing(
    'annuaire-takes-unknown-codes',
    'Prend un code inconnu pour un succès',
    'Takes an unknown code for success',
    'unknown code',
  ),
  believing(
    'annuaire-does-without-address',
    'Tient l’AMC pour trouvée sans adresse',
    'Takes the AMC for found without an address',
    'no address',
  ),
  believing(
    'annuaire-takes-another-amc',
    'Prend la réponse sur une autre AMC',
    'Takes the reply about another AMC',
    'another AMC',
  ),
  believing(
    'annuaire-ignores-dates',
    'Ne lit pas les dates de l’adresse',
    'Does not read the dates of the address',
    'outside of its dates',
  ),
  believing(
    'annuaire-takes-clear-addresses',
    'Accepte une adresse en http',
    'Accepts an address by http',
    'in the clear',
  ),
  habit(
    'annuaire-takes-silence-for-found',
    'Sans réponse, prend une adresse par défaut',
    'Without an answer, takes an address by default',
    { withoutAnswer: { url: 'https://amc.banc.test:14445/' } },
  ),

  habit('annuaire-remembers-nothing', 'Redemande à chaque fois', 'Asks again each time', {
    remembers: () => false,
  }),
  habit(
    'annuaire-remembers-by-number',
    'Retient la réponse par le seul numéro de l’AMC',
    'Remembers the answer by the number of the AMC only',
    { keyOf: ({ numeroAmc }) => numeroAmc },
  ),
  habit('annuaire-remembers-refusals', 'Retient aussi les refus', 'Remembers refusals, too', {
    remembers: () => true,
  }),
  habit(
    'annuaire-keeps-failed-addresses',
    'Garde une adresse qui ne va plus',
    'Keeps an address that does not work any more',
    { asksAgainAfterFailure: false },
  ),
] as const satisfies readonly Defect[];
