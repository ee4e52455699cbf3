import { callObservation, callRefusal, topic } from '../define.ts';

const LOOK_AT = {
  fr: 'La version minimale du client (Node : minVersion, OpenSSL : MinProtocol, Java : jdk.tls.disabledAlgorithms, .NET : SslProtocols).',
  en: 'The lowest version of the client (Node: minVersion, OpenSSL: MinProtocol, Java: jdk.tls.disabledAlgorithms, .NET: SslProtocols).',
};
const FACTS = { level: 'MUST', requirement: 'S1-018', lookAt: LOOK_AT } as const;

/** "Flux TLS 1.2": the version that ANS prescribes, and no older one. */
export const pspVersion = topic('diapason-psp', 'version', [
  callObservation('tls12', {
    ...FACTS,
    title: { fr: 'TLS 1.2 est proposé', en: 'TLS 1.2 is offered' },
    rfc: '5246 §7.4.1.2',
    provenBy: ['psp-offers-tls11-only'],
    expected: {
      fr: 'Le ClientHello propose TLS 1.2 ou plus récent.',
      en: 'The ClientHello offers TLS 1.2 or newer.',
    },
    judge: ({ clientHello: { version } }) => ({
      right: version >= 0x0303,
      found: {
        fr: `client_version est 0x${version.toString(16).padStart(4, '0')}.`,
        en: `client_version is 0x${version.toString(16).padStart(4, '0')}.`,
      },
    }),
  }),
  callRefusal('tls11-refused', {
    ...FACTS,
    title: { fr: 'Serveur qui choisit TLS 1.1', en: 'Server that selects TLS 1.1' },
    rfc: '8996 §5',
    defect: { selects: { version: 0x0302 } },
    alert: 'protocol_version',
    provenBy: ['psp-accepts-tls11', 'client-accepts-tls11'],
  }),
  callRefusal('tls10-refused', {
    ...FACTS,
    title: { fr: 'Serveur qui choisit TLS 1.0', en: 'Server that selects TLS 1.0' },
    rfc: '8996 §4',
    defect: { selects: { version: 0x0301 } },
    alert: 'protocol_version',
    provenBy: ['client-accepts-tls10'],
  }),
  callRefusal('ssl30-refused', {
    ...FACTS,
    title: { fr: 'Serveur qui choisit SSL 3.0', en: 'Server that selects SSL 3.0' },
    rfc: '7568 §3',
    defect: { selects: { version: 0x0300 } },
    alert: 'protocol_version',
    provenBy: ['client-accepts-ssl30'],
  }),
]);
