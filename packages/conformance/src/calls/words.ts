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

export const NOTHING_TO_JUDGE: Text = {
  fr: 'Le GAP n’a pas montré ce que ce cas regarde : il n’a présenté aucun certificat.',
  en: 'The GAP did not show what this case looks at: it presented no certificate.',
};

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
