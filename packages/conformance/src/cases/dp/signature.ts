import type { SeenRequests } from '../call-case.ts';
import type { CaseFacts, Finding } from '../case.ts';
import { callConduct, callRequest, topic } from '../define.ts';
import { NOTHING_ABOUT_REPLIES } from './facts.ts';
import { FEED } from './orders.ts';

const ONLY_THE_SIGNATURE_IS_SOURCED = {
  fr: 'Le document de l’ANS demande une signature par PRO SIGN ; sa forme n’est pas publique.',
  en: 'The ANS document asks for a signature by PRO SIGN; its form is not public.',
};

/** What a pharmacist feeds into the DP, and by whom it is signed. */
export const dpSignature = topic('dp', 'signature', [
  fed(
    'signed',
    'dp-does-not-sign',
    ['signature-missing'],
    { fr: 'Ce qui alimente le DP est signé', en: 'What is fed into the DP is signed' },
    { level: 'MUST' },
  ),
  fed(
    'pro-sign',
    'dp-signs-with-auth',
    ['signer-type', 'signer-untrusted'],
    { fr: 'La signature est faite avec un PRO SIGN', en: 'The signature is made with a PRO SIGN' },
    { level: 'MUST' },
  ),
  fed('same-person', 'dp-signs-for-another', ['signer-is-another', 'author-is-another'], {
    fr: 'Le signataire est l’utilisateur qui se connecte',
    en: 'The signer is the user who connects',
  }),
  fed('algorithm', 'dp-signs-with-sha1', ['signature-algorithm'], {
    fr: 'La signature est en RSA-SHA256',
    en: 'The signature is made with RSA-SHA256',
  }),
  fed('covers-the-whole', 'dp-signs-a-part', ['signature-partial'], {
    fr: 'La signature couvre toute la dispensation',
    en: 'The signature covers the whole dispensation',
  }),
  fed('verifies', 'dp-alters-what-is-signed', ['signature-invalid'], {
    fr: 'La signature se vérifie sur ce qui est reçu',
    en: 'The signature verifies over what is received',
  }),
  callConduct('fed-once', {
    order: FEED,
    steps: [{ peer: { lostReplies: 1 } }],
    title: {
      fr: 'Une dispensation restée sans réponse n’est pas envoyée sous un autre identifiant',
      en: 'A dispensation without an answer is not sent under another identifier',
    },
    level: 'SHOULD',
    requirement: 'S4-006',
    whyNotMust: NOTHING_ABOUT_REPLIES,
    provenBy: ['dp-feeds-twice'],
    expected: {
      fr: 'Le DP n’a reçu qu’une dispensation, une ou plusieurs fois.',
      en: 'The DP has received one dispensation only, once or more often.',
    },
    judge: ([step]) => {
      const ids = step!.requests.map(
        ({ body }) => /<(?:\w+:)?identifiant>([^<]+)</.exec(body.toString())?.[1],
      );
      const different = new Set(ids.filter((id) => id !== undefined));
      if (different.size === 0) return undefined;
      const found = `${ids.length}: ${[...different].join(', ')}`;
      return {
        right: different.size === 1,
        found: { fr: `Envois ${found}.`, en: `Messages ${found}.` },
      };
    },
    lookAt: {
      fr: 'L’identifiant est fait à chaque envoi : le patient a deux dispensations dans son dossier.',
      en: 'The identifier is made at each attempt: the patient has two dispensations in the dossier.',
    },
  }),
]);

/** What the DP must not have to say of a dispensation. */
function fed(
  slug: string,
  defect: string,
  problems: readonly string[],
  title: CaseFacts['title'],
  facts: Pick<CaseFacts, 'level'> & Partial<Pick<CaseFacts, 'whyNotMust'>> = {
    level: 'SHOULD',
    whyNotMust: ONLY_THE_SIGNATURE_IS_SOURCED,
  },
) {
  return callRequest(slug, {
    order: FEED,
    title,
    requirement: 'S4-006',
    ...facts,
    provenBy: [defect],
    expected: { fr: `${title.fr}.`, en: `${title.en}.` },
    judge: (seen) => judgeFeed(seen, problems),
    lookAt: {
      fr: 'La signature XML enveloppée : clé et certificat de dp-pharmacien-sign, référence à la racine, et rien de changé ensuite.',
      en: 'The enveloped XML signature: key and certificate of dp-pharmacien-sign, a reference to the root, and nothing changed afterwards.',
    },
  });
}

/** Undefined where the DP has found something else, and did not look further. */
function judgeFeed({ requests }: SeenRequests, problems: readonly string[]): Finding | undefined {
  const { answer, remarks } = requests.at(-1)!;
  const remark = remarks.find(({ code }) => problems.includes(code));
  if (remark !== undefined) return { right: false, found: remark.detail };
  if (answer === undefined || answer.status >= 300) return undefined;
  return { right: true, found: { fr: 'Le DP l’a acceptée.', en: 'The DP has accepted it.' } };
}
