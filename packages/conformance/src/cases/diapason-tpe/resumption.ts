import { control, refusal, topic } from '../define.ts';

const ANS_IS_SILENT = {
  fr: 'Les documents de l’ANS ne parlent pas de reprise de session.',
  en: 'The ANS documents do not speak of session resumption.',
};

/** Sessions that a GAP resumes without seeing a certificate again; it need not resume any. */
export const resumption = topic('diapason-tpe', 'resumption', [
  refusal('after-refusal', {
    title: {
      fr: 'Session d’une connexion refusée, reprise ensuite',
      en: 'Session of a connection that was refused, resumed afterwards',
    },
    level: 'MUST',
    requirement: 'S2-003',
    rfc: '5246 §F.1.4',
    defect: { from: 'self-signed' },
    resumes: true,
    alert: 'unknown_ca',
    provenBy: ['checks-full-handshakes-only', 'accepts-self-signed'],
    lookAt: {
      fr: 'Le certificat est vérifié après la poignée de main, quand le terminal a déjà une session : il revient avec elle et n’est plus vérifié.',
      en: 'The certificate is verified after the handshake, when the terminal has a session already: it comes back with that and is not verified again.',
    },
  }),
  refusal('after-fatal-alert', {
    title: {
      fr: 'Session reprise après une alerte fatale',
      en: 'Session resumed after a fatal alert',
    },
    level: 'SHOULD',
    requirement: 'S1-019',
    rfc: '5246 §7.2.2',
    // A right client has forgotten the session too.
    defect: { bugs: { resumeForeignSession: true } },
    resumes: 'after-fatal-alert',
    provenBy: ['keeps-sessions-for-good'],
    whyNotMust: ANS_IS_SILENT,
    lookAt: {
      fr: 'Les sessions sont gardées à part (Node : newSession et resumeSession), et rien ne les en retire quand une connexion échoue.',
      en: 'Sessions are kept apart (Node: newSession and resumeSession), and nothing takes them out when a connection fails.',
    },
  }),
  control('good-terminal', {
    title: {
      fr: 'Le bon terminal revient avec sa session : accepté',
      en: 'The good terminal comes back with its session: accepted',
    },
    level: 'SHOULD',
    requirement: 'S1-004',
    rfc: '5246 §7.3',
    resumes: true,
    provenBy: ['loses-certificate-on-resumption'],
    whyNotMust: ANS_IS_SILENT,
    lookAt: {
      fr: 'Le certificat du terminal n’est pas présenté à nouveau quand une session est reprise : le lire dans la session, ou ne pas donner de session.',
      en: 'The certificate of the terminal is not presented again when a session is resumed: read it from the session, or give no sessions.',
    },
  }),
]);
