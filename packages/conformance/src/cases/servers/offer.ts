import { suiteName } from '../../runner/describe.ts';
import type { SeenCall } from '../call-case.ts';
import type { CaseDraft, CaseFacts, Finding } from '../case.ts';
import { callObservation } from '../define.ts';
import { foreignSuites, weakSuites } from '../foreign-suites.ts';

/** Where it says what the GAP may offer. */
export interface OfferFacts extends Pick<CaseFacts, 'level' | 'whyNotMust'> {
  /** What the ids of the defects begin with that prove these cases. */
  readonly defects: string;
  /** The rows about suites, and about the link. */
  readonly requirements: { readonly suites: string; readonly link: string };
}

/** That these suites are not in the ClientHello of the GAP. */
export function notOffered(
  slug: string,
  suites: readonly number[],
  facts: Pick<CaseFacts, 'title' | 'level' | 'whyNotMust' | 'requirement' | 'provenBy'>,
): CaseDraft {
  const { title } = facts;
  return callObservation(slug, {
    ...facts,
    rfc: '9325 §4.1',
    expected: { fr: `${title.fr}.`, en: `${title.en}.` },
    judge: (seen) => judgeOffer(seen, suites),
    lookAt: {
      fr: 'La liste de suites du client contient ALL ou COMPLEMENTOFDEFAULT.',
      en: 'The list of suites of the client has ALL or COMPLEMENTOFDEFAULT in it.',
    },
  });
}

/** What the GAP offers a server in its ClientHello. */
export function serverOffer({ defects, requirements, ...level }: OfferFacts): readonly CaseDraft[] {
  const facts = { ...level, requirement: requirements.suites };
  return [
    notOffered('no-null', weakSuites('NULL'), {
      ...facts,
      title: {
        fr: 'Aucune suite sans chiffrement n’est proposée',
        en: 'No suite without encryption is offered',
      },
      provenBy: [`${defects}-offers-null`],
    }),
    notOffered('no-anonymous', foreignSuites('DH_anon', 'ECDH_anon'), {
      ...facts,
      title: { fr: 'Aucune suite anonyme n’est proposée', en: 'No anonymous suite is offered' },
      provenBy: [`${defects}-offers-anonymous`],
    }),
    callObservation('server-name', {
      title: {
        fr: 'Le GAP nomme le serveur qu’il appelle (SNI)',
        en: 'The GAP names the server that it calls (SNI)',
      },
      level: 'SHOULD',
      requirement: requirements.link,
      rfc: '6066 §3',
      provenBy: [`${defects}-sends-no-server-name`],
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
  ];
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
