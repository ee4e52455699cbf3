import type { ConformanceCase } from '../case.ts';
import { callControl, callRefusal, topic } from '../define.ts';
import { checking, type Server } from './server.ts';

const UNKNOWN_EXTENSION = { oid: '2.25.1281077509', value: '0500' } as const;
const LOOK_AT = {
  fr: 'La chaîne n’est vérifiée que par ses signatures, sans les extensions qui disent à quoi sert chaque certificat.',
  en: 'The chain is verified by its signatures alone, without the extensions that say what each certificate is for.',
};

/** What the certificates of the server are for (RFC 5280 §6.1). */
export function serverUsage(server: Server): readonly ConformanceCase[] {
  const { facts, provenBy } = checking(server);
  const used = { ...facts, lookAt: LOOK_AT };
  return topic(server.suite, 'usage', [
    callRefusal('issuing-ca-not-a-ca', {
      ...used,
      title: { fr: 'AC intermédiaire avec CA=FALSE', en: 'Intermediate CA with CA=FALSE' },
      rfc: '5280 §6.1.4 (k)',
      defect: { issuingCa: { extensions: { basicConstraints: { value: { ca: false } } } } },
      alert: 'unknown_ca',
      provenBy: provenBy('ignores-basic-constraints'),
    }),
    callRefusal('issuing-ca-without-basic-constraints', {
      ...used,
      title: { fr: 'AC intermédiaire sans basicConstraints', en: 'Intermediate CA without basicConstraints' },
      rfc: '5280 §6.1.4 (k)',
      defect: { issuingCa: { extensions: { basicConstraints: null } } },
      alert: 'unknown_ca',
      provenBy: provenBy('ignores-basic-constraints'),
    }),
    callRefusal('issued-by-end-entity', {
      ...used,
      title: { fr: 'Certificat émis par un autre serveur', en: 'Certificate issued by another server' },
      rfc: '5280 §6.1.4 (k)',
      defect: { from: 'end-entity-as-ca' },
      alert: 'unknown_ca',
      provenBy: provenBy('accepts-end-entity-issuer', 'ignores-basic-constraints'),
    }),
    callRefusal('path-length-exceeded', {
      ...used,
      title: {
        fr: 'Chaîne plus longue que l’AC intermédiaire ne le permet',
        en: 'Chain longer than the intermediate CA allows',
      },
      rfc: '5280 §6.1.4 (l)',
      defect: { from: 'path-length-exceeded' },
      alert: 'unknown_ca',
      provenBy: provenBy('ignores-path-length'),
    }),
    callRefusal('issuing-ca-key-usage', {
      ...used,
      title: { fr: 'AC intermédiaire sans keyCertSign', en: 'Intermediate CA without keyCertSign' },
      rfc: '5280 §6.1.4 (n)',
      defect: { issuingCa: { extensions: { keyUsage: { value: ['cRLSign'] } } } },
      alert: 'unknown_ca',
      provenBy: provenBy('ignores-ca-key-usage'),
    }),
    callRefusal('client-certificate', {
      ...used,
      title: {
        fr: 'Certificat de client (EKU clientAuth seul)',
        en: 'Client certificate (EKU clientAuth only)',
      },
      rfc: '5280 §4.2.1.12',
      defect: { leaf: { extensions: { extendedKeyUsage: { value: ['clientAuth'] } } } },
      alert: 'unsupported_certificate',
      provenBy: provenBy('ignores-extended-key-usage'),
    }),
    callRefusal('signing-certificate', {
      ...used,
      title: {
        fr: 'Certificat de signature de code (EKU codeSigning seul)',
        en: 'Code signing certificate (EKU codeSigning only)',
      },
      rfc: '5280 §4.2.1.12',
      defect: { leaf: { extensions: { extendedKeyUsage: { value: ['codeSigning'] } } } },
      alert: 'unsupported_certificate',
      provenBy: provenBy('ignores-extended-key-usage'),
    }),
    callRefusal('unknown-critical-extension', {
      ...used,
      title: { fr: 'Extension critique inconnue', en: 'Unknown critical extension' },
      rfc: '5280 §4.2',
      defect: { leaf: { addExtensions: [{ ...UNKNOWN_EXTENSION, critical: true }] } },
      alert: 'unsupported_certificate',
      provenBy: provenBy('ignores-critical-extensions'),
    }),
    callRefusal('issuing-ca-unknown-critical-extension', {
      ...used,
      title: {
        fr: 'Extension critique inconnue dans l’AC intermédiaire',
        en: 'Unknown critical extension in the intermediate CA',
      },
      rfc: '5280 §4.2',
      defect: { issuingCa: { addExtensions: [{ ...UNKNOWN_EXTENSION, critical: true }] } },
      alert: 'unsupported_certificate',
      provenBy: provenBy('ignores-critical-extensions'),
    }),
    callControl('unknown-extension', {
      ...used,
      title: {
        fr: 'Extension inconnue non critique : accepté',
        en: 'Unknown extension, not critical: accepted',
      },
      rfc: '5280 §4.2',
      difference: { leaf: { addExtensions: [{ ...UNKNOWN_EXTENSION, critical: false }] } },
      provenBy: provenBy('refuses-unknown-extensions'),
      lookAt: {
        fr: 'Le GAP refuse une extension qu’il ne connaît pas, alors qu’elle n’est pas critique.',
        en: 'The GAP refuses an extension that it does not know, though it is not critical.',
      },
    }),
  ]);
}
