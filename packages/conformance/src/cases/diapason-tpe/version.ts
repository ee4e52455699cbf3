import { FALLBACK_SCSV } from '@banc-gap/tls12';
import { negotiation, topic } from '../define.ts';
import { SUITES_OF_OLD_VERSIONS } from '../foreign-suites.ts';

const LOWEST_VERSION = {
  fr: 'La version minimale du serveur (nginx : ssl_protocols TLSv1.2; Java : jdk.tls.disabledAlgorithms).',
  en: 'The lowest version of the server (nginx: ssl_protocols TLSv1.2; Java: jdk.tls.disabledAlgorithms).',
};

/** "Flux TLS 1.2": the version that ANS prescribes, and no older one. */
export const version = topic('diapason-tpe', 'version', [
  negotiation('tls12', {
    title: { fr: 'TLS 1.2 est négocié', en: 'TLS 1.2 is negotiated' },
    level: 'MUST',
    requirement: 'S1-019',
    rfc: '5246 §7.4.1.3',
    offer: { version: 0x0303 },
    expect: 'selected',
    provenBy: ['refuses-tls12'],
    lookAt: {
      fr: 'Le terminal ne parle que TLS 1.2 : un serveur réglé sur TLS 1.3 seul ne peut pas lui répondre.',
      en: 'The terminal speaks TLS 1.2 only: a server set to TLS 1.3 alone cannot answer it.',
    },
  }),
  negotiation('tls11-refused', {
    title: { fr: 'TLS 1.1 est refusé', en: 'TLS 1.1 is refused' },
    level: 'MUST',
    requirement: 'S1-019',
    rfc: '8996 §5',
    offer: { version: 0x0302, cipherSuites: SUITES_OF_OLD_VERSIONS },
    expect: 'refused',
    alert: 'protocol_version',
    provenBy: ['accepts-tls11', 'ignores-fallback'],
    lookAt: LOWEST_VERSION,
  }),
  negotiation('tls10-refused', {
    title: { fr: 'TLS 1.0 est refusé', en: 'TLS 1.0 is refused' },
    level: 'MUST',
    requirement: 'S1-019',
    rfc: '8996 §4',
    offer: { version: 0x0301, cipherSuites: SUITES_OF_OLD_VERSIONS },
    expect: 'refused',
    alert: 'protocol_version',
    provenBy: ['accepts-tls10'],
    lookAt: LOWEST_VERSION,
  }),
  negotiation('ssl30-refused', {
    title: { fr: 'SSL 3.0 est refusé', en: 'SSL 3.0 is refused' },
    level: 'MUST',
    requirement: 'S1-019',
    rfc: '7568 §3',
    offer: { version: 0x0300, cipherSuites: SUITES_OF_OLD_VERSIONS },
    expect: 'refused',
    alert: 'protocol_version',
    provenBy: ['accepts-ssl30'],
    lookAt: LOWEST_VERSION,
  }),
  negotiation('fallback-refused', {
    title: {
      fr: 'Repli sur TLS 1.1, signalé par le terminal, refusé',
      en: 'Fallback to TLS 1.1, as the terminal says, refused',
    },
    level: 'SHOULD',
    requirement: 'S1-019',
    rfc: '7507 §3',
    offer: { version: 0x0302, cipherSuites: [...SUITES_OF_OLD_VERSIONS, FALLBACK_SCSV] },
    expect: 'refused',
    // A GAP that has TLS 1.1 all the same answers inappropriate_fallback.
    alert: 'protocol_version',
    provenBy: ['ignores-fallback'],
    whyNotMust: {
      fr: 'Les documents de l’ANS demandent TLS 1.2 ; sans TLS 1.1, il n’y a pas de repli.',
      en: 'The ANS documents ask for TLS 1.2; without TLS 1.1 there is no fallback.',
    },
    lookAt: {
      fr: 'Quelqu’un sur le chemin a fait croire au terminal que TLS 1.2 échouait : la pile TLS doit le voir à TLS_FALLBACK_SCSV. Retirer TLS 1.1.',
      en: 'Somebody on the way made the terminal believe that TLS 1.2 fails: the TLS stack should see it by TLS_FALLBACK_SCSV. Remove TLS 1.1.',
    },
  }),
]);
