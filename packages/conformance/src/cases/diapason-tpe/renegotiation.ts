import { refusal, topic } from '../define.ts';

const ANS_IS_SILENT = {
  fr: 'Les documents de l’ANS demandent TLS 1.2, sans rien dire de la renégociation.',
  en: 'The ANS documents ask for TLS 1.2 and say nothing of renegotiation.',
};

/** A second handshake that the terminal begins on a connection that the first has opened. */
export const renegotiation = topic('diapason-tpe', 'renegotiation', [
  refusal('client-initiated', {
    title: { fr: 'Renégociation commencée par le terminal', en: 'Renegotiation begun by the terminal' },
    level: 'SHOULD',
    requirement: 'S1-019',
    rfc: '5246 §7.2.2',
    defect: {},
    renegotiates: true,
    alert: 'no_renegotiation',
    provenBy: ['allows-client-renegotiation', 'checks-first-handshake-only', 'allows-insecure-renegotiation'],
    whyNotMust: {
      fr: 'Les documents de l’ANS n’en disent rien, et Java, Node et GnuTLS renégocient par défaut.',
      en: 'The ANS documents say nothing of it, and Java, Node and GnuTLS renegotiate by default.',
    },
    lookAt: {
      fr: 'Un client qui renégocie sans fin épuise le serveur. OpenSSL : ne pas poser SSL_OP_ALLOW_CLIENT_RENEGOTIATION. Node : poser SSL_OP_NO_RENEGOTIATION. Java : -Djdk.tls.rejectClientInitiatedRenegotiation=true.',
      en: 'A client that renegotiates without end exhausts the server. OpenSSL: do not set SSL_OP_ALLOW_CLIENT_RENEGOTIATION. Node: set SSL_OP_NO_RENEGOTIATION. Java: -Djdk.tls.rejectClientInitiatedRenegotiation=true.',
    },
  }),
  refusal('other-certificate', {
    title: {
      fr: 'Certificat auto-signé présenté en renégociant, après le bon',
      en: 'Self-signed certificate presented in a renegotiation, after the good one',
    },
    level: 'MUST',
    requirement: 'S2-003',
    rfc: '5746 §5',
    defect: { from: 'self-signed' },
    renegotiates: true,
    occasion: 'certificate',
    alert: 'no_renegotiation',
    provenBy: ['checks-first-handshake-only'],
    lookAt: {
      fr: 'Le certificat est vérifié une fois par connexion, alors qu’une renégociation peut en apporter un autre : refuser la renégociation, ou vérifier à chaque poignée de main.',
      en: 'The certificate is verified once a connection, while a renegotiation can bring another: refuse renegotiation, or verify in every handshake.',
    },
  }),
  refusal('without-certificate', {
    title: {
      fr: 'Aucun certificat présenté en renégociant, après le bon',
      en: 'No certificate presented in a renegotiation, after the good one',
    },
    level: 'MUST',
    requirement: 'S2-015',
    rfc: '5246 §7.4.6',
    defect: { present: 'nothing' },
    renegotiates: true,
    occasion: 'certificate',
    alert: 'no_renegotiation',
    provenBy: ['checks-first-handshake-only'],
    lookAt: {
      fr: 'Le terminal s’est authentifié, puis ne l’est plus : refuser la renégociation, ou exiger le certificat à chaque poignée de main.',
      en: 'The terminal was authenticated, and is no longer: refuse renegotiation, or require the certificate in every handshake.',
    },
  }),
  refusal('insecure', {
    title: {
      fr: 'Renégociation non sûre, sans renegotiation_info',
      en: 'Insecure renegotiation, without renegotiation_info',
    },
    level: 'SHOULD',
    requirement: 'S1-019',
    rfc: '5746 §4.4',
    defect: { bugs: { missingRenegotiationInfo: true } },
    renegotiates: true,
    alert: 'no_renegotiation',
    provenBy: ['allows-insecure-renegotiation'],
    whyNotMust: ANS_IS_SILENT,
    lookAt: {
      fr: 'Un tiers peut faire précéder ce que dit le terminal de ce qu’il veut (CVE-2009-3555). OpenSSL : ne pas poser SSL_OP_ALLOW_UNSAFE_LEGACY_RENEGOTIATION. Java : laisser sun.security.ssl.allowUnsafeRenegotiation à false.',
      en: 'A third party can put what it likes before what the terminal says (CVE-2009-3555). OpenSSL: do not set SSL_OP_ALLOW_UNSAFE_LEGACY_RENEGOTIATION. Java: leave sun.security.ssl.allowUnsafeRenegotiation at false.',
    },
  }),
]);
