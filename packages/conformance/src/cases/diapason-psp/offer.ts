import { suiteName } from '../../runner/describe.ts';
import type { SeenCall } from '../call-case.ts';
import type { CaseFacts, Finding } from '../case.ts';
import { callControl, callObservation, topic } from '../define.ts';
import { foreignSuites, weakSuites } from '../foreign-suites.ts';

/** What the GAP offers the provider: ANS prescribes the version and the suite on this link. */
export const pspOffer = topic('diapason-psp', 'offer', [
  callControl('prescribed-suite-alone', {
    title: {
      fr: 'Prestataire qui n’a que la suite prescrite',
      en: 'A provider that has the prescribed suite only',
    },
    level: 'MUST',
    requirement: 'S1-070',
    rfc: '5246 §7.4.1.2',
    cipherSuites: 'prescribed',
    provenBy: ['psp-no-prescribed-cipher'],
    lookAt: {
      fr: 'La liste de suites du client (https.ciphers, SSLParameters, jdk.tls.disabledAlgorithms).',
      en: 'The list of suites of the client (https.ciphers, SSLParameters, jdk.tls.disabledAlgorithms).',
    },
  }),
  notOffered('no-null', 'psp-offers-null', weakSuites('NULL'), {
    fr: 'Aucune suite sans chiffrement n’est proposée',
    en: 'No suite without encryption is offered',
  }),
  notOffered('no-anonymous', 'psp-offers-anonymous', foreignSuites('DH_anon', 'ECDH_anon'), {
    fr: 'Aucune suite anonyme n’est proposée',
    en: 'No anonymous suite is offered',
  }),
  callObservation('server-name', {
    title: {
      fr: 'Le GAP nomme le serveur qu’il appelle (SNI)',
      en: 'The GAP names the server that it calls (SNI)',
    },
    level: 'SHOULD',
    requirement: 'S1-018',
    rfc: '6066 §3',
    provenBy: ['psp-sends-no-server-name'],
    whyNotMust: {
      fr: 'Les documents de l’ANS ne parlent pas de SNI.',
      en: 'The ANS documents do not speak of SNI.',
    },
    expected: {
      fr: 'Le ClientHello porte l’extension server_name.',
      en: 'The ClientHello has the extension server_name.',
    },
    judge: ({ clientHello }) => {
      const right = clientHello.extensions.serverName !== undefined;
      return {
        right,
        found: right
          ? { fr: 'L’extension y est.', en: 'The extension is there.' }
          : { fr: 'L’extension n’y est pas.', en: 'The extension is not there.' },
      };
    },
    lookAt: {
      fr: 'Le GAP se connecte par l’adresse et ne donne pas le nom (servername, SNIHostName).',
      en: 'The GAP connects by the address and does not give the name (servername, SNIHostName).',
    },
  }),
]);

function notOffered(slug: string, defect: string, suites: readonly number[], title: CaseFacts['title']) {
  return callObservation(slug, {
    title,
    level: 'MUST',
    requirement: 'S1-070',
    rfc: '9325 §4.1',
    provenBy: [defect],
    expected: { fr: `${title.fr}.`, en: `${title.en}.` },
    judge: (seen) => judgeOffer(seen, suites),
    lookAt: {
      fr: 'La liste de suites du client contient ALL ou COMPLEMENTOFDEFAULT.',
      en: 'The list of suites of the client has ALL or COMPLEMENTOFDEFAULT in it.',
    },
  });
}

function judgeOffer({ clientHello }: SeenCall, unwanted: readonly number[]): Finding {
  const names = clientHello.cipherSuites.filter((code) => unwanted.includes(code)).map(suiteName);
  if (names.length === 0) {
    const count = clientHello.cipherSuites.length;
    return {
      right: true,
      found: {
        fr: `${count} suites proposées, aucune d’elles.`,
        en: `${count} suites offered, none of them.`,
      },
    };
  }
  const list = names.join(', ');
  return { right: false, found: { fr: `Le GAP propose ${list}.`, en: `The GAP offers ${list}.` } };
}
