import type { DriveReply } from '../drive/actions.ts';
import type { PeerName } from '../ports.ts';
import { describeHandshake } from '../runner/describe.ts';
import { joinTexts, type Text } from '../text.ts';
import type { Call } from './call.ts';

export const NO_CALL: Text = {
  fr: 'Le GAP ne s’est pas connecté au banc dans le délai : vérifiez l’adresse et le port que le GAP a pour ce service (peers de banc.yaml), et le pilote.',
  en: 'The GAP did not connect to the bench in time: check the address and the port that the GAP has for this service (peers of banc.yaml), and the drive.',
};

export const NOT_ASKED: Text = {
  fr: 'Le GAP n’a pas envoyé sa requête au bon serveur.',
  en: 'The GAP did not send its request to the right server.',
};

export const HANGING: Text = {
  fr: 'Le GAP n’a dans le délai ni envoyé sa requête, ni fermé.',
  en: 'The GAP neither sent its request nor closed in time.',
};

export const WAITS: Text = {
  fr: 'Après ce ServerHello le GAP attend la suite : il accepte ce qui y est choisi.',
  en: 'After that ServerHello the GAP waits for what comes next: it accepts what is selected there.',
};

export const NOTHING_TO_JUDGE: Text = {
  fr: 'Le GAP n’a pas montré ce que ce cas regarde.',
  en: 'The GAP did not show what this case looks at.',
};

export const NO_CLIENT_HELLO: Text = {
  fr: 'Aucun ClientHello n’a été reçu.',
  en: 'No ClientHello was received.',
};

export const NO_REQUEST: Text = {
  fr: 'Le GAP n’a fait aucune requête HTTP.',
  en: 'The GAP made no HTTP request.',
};

export const NOT_DONE: Text = {
  fr: 'Avec le bon serveur et la bonne réponse, le GAP ne tient pas l’action pour faite : rien à comparer.',
  en: 'With the right server and the right answer, the GAP does not take the action for done: there is nothing to compare.',
};

export function noPeer(peer: PeerName): Text {
  return {
    fr: `Le banc ne joue pas ce service (peers.${peer}).`,
    en: `The bench does not play this service (peers.${peer}).`,
  };
}

/** What the kit has to trust each peer by. */
const TRUST_FILES: Readonly<Record<PeerName, string>> = {
  psp: 'trust/psp.pem',
  annuaire: 'trust/amc-tls.pem',
  amc: 'trust/amc-tls.pem',
  dp: 'trust/igc-sante.pem',
};

export function issuingCaTrusted(peer: PeerName): Text {
  const file = TRUST_FILES[peer];
  return {
    fr: `Le GAP fait déjà confiance à l’AC émettrice elle-même, et ignore à bon droit celle que le serveur envoie. Pour jouer ce cas, ne mettez que la racine (${file}) dans son magasin de confiance.`,
    en: `The GAP already trusts the issuing CA itself, and rightly ignores the one that the server sends. To run this case, put only the root (${file}) in its trust store.`,
  };
}

/** What the drive said of the action. */
export function describeReply({ outcome, detail }: DriveReply): Text {
  const reason = detail === undefined ? '' : ` (${detail})`;
  return { fr: `Réponse du pilote : ${outcome}${reason}.`, en: `Answer of the drive: ${outcome}${reason}.` };
}

/** What the GAP did on a connection, in one or two sentences. */
export function describeCall({ asked, exchange }: Call): Text {
  return joinTexts([describeHandshake(exchange), asked ? REQUEST_SENT : describeRefusal(exchange)], ' ');
}

const REQUEST_SENT: Text = { fr: 'Le GAP a envoyé sa requête.', en: 'The GAP sent its request.' };

function describeRefusal({ alertReceived, end }: Call['exchange']): Text {
  if (alertReceived) {
    const { name, code } = alertReceived;
    return { fr: `Alerte reçue : ${name} (${code}).`, en: `Alert received: ${name} (${code}).` };
  }
  if (end === 'timeout') return HANGING;
  return {
    fr: 'Le GAP a fermé sans envoyer de requête ni d’alerte.',
    en: 'The GAP closed and sent neither a request nor an alert.',
  };
}
