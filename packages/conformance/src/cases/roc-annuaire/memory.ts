import type { ConductStep, SeenStep } from '../call-case.ts';
import type { CaseFacts, Finding } from '../case.ts';
import { callConduct, topic } from '../define.ts';
import { NEW_AMC, NOT_PUBLIC, searchFor } from './facts.ts';

const SEARCH = searchFor(NEW_AMC.inCase);
/** The drive has answered: a connection that was to come has come. */
const AT_ONCE = 200;

/** What the GAP remembers of the annuaire's answers, and what it must not. */
export const annuaireMemory = topic('roc-annuaire', 'memory', [
  second('asked-once', 'stays away', ['annuaire-remembers-nothing'], [{ order: SEARCH }, { order: SEARCH }], {
    title: {
      fr: 'La même recherche, peu après, ne redemande rien à l’annuaire',
      en: 'The same search, shortly after, does not ask the annuaire again',
    },
    lookAt: {
      fr: 'Une réponse vaut 24 heures au plus : la garder épargne une connexion à chaque admission.',
      en: 'An answer is good for 24 hours at most: to keep it saves a connection at each admission.',
    },
  }),
  second(
    'other-keys',
    'asks',
    ['annuaire-remembers-by-number'],
    [{ order: SEARCH }, { order: searchFor(NEW_AMC.inCase, { csr: 'BANC2' }) }],
    {
      title: {
        fr: 'La même AMC sous un autre CSR est une autre recherche',
        en: 'The same AMC under another CSR is another search',
      },
      lookAt: {
        fr: 'La mémoire ne porte que le numéro de l’AMC : les données du patient iraient à la mauvaise adresse.',
        en: 'What is remembered goes by the number of the AMC only: the data of the patient would go to the wrong address.',
      },
    },
  ),
  second(
    'refusal-not-kept',
    'asks',
    ['annuaire-remembers-refusals', 'annuaire-ignores-codes'],
    [{ order: SEARCH, peer: { reply: 'unavailable' } }, { order: SEARCH }],
    {
      title: {
        fr: 'Après le code 90, la recherche suivante redemande à l’annuaire',
        en: 'After code 90, the next search asks the annuaire again',
      },
      lookAt: {
        fr: 'Un échec est gardé comme une réponse : l’AMC resterait introuvable pour la journée.',
        en: 'A failure is kept like an answer: the AMC could not be found for the rest of the day.',
      },
    },
  ),
  second(
    'failed-address',
    'asks',
    ['annuaire-keeps-failed-addresses'],
    [{ order: SEARCH }, { order: searchFor(NEW_AMC.inCase, { addressFailed: true }) }],
    {
      title: {
        fr: 'Quand l’adresse gardée ne va plus, le GAP redemande à l’annuaire',
        en: 'When the address that was kept does not work any more, the GAP asks the annuaire again',
      },
      lookAt: {
        fr: 'Un échec de TLS ou de DNS envers l’AMC rend la réponse gardée caduque.',
        en: 'A failure of TLS or DNS towards the AMC ends the life of the answer that was kept.',
      },
    },
  ),
]);

/** What the second of two searches does. */
function second(
  slug: string,
  wanted: 'asks' | 'stays away',
  provenBy: readonly string[],
  steps: readonly [ConductStep, ConductStep],
  facts: Pick<CaseFacts, 'title' | 'lookAt'>,
) {
  return callConduct(slug, {
    ...facts,
    level: 'SHOULD',
    requirement: 'A1-005',
    whyNotMust: NOT_PUBLIC,
    provenBy,
    expected: { fr: `${facts.title.fr}.`, en: `${facts.title.en}.` },
    steps: [steps[0], { ...steps[1], patienceMs: AT_ONCE }],
    judge: (seen) => judge(seen, wanted),
  });
}

function judge([first, last]: readonly SeenStep[], wanted: 'asks' | 'stays away'): Finding | undefined {
  // A GAP that did not even ask for what is new to it knows of the search from elsewhere.
  if (first === undefined || last === undefined || first.requests.length === 0) return undefined;
  const asked = last.requests.length > 0;
  const found = asked
    ? { fr: 'La seconde recherche a interrogé l’annuaire.', en: 'The second search asked the annuaire.' }
    : { fr: 'La seconde recherche n’a rien demandé.', en: 'The second search asked nothing.' };
  return { right: asked === (wanted === 'asks') && last.reply.outcome === 'accepted', found };
}
