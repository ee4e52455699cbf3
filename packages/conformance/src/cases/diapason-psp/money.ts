import type { CallOrder } from '../call-case.ts';
import type { CaseFacts, Finding } from '../case.ts';
import { callConduct, callRequest, topic } from '../define.ts';
import {
  answerOf,
  debitsOf,
  ifDebited,
  jsonOf,
  judgeOutcome,
  keyOf,
  type SeenRequest,
  sameWords,
} from './debits.ts';

const NOT_PUBLIC = {
  fr: 'Ce que le prestataire parle sur ce lien n’est pas public : c’est le contrat du banc, docs/psp.md.',
  en: 'What the provider speaks on this link is not public: this is the contract of the bench, docs/psp.md.',
};
/** In cents. */
const ORDERED = 12_34;
const UUID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i;
const CARD_NUMBER_PRESENT = 'urn:banc-gap:psp:problem:card-number-present';

const LOOK_AT_RETRY = {
  fr: 'La clé d’idempotence est tirée à chaque envoi : elle se tire une fois par débit, et se garde avec lui avant le premier envoi.',
  en: 'The idempotency key is drawn at each sending: draw it once for each debit, and keep it with the debit before it is sent first.',
};
const LOOK_AT_SILENCE = {
  fr: 'Sans réponse, nul ne sait si le débit est fait : redemander sous la même clé, ou le chercher par GET …/payments?idempotencyKey=.',
  en: 'Without an answer nobody knows whether the debit was made: ask again under the same key, or look for it by GET …/payments?idempotencyKey=.',
};
const LOOK_AT_ANSWER = {
  fr: 'Le GAP lit autre chose que le statut et l’état de la réponse : seul 201 avec l’état AUTHORISED est un débit fait.',
  en: 'The GAP reads something else than the status and the state of the answer: only 201 with the state AUTHORISED is a debit that was made.',
};

