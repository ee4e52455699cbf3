import type { ConductStep, SeenStep } from '../call-case.ts';
import type { Finding } from '../case.ts';
import { callConduct, topic } from '../define.ts';

const ANS_IS_SILENT_ON_FAILURES = {
  fr: 'L’ANS rend la vérification obligatoire chez le prestataire, sans rien dire de ce que fait le GAP qu’il refuse.',
  en: 'ANS makes the check mandatory at the provider, and says nothing of what the GAP does that it turns down.',
};
const FACTS = { level: 'SHOULD', requirement: 'S1-020', whyNotMust: ANS_IS_SILENT_ON_FAILURES } as const;
/** A GAP may try once or twice more; for as long as this it is then to stay quiet, in milliseconds. */
const CONNECTIONS = 3;
const WATCH_MS = 300;

const REPORTED = {
  ...FACTS,
  rfc: '5246 §7.2.2',
  provenBy: ['psp-takes-silence-for-consent'],
  expected: {
    fr: 'Le GAP ne tient pas le débit pour fait, et le dit (le pilote répond refused).',
    en: 'The GAP does not take the debit for made, and says so (the drive answers refused).',
  },
  judge: ([step]: readonly SeenStep[]) => step && judgeOutcome(step),
  lookAt: {
    fr: 'L’échec de la poignée de main est avalé : il doit arriver jusqu’à la personne qui encaisse, avec l’alerte reçue.',
    en: 'The failure of the handshake is swallowed: it has to reach the person who cashes in, with the alert that came.',
  },
} as const;

const QUIET = {
  ...FACTS,
  provenBy: ['psp-storms'],
  expected: {
    fr: `Le GAP ne se connecte pas plus de ${CONNECTIONS} fois.`,
    en: `The GAP connects no more than ${CONNECTIONS} times.`,
  },
  judge: ([step]: readonly SeenStep[]) => step && judgeConnections(step),
  lookAt: {
    fr: 'Une boucle de nouvelles tentatives sans borne ni attente : ce qui est refusé une fois le sera encore, et tous les établissements appellent le même prestataire.',
    en: 'A loop of retries without bound or pause: what is turned down once will be again, and every hospital calls the same provider.',
  },
} as const;

const turnedDown = (refusesClientWith: 'certificate_revoked' | 'certificate_expired'): ConductStep => ({
  peer: { refusesClientWith },
  watchMs: WATCH_MS,
});

/** What the GAP does when it cannot debit. */
export const pspConduct = topic('diapason-psp', 'conduct', [
  callConduct('own-certificate-revoked', {
    ...REPORTED,
    title: {
      fr: 'Certificat du GAP refusé comme révoqué : l’échec est dit',
      en: 'Certificate of the GAP turned down as revoked: the failure is told',
    },
    steps: [turnedDown('certificate_revoked')],
  }),
  callConduct('own-certificate-expired', {
    ...REPORTED,
    title: {
      fr: 'Certificat du GAP refusé comme expiré : l’échec est dit',
      en: 'Certificate of the GAP turned down as expired: the failure is told',
    },
    steps: [turnedDown('certificate_expired')],
  }),
  callConduct('no-storm-when-turned-down', {
    ...QUIET,
    title: {
      fr: 'Certificat du GAP refusé : pas d’avalanche de connexions',
      en: 'Certificate of the GAP turned down: no storm of connections',
    },
    steps: [turnedDown('certificate_revoked')],
  }),
  callConduct('no-storm-at-a-wrong-server', {
    ...QUIET,
    requirement: 'S1-017',
    title: {
      fr: 'Serveur que le GAP refuse : pas d’avalanche de connexions',
      en: 'Server that the GAP turns down: no storm of connections',
    },
    steps: [{ peer: { from: 'self-signed' }, watchMs: WATCH_MS }],
  }),
]);

function judgeOutcome({ reply: { outcome, detail } }: SeenStep): Finding | undefined {
  if (outcome === 'error') return undefined;
  const said = detail === undefined ? outcome : `${outcome} (${detail})`;
  const found = { fr: `Réponse du pilote : ${said}.`, en: `Answer of the drive: ${said}.` };
  return { right: outcome === 'refused', found };
}

function judgeConnections({ calls }: SeenStep): Finding {
  const { length } = calls;
  return {
    right: length <= CONNECTIONS,
    found: { fr: `${length} connexion(s).`, en: `${length} connection(s).` },
  };
}
