import type { SeenRequest } from '../../calls/request-record.ts';
import type { CallOrder, ConductStep, SeenStep } from '../call-case.ts';
import type { CaseFacts, Finding } from '../case.ts';
import { callConduct, callRequest, topic } from '../define.ts';
import { CALCULATION, CANCELLATION, IDENTIFICATION } from './orders.ts';

const OUR_CONTRACT = {
  fr: 'Les messages des services AMC ne sont pas publics : c’est le contrat du banc.',
  en: 'The messages of the insurers’ services are not public: this is the contract of the bench.',
};
const FACTS = { level: 'SHOULD', requirement: 'S3-007', whyNotMust: OUR_CONTRACT } as const;
/** The insurer does what it is asked, and the connection ends before its answer. */
const LOST: readonly ConductStep[] = [{ peer: { lostReplies: 1 } }];

/** Well within the 15 seconds after which a GAP is to give up, in milliseconds. */
const LATE_MS = 4_000;

/** What the GAP writes around the token, and how it asks again. */
export const amcRequest = topic('roc-amc', 'request', [
  schemaCase('schema-idb', IDENTIFICATION, ['amc-leaves-out-structure']),
  schemaCase('schema-sim', { ...CALCULATION, action: 'roc.sim' }, [
    'amc-leaves-out-structure',
    'amc-writes-comma-decimals',
  ]),
  schemaCase('schema-clc', CALCULATION, ['amc-leaves-out-structure', 'amc-writes-comma-decimals']),
  schemaCase('schema-del', CANCELLATION, ['amc-leaves-out-structure']),
  distinct('new-token', 'TOKEN_ID', {
    title: { fr: 'Chaque demande a son jeton', en: 'Every request has a token of its own' },
    provenBy: ['amc-reuses-token'],
    lookAt: {
      fr: 'Un jeton gardé en cache : une AMC n’accepte chaque jeton qu’une fois.',
      en: 'A token that is cached: an insurer accepts each token once.',
    },
  }),
  distinct('new-message-id', 'MESSAGE_ID', {
    title: { fr: 'Chaque demande a son MessageID', en: 'Every request has a MessageID of its own' },
    provenBy: ['amc-reuses-message-id'],
    lookAt: {
      fr: 'wsa:MessageID : un UUID neuf par demande.',
      en: 'wsa:MessageID: a new UUID for each request.',
    },
  }),
  callConduct('retry-same-message', {
    ...FACTS,
    order: CALCULATION,
    title: {
      fr: 'CLC refait après une réponse perdue garde son MessageID',
      en: 'CLC that is repeated after a lost reply keeps its MessageID',
    },
    provenBy: ['amc-retries-with-other-message-id'],
    steps: LOST,
    expected: {
      fr: 'Toutes les demandes ont le même MessageID : l’AMC ne s’engage qu’une fois.',
      en: 'All requests have the same MessageID: the insurer commits itself once.',
    },
    judge: ([step]) => judgeRetries(step, 'MESSAGE_ID', (ids) => new Set(ids).size === 1),
    lookAt: {
      fr: 'Un nouveau MessageID à chaque essai : l’AMC y voit un second séjour, et s’engage deux fois.',
      en: 'A new MessageID for each attempt: the insurer sees a second stay, and commits itself twice.',
    },
  }),
  callConduct('retry-new-token', {
    ...FACTS,
    order: CALCULATION,
    title: {
      fr: 'CLC refait après une réponse perdue a un nouveau jeton',
      en: 'CLC that is repeated after a lost reply has a new token',
    },
    provenBy: ['amc-retries-with-same-token'],
    steps: LOST,
    expected: {
      fr: 'Chaque essai a son jeton : celui qui a servi est refusé (405).',
      en: 'Each attempt has its token: one that was used is refused (405).',
    },
    judge: ([step]) => judgeRetries(step, 'TOKEN_ID', (ids) => new Set(ids).size === ids.length),
    lookAt: {
      fr: 'Le message est gardé tel quel pour être refait : seul le jeton doit changer.',
      en: 'The message is kept as it is to be repeated: the token alone has to change.',
    },
  }),
  callConduct('slow-insurer', {
    ...FACTS,
    order: CALCULATION,
    title: {
      fr: 'AMC lente : le GAP attend sa réponse, et ne redemande rien',
      en: 'Slow insurer: the GAP waits for its reply, and does not ask again',
    },
    provenBy: ['amc-is-impatient'],
    steps: [{ peer: { answersAfterMs: LATE_MS } }],
    expected: {
      fr: `L’AMC répond après ${LATE_MS / 1000} secondes : une seule demande, et le GAP tient l’action pour faite (docs/amc.md en accorde 15).`,
      en: `The insurer replies after ${LATE_MS / 1000} seconds: one request, and the GAP takes the action for done (docs/amc.md grants 15).`,
    },
    judge: ([step]) => judgePatience(step),
    lookAt: {
      fr: 'Le délai du client HTTP (souvent bien plus court que 15 s), et ce que le GAP fait quand il expire : une demande refaite trop tôt charge une AMC déjà lente.',
      en: 'The timeout of the HTTP client (often much shorter than 15 s), and what the GAP does when it runs out: a request that is repeated too early loads an insurer that is slow already.',
    },
  }),
]);

