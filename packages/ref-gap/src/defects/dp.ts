import { X509Certificate } from 'node:crypto';
import { RIGHT_DP_HABITS } from '../dp/client.ts';
import { signed } from '../dp/dispensation.ts';
import type { DpUser, DpUsers } from '../dp/users.ts';
import type { ServedCertificate } from '../material.ts';
import type { CallDefect, Defect } from './defect.ts';
import { serverDefects } from './servers.ts';

const RSA_SHA1 = 'http://www.w3.org/2000/09/xmldsig#rsa-sha1';

const OF_ANY_SERVER = serverDefects('dp', 'dp', {
  expired: 'expiredDoctor',
  otherService: 'anotherPharmacist',
});
type OfAnyServer = (typeof OF_ANY_SERVER)[number];

/** The DP is of IGC-Santé itself, and has to do with persons: of their certificates there are defects below. */
const NOT_OF_THE_DP = [
  'dp-trusts-igc-sante',
  'dp-presents-other-service',
  'dp-presents-expired-certificate',
] as const;
type NotOfTheDp = (typeof NOT_OF_THE_DP)[number];

const isOfTheDp = (defect: OfAnyServer): defect is Exclude<OfAnyServer, { id: NotOfTheDp }> =>
  !(NOT_OF_THE_DP as readonly string[]).includes(defect.id);

