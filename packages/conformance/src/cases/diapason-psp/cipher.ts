import { callRefusal, topic } from '../define.ts';

/** What the provider selects. What the GAP offers is another topic: a suite that it offers, it rightly takes. */
export const pspCipher = topic('diapason-psp', 'cipher', [
  callRefusal('unoffered-suite', {
    title: {
      fr: 'Serveur qui choisit une suite que le GAP n’a pas proposée',
      en: 'Server that selects a suite which the GAP did not offer',
    },
    level: 'MUST',
    requirement: 'S1-070',
    rfc: '5246 §7.4.1.3',
    defect: { selects: 'unoffered-suite' },
    alert: 'illegal_parameter',
    provenBy: ['client-accepts-unoffered-suite'],
    lookAt: {
      fr: 'La pile TLS laisse le serveur choisir ce qu’elle n’a pas proposé : la restreindre ne sert alors à rien.',
      en: 'The TLS stack lets the server select what it did not offer: to restrict it is then of no use.',
    },
  }),
]);