/** What happens to the money of patients and of the hospital. */
export const pspMoney = topic('diapason-psp', 'money', [
  callRequest('as-ordered', {
    title: {
      fr: 'Le débit demandé est celui qui a été ordonné, en centimes d’euro',
      en: 'The debit asked for is the one that was ordered, in cents of euro',
    },
    level: 'SHOULD',
    requirement: 'P1-004',
    whyNotMust: NOT_PUBLIC,
    provenBy: ['psp-debits-euros'],
    expected: {
      fr: 'La requête porte le consentement, le montant entier en centimes et la devise EUR.',
      en: 'The request has the consent, the whole amount in cents, and the currency EUR.',
    },
    order: debitOf(ORDERED),
    judge: ({ requests }) => ifDebited(requests, judgeOrder),
    lookAt: {
      fr: 'Le montant est converti en euros, ou calculé en virgule flottante.',
      en: 'The amount is converted to euros, or calculated in floating point.',
    },
  }),
  callRequest('key', {
    title: { fr: 'Le débit a une clé d’idempotence', en: 'The debit has an idempotency key' },
    level: 'SHOULD',
    requirement: 'P1-001',
    whyNotMust: NOT_PUBLIC,
    provenBy: ['psp-sends-no-key'],
    expected: {
      fr: 'L’en-tête Idempotency-Key est un UUID.',
      en: 'The header Idempotency-Key is a UUID.',
    },
    judge: ({ requests }) =>
      ifDebited(requests, ([debit]) => {
        const key = keyOf(debit);
        return { right: UUID.test(key), found: sameWords(`Idempotency-Key: ${key || '∅'}`) };
      }),
    lookAt: LOOK_AT_RETRY,
  }),
  callConduct('new-debit-new-key', {
    title: {
      fr: 'Un autre débit a une autre clé d’idempotence',
      en: 'Another debit has another idempotency key',
    },
    level: 'SHOULD',
    requirement: 'P1-001',
    whyNotMust: NOT_PUBLIC,
    provenBy: ['psp-reuses-key'],
    steps: [{ order: debitOf(1700) }, { order: debitOf(1700) }],
    expected: {
      fr: 'Deux débits de deux consentements n’ont pas la même clé.',
      en: 'Two debits of two consents have not the same key.',
    },
    judge: ([first, second]) => {
      const keys = [first, second]
        .map((step) => debitsOf(step?.requests ?? [])[0])
        .map((debit) => debit && keyOf(debit));
      if (keys.includes(undefined)) return undefined;
      return { right: keys[0] !== keys[1], found: sameWords(`Idempotency-Key: ${keys.join(', ')}`) };
    },
    lookAt: {
      fr: 'La clé est une constante, ou dérive de ce que deux débits peuvent avoir en commun (montant, patient).',
      en: 'The key is a constant, or derives from what two debits may have in common (amount, patient).',
    },
  }),
  callConduct('no-second-debit', {
    title: {
      fr: 'Réponse perdue : le débit n’est pas demandé une seconde fois comme un autre',
      en: 'Lost answer: the debit is not asked for a second time as another one',
    },
    level: 'SHOULD',
    requirement: 'P1-002',
    whyNotMust: NOT_PUBLIC,
    provenBy: ['psp-retries-with-new-key'],
    steps: [{ peer: { lostReplies: 1 } }],
    expected: {
      fr: 'Toutes les demandes de ce débit ont la même clé d’idempotence.',
      en: 'All requests for this debit have the same idempotency key.',
    },
    judge: ([step]) =>
      ifDebited(step?.requests ?? [], (debits) => {
        const keys = new Set(debits.map(keyOf));
        return {
          right: keys.size === 1,
          found: {
            fr: `Demandes de débit : ${debits.length} ; clés : ${keys.size}.`,
            en: `Requests for a debit: ${debits.length}; keys: ${keys.size}.`,
          },
        };
      }),
    lookAt: LOOK_AT_RETRY,
  }),
  callConduct('lost-answer', {
    title: {
      fr: 'Réponse perdue : le GAP apprend que le débit est fait',
      en: 'Lost answer: the GAP learns that the debit was made',
    },
    level: 'SHOULD',
    requirement: 'P1-002',
    whyNotMust: NOT_PUBLIC,
    provenBy: ['psp-gives-up-without-answer', 'psp-retries-with-new-key'],
    steps: [{ peer: { lostReplies: 1 } }],
    expected: {
      fr: 'Le débit fait, dont la réponse s’est perdue, est tenu pour fait (le pilote répond accepted).',
      en: 'The debit that was made, and whose answer was lost, is taken for made (the drive answers accepted).',
    },
    judge: ([step]) => judgeOutcome(step, 'accepted'),
    lookAt: LOOK_AT_SILENCE,
  }),
  callConduct('late-answer', {
    title: {
      fr: 'Réponse après une seconde : le GAP l’attend',
      en: 'Answer after a second: the GAP waits for it',
    },
    level: 'SHOULD',
    requirement: 'P1-002',
    whyNotMust: NOT_PUBLIC,
    provenBy: ['psp-is-impatient'],
    steps: [{ order: debitOf(97_01) }],
    expected: {
      fr: 'Le débit est tenu pour fait (le pilote répond accepted).',
      en: 'The debit is taken for made (the drive answers accepted).',
    },
    judge: ([step]) => judgeOutcome(step, 'accepted'),
    lookAt: {
      fr: 'Le délai de lecture du client : une autorisation de carte prend des secondes.',
      en: 'The read timeout of the client: the authorisation of a card takes seconds.',
    },
  }),
  refused('over-ceiling', 100_01, {
    fr: 'Débit au-dessus du plafond : rendu comme refusé',
    en: 'Debit above the ceiling: reported as refused',
  }),
  refused('consent-opposed', 98_11, {
    fr: 'Consentement retiré par le patient : rendu comme refusé',
    en: 'Consent withdrawn by the patient: reported as refused',
  }),
  refused('token-expired', 98_10, {
    fr: 'Jeton de la carte expiré : rendu comme refusé',
    en: 'Token of the card expired: reported as refused',
  }),
  refused('already-debited', 98_09, {
    fr: 'Consentement déjà débité : rendu comme refusé',
    en: 'Consent debited already: reported as refused',
  }),
  refused('issuer-refuses', 99_51, {
    fr: 'Refus de la banque du patient (provision insuffisante) : rendu comme refusé',
    en: 'Refusal of the patient’s bank (insufficient funds): reported as refused',
  }),
  refused('provider-unavailable', 98_53, {
    fr: 'Prestataire indisponible (503) : le débit n’est pas tenu pour fait',
    en: 'Provider unavailable (503): the debit is not taken for made',
  }),
  callConduct('refusal-is-final', {
    title: {
      fr: 'Un débit refusé n’est pas redemandé',
      en: 'A debit that was refused is not asked for again',
    },
    level: 'SHOULD',
    requirement: 'P1-003',
    whyNotMust: NOT_PUBLIC,
    provenBy: ['psp-asks-again-after-refusal'],
    steps: [{ order: debitOf(99_51), watchMs: 500 }],
    expected: {
      fr: 'Après le refus de la banque, le GAP ne demande plus ce débit.',
      en: 'After the refusal of the bank the GAP does not ask for this debit any more.',
    },
    judge: ([step]) =>
      ifDebited(step?.requests ?? [], (debits) => ({
        right: debits.length === 1,
        found: {
          fr: `Demandes de débit : ${debits.length}.`,
          en: `Requests for a debit: ${debits.length}.`,
        },
      })),
    lookAt: {
      fr: 'La reprise automatique du client HTTP porte sur tout échec : un refus est une réponse, que redemander ne change pas.',
      en: 'The automatic retry of the HTTP client takes any failure: a refusal is an answer, which asking again does not change.',
    },
  }),
  callRequest('no-card-number', {
    title: { fr: 'Le GAP n’envoie aucun numéro de carte', en: 'The GAP sends no card number' },
    level: 'SHOULD',
    requirement: 'P1-005',
    whyNotMust: NOT_PUBLIC,
    provenBy: ['psp-sends-card-number'],
    expected: {
      fr: 'Aucun numéro de carte : ni dans l’adresse, ni dans les en-têtes, ni dans le corps.',
      en: 'No card number: neither in the address, nor in the headers, nor in the body.',
    },
    judge: ({ requests }) => {
      const problem = requests.map(answerOf).find(({ type }) => type === CARD_NUMBER_PRESENT);
      if (problem === undefined) {
        return { right: true, found: { fr: 'Aucun n’a été trouvé.', en: 'None was found.' } };
      }
      const where = (problem['errors'] as readonly { readonly field: string }[]).map(({ field }) => field);
      return {
        right: false,
        found: { fr: `Il y en a dans : ${where.join(', ')}.`, en: `There are in: ${where.join(', ')}.` },
      };
    },
    lookAt: {
      fr: 'Le GAP ne doit avoir que le jeton et le numéro masqué : d’où lui vient ce numéro ?',
      en: 'The GAP should only have the token and the masked number: where does it have this number from?',
    },
  }),
]);

