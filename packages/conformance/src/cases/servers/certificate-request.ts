import { nameOf } from '@banc-gap/pki';
import type { ConformanceCase } from '../case.ts';
import { callControl, callRefusal, topic } from '../define.ts';
import type { Server } from './server.ts';

const NOBODY = nameOf(['C', 'FR'], ['O', 'Banc GAP TEST'], ['CN', 'A CA of nobody here']);
const ECDSA_SECP256R1_SHA256 = 0x0403;
const ANS_IS_SILENT_ON_MESSAGES = {
  fr: 'Les documents de l’ANS demandent un certificat au GAP, sans rien dire du message qui le réclame.',
  en: 'The ANS documents ask the GAP for a certificate, and say nothing of the message that requests it.',
};

/** What the GAP makes of how a server asks for its certificate, or does not (RFC 5246 §7.4.4). */
export function certificateRequests({ suite, requirements }: Server): readonly ConformanceCase[] {
  const facts = { requirement: requirements.link, whyNotMust: ANS_IS_SILENT_ON_MESSAGES } as const;
  return topic(suite, 'handshake', [
    callRefusal('certificate-not-requested', {
      ...facts,
      title: {
        fr: 'Serveur qui ne demande pas de certificat au GAP',
        en: 'A server that does not ask the GAP for a certificate',
      },
      level: 'MAY',
      rfc: '5246 §7.4.4',
      defect: { clientCertificate: 'none' },
      provenBy: ['client-connects-without-being-asked'],
      whyNotMust: {
        fr: 'La RFC 5246 laisse le serveur demander ou non, et l’ANS met la vérification du certificat du GAP à la charge du serveur.',
        en: 'RFC 5246 leaves it to the server to ask, and ANS has the server check the certificate of the GAP.',
      },
      lookAt: {
        fr: 'Le serveur a son bon certificat, mais pas l’authentification mutuelle : un GAP peut le voir (Java : getLocalCertificates() est null ; .NET : IsMutuallyAuthenticated).',
        en: 'The server has its right certificate, but there is no mutual authentication: a GAP can tell (Java: getLocalCertificates() is null; .NET: IsMutuallyAuthenticated).',
      },
    }),
    callControl('foreign-authorities', {
      ...facts,
      title: {
        fr: 'CertificateRequest qui ne nomme que des AC étrangères : le GAP continue',
        en: 'CertificateRequest that names foreign CAs only: the GAP goes on',
      },
      level: 'SHOULD',
      rfc: '5246 §7.4.6',
      difference: { acceptableIssuers: [NOBODY] },
      provenBy: ['client-breaks-off-on-foreign-authorities'],
      lookAt: {
        fr: 'Son certificat ou une liste vide, les deux sont permis ; rompre ne l’est pas : c’est au serveur de décider.',
        en: 'Its certificate or an empty list, both are allowed; to break off is not: it is for the server to decide.',
      },
    }),
    callControl('no-usable-signature-algorithm', {
      ...facts,
      title: {
        fr: 'CertificateRequest sans algorithme de signature pour une clé RSA : liste vide, et le GAP continue',
        en: 'CertificateRequest without a signature algorithm for an RSA key: an empty list, and the GAP goes on',
      },
      level: 'SHOULD',
      rfc: '5246 §7.4.8',
      difference: { bugs: { requestedSignatureAlgorithms: [ECDSA_SECP256R1_SHA256] } },
      provenBy: ['client-signs-with-unlisted-algorithm'],
      lookAt: {
        fr: 'CertificateVerify doit être signé par un algorithme de la liste ; à défaut, le message Certificate est vide (§7.4.6).',
        en: 'CertificateVerify must be signed with an algorithm of the list; failing that, the Certificate message is empty (§7.4.6).',
      },
    }),
  ]);
}