function schemaCase(slug: string, order: CallOrder, provenBy: readonly string[]) {
  const service = order.action.slice('roc.'.length).toUpperCase();
  return callRequest(slug, {
    ...FACTS,
    order,
    title: { fr: `La demande ${service} suit le schéma`, en: `The request ${service} is as the schema says` },
    provenBy,
    expected: { fr: 'Le Body est valide selon roc.xsd.', en: 'The Body is valid by roc.xsd.' },
    judge: ({ requests: [{ remarks }] }) => {
      const remark = remarks.find(({ code }) => code === 'SCHEMA');
      if (remark !== undefined) return { right: false, found: remark.detail };
      return { right: true, found: { fr: 'Le Body est valide.', en: 'The Body is valid.' } };
    },
    lookAt: {
      fr: 'L’ordre et les noms des éléments, le format des nombres et des dates ; docs/amc.md donne le contrat.',
      en: 'The order and the names of elements, how numbers and dates are written; docs/amc.md has the contract.',
    },
  });
}

function distinct(slug: string, remark: string, facts: Pick<CaseFacts, 'title' | 'provenBy' | 'lookAt'>) {
  return callConduct(slug, {
    ...FACTS,
    ...facts,
    steps: [{}, {}],
    expected: { fr: `${facts.title.fr}.`, en: `${facts.title.en}.` },
    judge: (steps) => {
      const ids = steps.flatMap(({ requests }) => valuesOf(requests, remark));
      if (ids.length < 2) return undefined;
      return finding(new Set(ids).size === ids.length, ids);
    },
  });
}

/** A GAP that leaves it to people to try again makes no mistake. */
function judgeRetries(
  step: SeenStep | undefined,
  remark: string,
  isRight: (ids: readonly string[]) => boolean,
): Finding | undefined {
  if (step === undefined || step.requests.length === 0) return undefined;
  const ids = valuesOf(step.requests, remark);
  if (ids.length < step.requests.length) return undefined;
  return finding(ids.length === 1 || isRight(ids), ids);
}

function judgePatience(step: SeenStep | undefined): Finding | undefined {
  if (step === undefined || step.requests.length === 0) return undefined;
  const { requests, reply } = step;
  return {
    right: requests.length === 1 && reply.outcome === 'accepted',
    found: {
      fr: `${requests.length} demande(s), réponse du pilote : ${reply.outcome}.`,
      en: `${requests.length} request(s), answer of the drive: ${reply.outcome}.`,
    },
  };
}

const valuesOf = (requests: readonly SeenRequest[], remark: string): string[] =>
  requests.flatMap(({ remarks }) =>
    remarks.flatMap(({ code, detail }) => (code === remark ? detail.en : [])),
  );

const finding = (right: boolean, ids: readonly string[]): Finding => ({
  right,
  found: {
    fr: `${ids.length} demande(s) : ${ids.join(', ')}.`,
    en: `${ids.length} request(s): ${ids.join(', ')}.`,
  },
});
