import { ALERTS, type AlertName } from '@banc-gap/pki';
import type { Exchange } from '@banc-gap/simkit';
import { CIPHER_SUITES } from '@banc-gap/tls12';
import { FOREIGN_SUITES } from '../cases/foreign-suites.ts';
import { joinTexts, type Text } from '../text.ts';

const VERSIONS: Readonly<Record<number, string>> = {
  768: 'SSL 3.0',
  769: 'TLS 1.0',
  770: 'TLS 1.1',
  771: 'TLS 1.2',
  772: 'TLS 1.3',
};

const SUITE_NAMES = new Map<number, string>([
  ...CIPHER_SUITES.map(({ code, name }) => [code, name] as const),
  ...Object.entries(FOREIGN_SUITES).map(([name, code]) => [code, name] as const),
]);

const hex = (code: number): string => `0x${code.toString(16).toUpperCase().padStart(4, '0')}`;

export const versionName = (code: number): string => VERSIONS[code] ?? hex(code);

export function suiteName(code: number): string {
  const name = SUITE_NAMES.get(code);
  return name ? `${name} (${hex(code)})` : hex(code);
}

export const alertLabel = (name: AlertName): string => `${name} (${ALERTS[name]})`;

/** What happened on a connection, in one or two sentences. */
export function describeExchange(exchange: Exchange): Text {
  const before = describeStart(exchange);
  if (before) return before;
  return joinTexts([describeHandshake(exchange), describeEnd(exchange)], ' ');
}

/** Why no TLS came about at all, if so. */
function describeStart({
  reached,
  handshake,
  serverHello,
  alertReceived,
  end,
  address,
  error,
}: Exchange): Text | undefined {
  const place = address ? ` (${address})` : '';
  switch (reached) {
    case 'name-not-found':
      return {
        fr: 'Le nom du GAP ne se résout pas en une adresse.',
        en: 'The name of the GAP does not resolve to an address.',
      };
    case 'refused':
      return {
        fr: `Le GAP n’écoute pas : connexion refusée${place}.`,
        en: `The GAP is not listening: connection refused${place}.`,
      };
    case 'timeout':
      return {
        fr: `Le GAP ne répond pas : aucune connexion dans le délai${place}.`,
        en: `The GAP does not answer: no connection in time${place}.`,
      };
    case 'unreachable':
      return {
        fr: `L’adresse du GAP est inaccessible${place}. ${error ? `${sentence(error.message)} ${error.next}` : ''}`.trim(),
        en: `The address of the GAP is out of reach${place}. ${error ? `${sentence(error.message)} ${error.next}` : ''}`.trim(),
      };
    default:
  }
  if (handshake === 'not-tls') {
    return {
      fr: 'Ce qui écoute ne parle pas TLS : c’est peut-être du HTTP en clair.',
      en: 'What listens there does not speak TLS: it may be plain HTTP.',
    };
  }
  if (serverHello || alertReceived) return undefined;
  if (handshake === 'timeout' || end === 'timeout') {
    return {
      fr: 'La connexion s’ouvre, puis le GAP n’envoie rien dans le délai.',
      en: 'The connection opens, then the GAP sends nothing in time.',
    };
  }
  if (end === 'reset') {
    return {
      fr: 'Le GAP a coupé la connexion (RST) sans un octet de TLS.',
      en: 'The GAP reset the connection without one octet of TLS.',
    };
  }
  if (end === 'local') {
    return gaveUp(error);
  }
  return {
    fr: 'Le GAP a fermé la connexion sans un octet de TLS.',
    en: 'The GAP closed the connection without one octet of TLS.',
  };
}

export function describeHandshake({ handshake, serverHello }: Exchange): Text {
  const compression =
    serverHello?.compressionMethod === undefined ? '' : `, compression ${serverHello.compressionMethod}`;
  const chosen = serverHello
    ? ` (${versionName(serverHello.version)}, ${suiteName(serverHello.cipherSuite)}${compression})`
    : '';
  switch (handshake) {
    case 'completed':
      return { fr: `Poignée de main achevée${chosen}.`, en: `Handshake completed${chosen}.` };
    case 'timeout':
      return { fr: `Poignée de main restée en suspens${chosen}.`, en: `Handshake left hanging${chosen}.` };
    default:
      return { fr: `Poignée de main interrompue${chosen}.`, en: `Handshake broken off${chosen}.` };
  }
}

function describeEnd({ answer, alertReceived, end, error }: Exchange): Text {
  if (answer) {
    const size = answer.bytes.length;
    const complete = answer.complete ? { fr: '', en: '' } : { fr: ', incomplète', en: ', incomplete' };
    return answer.status === undefined
      ? { fr: `Réponse de ${size} octets${complete.fr}.`, en: `Answer of ${size} octets${complete.en}.` }
      : {
          fr: `Réponse HTTP ${answer.status}${complete.fr}.`,
          en: `Answer HTTP ${answer.status}${complete.en}.`,
        };
  }
  if (alertReceived && alertReceived.name !== 'close_notify') {
    const level =
      alertReceived.level === 'fatal'
        ? { fr: 'fatale', en: 'fatal' }
        : { fr: 'd’avertissement', en: 'warning' };
    return {
      fr: `Alerte ${level.fr} reçue : ${alertReceived.name} (${alertReceived.code}).`,
      en: `Alert received, ${level.en}: ${alertReceived.name} (${alertReceived.code}).`,
    };
  }
  switch (end) {
    case 'timeout':
      return { fr: 'Ni réponse ni fermeture dans le délai.', en: 'Neither an answer nor a close in time.' };
    case 'reset':
      return {
        fr: 'Connexion coupée (RST), sans réponse ni alerte.',
        en: 'Connection reset, no answer and no alert.',
      };
    case 'local':
      return gaveUp(error);
    default:
      return {
        fr: 'Connexion fermée, sans réponse ni alerte.',
        en: 'Connection closed, no answer and no alert.',
      };
  }
}

function gaveUp(error: Exchange['error']): Text {
  // A negotiation offers what the terminal does not speak: the ServerHello has said all there was to learn.
  if (error?.code === 'TLS_SELECTED_UNSUPPORTED') {
    return {
      fr: 'Le terminal s’arrête là : le choix du GAP est connu.',
      en: 'The terminal stops there: what the GAP selects is known.',
    };
  }
  if (error?.code === 'TLS_ABORTED') {
    return {
      fr: 'Le terminal a rompu la connexion par une alerte fatale.',
      en: 'The terminal broke the connection off with a fatal alert.',
    };
  }
  return {
    fr: `Le terminal a renoncé : ${sentence(error?.message ?? 'raison inconnue')}`,
    en: `The terminal gave up: ${sentence(error?.message ?? 'no reason known')}`,
  };
}

const sentence = (text: string): string => (text.endsWith('.') ? text : `${text}.`);
