import type { CaseFacts } from '../case.ts';
import { callReply, topic } from '../define.ts';
import { NOTHING_ABOUT_REPLIES } from './facts.ts';
import { consultAs, DECLARE, DOCTOR, FEED } from './orders.ts';

const LOOK_AT = {
  fr: 'Le GAP dit que c’est fait sans lire la réponse du DP : son statut, et de quel patient elle parle.',
  en: 'The GAP says that it is done without reading the answer of the DP: its status, and whose patient it is about.',
};
const FACTS = {
  level: 'SHOULD',
  requirement: 'S4-002',
  whyNotMust: NOTHING_ABOUT_REPLIES,
  lookAt: LOOK_AT,
} as const;

/** What the GAP says to its user when the DP refuses, fails or keeps silent. */
export const dpReply = topic('dp', 'reply', [
  refused('no-dossier', 'dp-takes-404-for-done', {
    fr: 'Le patient n’a pas de dossier (404) : le GAP le dit',
    en: 'The patient has no dossier (404): the GAP says so',
  }),
  refused('patient-opposed', 'dp-takes-opposition-for-done', {
    fr: 'Le patient s’est opposé (409) : le GAP le dit',
    en: 'The patient is opposed (409): the GAP says so',
  }),
  refused('consultation-not-allowed', 'dp-takes-403-for-done', {
    fr: 'L’utilisateur n’a pas le droit de consulter (403) : le GAP le dit',
    en: 'The user may not consult (403): the GAP says so',
  }),
  callReply('annuaire-not-allowed', {
    ...FACTS,
    order: DECLARE,
    requirement: 'S4-025',
    title: {
      fr: 'L’utilisateur n’a pas le droit d’inscrire un patient (403) : le GAP le dit',
      en: 'The user may not declare a patient (403): the GAP says so',
    },
    defect: { reply: 'annuaire-not-allowed' },
    provenBy: ['dp-takes-403-for-done'],
  }),
  callReply('signature-invalid', {
    ...FACTS,
    order: FEED,
    requirement: 'S4-006',
    title: {
      fr: 'Le DP refuse la signature (422) : le GAP le dit',
      en: 'The DP refuses the signature (422): the GAP says so',
    },
    defect: { reply: 'signature-invalid' },
    provenBy: ['dp-takes-422-for-done'],
  }),
  refused('unavailable', 'dp-takes-failure-for-done', {
    fr: 'Le DP est indisponible (503) : le GAP le dit',
    en: 'The DP is unavailable (503): the GAP says so',
  }),
  refused('internal-error', 'dp-takes-failure-for-done', {
    fr: 'Le DP est en panne (500) : le GAP le dit',
    en: 'The DP fails (500): the GAP says so',
  }),
  refused('html', 'dp-looks-at-status-only', {
    fr: 'Une page HTML avec le statut 200 n’est pas un dossier',
    en: 'A page of HTML with status 200 is no dossier',
  }),
  refused('another-patient', 'dp-looks-at-status-only', {
    fr: 'Le dossier d’un autre patient n’est pas montré',
    en: 'The dossier of another patient is not shown',
  }),
  callReply('no-answer', {
    ...FACTS,
    order: consultAs(DOCTOR),
    title: {
      fr: 'Le DP ne répond pas : le GAP le dit',
      en: 'The DP does not answer: the GAP says so',
    },
    defect: { lostReplies: 99 },
    provenBy: ['dp-takes-silence-for-done'],
  }),
]);

/** An answer to a consultation, of that name. */
function refused(slug: string, defect: string, title: CaseFacts['title']) {
  return callReply(slug, {
    ...FACTS,
    order: consultAs(DOCTOR),
    title,
    defect: { reply: slug },
    provenBy: [defect],
  });
}