/** Mistakes of a GAP when it calls the Dossier Pharmaceutique. */
export const DP_DEFECTS = [
  ...OF_ANY_SERVER.filter(isOfTheDp),
  {
    id: 'dp-ignores-revocation',
    title: {
      fr: 'Ne vérifie pas si le certificat du DP est révoqué',
      en: 'Does not check whether the certificate of the DP is revoked',
    },
    stacks: ['node', 'tls12'],
    call: { peers: ['dp'], access: ({ crls: _crls, ...access }) => access },
  },
  {
    id: 'dp-ignores-key-exchange-signature',
    title: {
      fr: 'Ne vérifie pas que le DP détient la clé de son certificat',
      en: 'Does not check that the DP holds the key of its certificate',
    },
    stacks: ['tls12'],
    call: {
      peers: ['dp'],
      secure: (settings) => ({ ...settings, tolerances: { wrongServerKeyExchangeSignature: true } }),
    },
  },
  {
    id: 'dp-ignores-finished',
    title: {
      fr: 'Ne vérifie pas le contenu du Finished du DP',
      en: 'Does not check the content of the Finished of the DP',
    },
    stacks: ['tls12'],
    call: {
      peers: ['dp'],
      secure: (settings) => ({ ...settings, tolerances: { wrongFinished: true } }),
    },
  },
  {
    id: 'dp-presents-expired-person',
    title: { fr: 'Présente au DP un certificat expiré', en: 'Presents an expired certificate to the DP' },
    stacks: ['node', 'tls12'],
    needs: 'expiredDoctor',
    call: {
      peers: ['dp'],
      users: (users, { alternatives }) =>
        everybody(users, (user) => {
          const expired = alternatives!.expiredDoctor!;
          return subjectOf(user.auth) === subjectOf(expired) ? { ...user, auth: expired } : user;
        }),
    },
  },
  {
    id: 'dp-presents-signing-certificate',
    title: {
      fr: 'Se connecte au DP avec le PRO SIGN de la personne, si elle en a un',
      en: 'Connects to the DP with the PRO SIGN of the person, if there is one',
    },
    stacks: ['node', 'tls12'],
    call: connecting(({ auth, sign }) => sign ?? auth),
  },
  {
    id: 'dp-one-key-for-all',
    title: {
      fr: 'Utilise la clé d’une seule personne pour tous',
      en: 'Uses the key of one person for everybody',
    },
    stacks: ['node', 'tls12'],
    call: {
      peers: ['dp'],
      users: (users) => {
        const [{ auth }] = Object.values(users) as [DpUser, ...DpUser[]];
        return everybody(users, (user) => ({ ...user, auth }));
      },
    },
  },
  {
    id: 'dp-does-not-sign',
    title: { fr: 'Alimente le DP sans signer', en: 'Feeds the DP without signing' },
    stacks: ['node', 'tls12'],
    call: { peers: ['dp'], dp: { sign: (xml) => xml } },
  },
  {
    id: 'dp-signs-with-sha1',
    title: { fr: 'Signe avec RSA-SHA1', en: 'Signs with RSA-SHA1' },
    stacks: ['node', 'tls12'],
    call: { peers: ['dp'], dp: { sign: (xml, signer) => signed(xml, signer, { algorithm: RSA_SHA1 }) } },
  },
  {
    id: 'dp-signs-a-part',
    title: { fr: 'Ne signe que l’identité du patient', en: 'Signs the identity of the patient only' },
    stacks: ['node', 'tls12'],
    call: {
      peers: ['dp'],
      dp: { sign: (xml, signer) => signed(xml, signer, { what: "//*[local-name(.)='patient']" }) },
    },
  },
  {
    id: 'dp-alters-what-is-signed',
    title: {
      fr: 'Remet en forme la dispensation une fois signée',
      en: 'Reformats the dispensation once it is signed',
    },
    stacks: ['node', 'tls12'],
    call: { peers: ['dp'], dp: { send: (document) => document.replaceAll('><', '>\n<') } },
  },
  {
    id: 'dp-signs-with-auth',
    title: {
      fr: 'Signe avec le PRO AUTH de la personne',
      en: 'Signs with the PRO AUTH of the person',
    },
    stacks: ['node', 'tls12'],
    call: {
      peers: ['dp'],
      users: (users) => everybody(users, (user) => ({ ...user, sign: user.auth })),
    },
  },
  {
    id: 'dp-signs-for-another',
    title: {
      fr: 'Signe avec le PRO SIGN d’un autre pharmacien',
      en: 'Signs with the PRO SIGN of another pharmacist',
    },
    stacks: ['node', 'tls12'],
    needs: 'anotherPharmacist',
    call: {
      peers: ['dp'],
      users: (users, { alternatives }) =>
        everybody(users, (user) => ({ ...user, sign: alternatives!.anotherPharmacist! })),
    },
  },
  {
    id: 'dp-feeds-twice',
    title: {
      fr: 'Renvoie sous un autre identifiant une dispensation restée sans réponse',
      en: 'Sends a dispensation again under another identifier when there was no answer',
    },
    stacks: ['node', 'tls12'],
    call: { peers: ['dp'], dp: { repeats: 'another' } },
  },
  believing('dp-takes-404-for-done', [404], {
    fr: 'Prend une réponse 404 du DP pour un succès',
    en: 'Takes an answer 404 of the DP for a success',
  }),
  believing('dp-takes-opposition-for-done', [409], {
    fr: 'Prend une réponse 409 du DP pour un succès',
    en: 'Takes an answer 409 of the DP for a success',
  }),
  believing('dp-takes-403-for-done', [403], {
    fr: 'Prend une réponse 403 du DP pour un succès',
    en: 'Takes an answer 403 of the DP for a success',
  }),
  believing('dp-takes-422-for-done', [422], {
    fr: 'Prend une réponse 422 du DP pour un succès',
    en: 'Takes an answer 422 of the DP for a success',
  }),
  believing('dp-takes-failure-for-done', [500, 503], {
    fr: 'Prend une panne du DP (500, 503) pour un succès',
    en: 'Takes a failure of the DP (500, 503) for a success',
  }),
  {
    id: 'dp-looks-at-status-only',
    title: {
      fr: 'Ne regarde pas de quel patient est la réponse',
      en: 'Does not look whose patient the answer is about',
    },
    stacks: ['node', 'tls12'],
    call: {
      peers: ['dp'],
      dp: {
        believes: (answer, { statuses }) => answer !== undefined && statuses.includes(answer.status),
      },
    },
  },
  {
    id: 'dp-takes-silence-for-done',
    title: { fr: 'Prend l’absence de réponse pour un succès', en: 'Takes no answer for a success' },
    stacks: ['node', 'tls12'],
    call: {
      peers: ['dp'],
      dp: {
        believes: (answer, expected) => answer === undefined || RIGHT_DP_HABITS.believes(answer, expected),
      },
    },
  },
] as const satisfies readonly Defect[];

/** With this certificate instead of the PRO AUTH of each user. */
function connecting(certificateOf: (user: DpUser) => ServedCertificate): CallDefect {
  return {
    peers: ['dp'],
    users: (users) => everybody(users, (user) => ({ ...user, auth: certificateOf(user) })),
  };
}

function everybody(users: DpUsers, change: (user: DpUser) => DpUser): DpUsers {
  return Object.fromEntries(Object.entries(users).map(([id, user]) => [id, change(user)]));
}

const subjectOf = ({ certificateChain }: ServedCertificate): string =>
  new X509Certificate(certificateChain).subject;

/** A GAP that is content with these statuses, too. */
function believing<Id extends string>(id: Id, wrong: readonly number[], title: Defect['title']) {
  return {
    id,
    title,
    stacks: ['node', 'tls12'],
    call: {
      peers: ['dp'],
      dp: {
        believes: (answer, expected) =>
          RIGHT_DP_HABITS.believes(answer, expected) || wrong.includes(answer?.status ?? 0),
      },
    },
  } as const satisfies Defect;
}