/** By the amount, docs/psp-refusals.md; the consent of the run has a ceiling of 100 €. */
function debitOf(amount: number): CallOrder {
  return {
    action: 'diapason.debit',
    params: { mandate: 'mdt_BANCBANCBANCBANCBANC', amount, merchantReference: 'BANC-GAP' },
  };
}

function refused(slug: string, amount: number, title: CaseFacts['title']) {
  return callConduct(slug, {
    title,
    level: 'SHOULD',
    requirement: 'P1-003',
    whyNotMust: NOT_PUBLIC,
    provenBy: ['psp-takes-any-answer'],
    steps: [{ order: debitOf(amount) }],
    expected: {
      fr: 'Le GAP ne tient pas le débit pour fait (le pilote répond refused).',
      en: 'The GAP does not take the debit for done (the drive answers refused).',
    },
    judge: ([step]) => judgeOutcome(step, 'refused'),
    lookAt: LOOK_AT_ANSWER,
  });
}

function judgeOrder([debit]: readonly [SeenRequest, ...SeenRequest[]]): Finding {
  const { mandate, amount, currency } = jsonOf(debit.body);
  const right = typeof mandate === 'string' && amount === ORDERED && currency === 'EUR';
  return { right, found: sameWords(JSON.stringify({ mandate, amount, currency })) };
}
