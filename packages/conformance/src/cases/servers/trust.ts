import type { ConformanceCase } from '../case.ts';
import { callControl, callRefusal, topic } from '../define.ts';
import { checking, type Server } from './server.ts';

const LOOK_AT_VERIFICATION = {
  fr: 'La vérification est désactivée ou affaiblie (rejectUnauthorized: false, TrustManager vide, verify=False).',
  en: 'Verification is switched off or weakened (rejectUnauthorized: false, an empty TrustManager, verify=False).',
};

/** The lineage of the server's certificate. */
export function serverTrust(server: Server): readonly ConformanceCase[] {
  const { facts, provenBy } = checking(server);
  const ofPki = {
    ...facts,
    requirement: server.requirements.pki,
    rfc: '5280 §6.1.1 (d)',
    alert: 'unknown_ca',
    lookAt: {
      fr: `Le magasin de confiance du client : seules les racines de ce serveur (${server.trust}) y ont leur place.`,
      en: `The trust store of the client: only the roots of this server (${server.trust}) belong there.`,
    },
  } as const;
  const verified = { ...facts, lookAt: LOOK_AT_VERIFICATION };
  const signed = { ...verified, rfc: '5280 §6.1.3 (a)(1)', alert: 'bad_certificate' } as const;
  const { slug, alsoProvenBy = [], ...good } = server.good;
  return topic(server.suite, 'trust', [
    callControl(slug, {
      ...facts,
      ...good,
      requirement: server.requirements.pki,
      provenBy: [...provenBy('trusts-nobody'), ...alsoProvenBy],
    }),
    callRefusal('self-signed', {
      ...verified,
      title: { fr: 'Serveur au certificat autosigné', en: 'Server with a self-signed certificate' },
      rfc: '5280 §6.1',
      defect: { from: 'self-signed' },
      alert: 'unknown_ca',
      provenBy: provenBy('accepts-self-signed'),
    }),
    callRefusal('unknown-root', {
      ...verified,
      title: { fr: 'Chaîne complète vers une racine inconnue', en: 'A complete chain to an unknown root' },
      rfc: '5280 §6.1.1 (d)',
      defect: { from: 'unknown-root', present: 'with-root' },
      alert: 'unknown_ca',
      provenBy: provenBy('accepts-any-root'),
    }),
    callRefusal('lookalike-root', {
      ...verified,
      title: {
        fr: 'Racine sosie : même nom que la bonne, autre clé',
        en: 'Look-alike root: the name of the right one, another key',
      },
      rfc: '5280 §6.1.3 (a)(1)',
      defect: { from: 'lookalike-root' },
      alert: 'unknown_ca',
      provenBy: provenBy('trusts-issuer-by-name'),
      lookAt: {
        fr: 'Une confiance accordée au nom de l’émetteur au lieu de sa signature.',
        en: 'Trust given to the name of the issuer instead of its signature.',
      },
    }),
    callRefusal('terminal-pki', {
      ...ofPki,
      title: { fr: 'Serveur certifié par l’AC des TPE', en: 'Server certified by the CA of the terminals' },
      defect: { from: 'terminal-ca' },
      provenBy: provenBy('trusts-terminal-pki'),
    }),
    callRefusal('igc-sante', {
      ...ofPki,
      title: {
        fr: 'Serveur au certificat SSL_SERVEUR de l’IGC-Santé',
        en: 'Server with an SSL_SERVEUR certificate of IGC-Santé',
      },
      defect: { from: 'igc-sante' },
      provenBy: provenBy('trusts-igc-sante'),
    }),
    callRefusal('intermediate-missing', {
      ...verified,
      title: {
        fr: 'Serveur qui n’envoie pas son AC intermédiaire',
        en: 'Server that does not send its intermediate CA',
      },
      rfc: '5246 §7.4.2',
      defect: { present: 'leaf-only' },
      alert: 'unknown_ca',
      provenBy: provenBy('accepts-incomplete-chain'),
    }),
    callRefusal('leaf-signature-corrupted', {
      ...signed,
      title: { fr: 'Signature du certificat altérée', en: 'Signature of the certificate corrupted' },
      defect: { leaf: { signature: 'corrupted' } },
      provenBy: provenBy('ignores-leaf-signature'),
    }),
    callRefusal('leaf-by-another-key', {
      ...signed,
      title: {
        fr: 'Certificat au nom de l’AC, signé par une autre clé',
        en: 'Certificate in the name of the CA, signed by another key',
      },
      defect: { leaf: { signature: 'by-another-key' } },
      provenBy: provenBy('ignores-leaf-signature'),
    }),
    callRefusal('issuing-ca-signature-corrupted', {
      ...signed,
      title: {
        fr: 'Signature de l’AC intermédiaire altérée',
        en: 'Signature of the intermediate CA corrupted',
      },
      defect: { issuingCa: { signature: 'corrupted' } },
      provenBy: provenBy('ignores-ca-signature'),
    }),
    callRefusal('reversed-chain', {
      ...verified,
      level: 'SHOULD',
      title: {
        fr: 'Chaîne à l’envers : l’AC intermédiaire d’abord',
        en: 'Chain in reverse order: the intermediate CA first',
      },
      rfc: '8446 §4.4.2',
      defect: { present: 'reversed' },
      alert: 'bad_certificate',
      provenBy: provenBy('accepts-any-order'),
      whyNotMust: {
        fr: 'La RFC oblige le serveur à commencer par son certificat ; un GAP qui l’a trouvé ailleurs l’a vérifié quand même.',
        en: 'The RFC has the server begin with its certificate; a GAP that found it elsewhere has verified it all the same.',
      },
      lookAt: {
        fr: 'OpenSSL, Java et GnuTLS prennent le premier certificat pour celui du serveur : le GAP en cherche un autre dans la liste.',
        en: 'OpenSSL, Java and GnuTLS take the first certificate for that of the server: the GAP looks for another one in the list.',
      },
    }),
    callControl('unrelated-certificate', {
      ...facts,
      level: 'SHOULD',
      title: {
        fr: 'Certificat de trop à la fin de la chaîne : accepté',
        en: 'One certificate too many at the end of the chain: accepted',
      },
      rfc: '8446 §4.4.2',
      difference: { present: 'with-unrelated' },
      provenBy: provenBy('refuses-extra-certificates'),
      whyNotMust: {
        fr: 'La RFC 5246 §7.4.2 n’en permet pas au serveur ; la RFC 8446 conseille de les passer, et ce pour toute version de TLS.',
        en: 'RFC 5246 §7.4.2 allows the server none; RFC 8446 advises to pass over them, in any version of TLS.',
      },
      lookAt: {
        fr: 'Le GAP exige une liste sans rien de trop : il en est de telles chez de vrais serveurs, après un changement d’AC.',
        en: 'The GAP wants a list with nothing too many: real servers have such lists, after a change of CA.',
      },
    }),
  ]);
}
