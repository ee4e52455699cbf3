import { daysAhead, hoursAgo } from '@banc-gap/pki';
import type { ConformanceCase } from '../case.ts';
import { callRefusal, topic } from '../define.ts';
import { checking, type Server } from './server.ts';

const LOOK_AT = {
  fr: 'La date n’est pas comparée, ou l’horloge du GAP est fausse.',
  en: 'The dates are not compared, or the clock of the GAP is wrong.',
};

/** The dates of what the server presents. */
export function serverValidity(server: Server): readonly ConformanceCase[] {
  const { facts, provenBy } = checking(server);
  const dated = { ...facts, rfc: '5280 §4.1.2.5', alert: 'certificate_expired', lookAt: LOOK_AT } as const;
  return topic(server.suite, 'validity', [
    callRefusal('leaf-expired', {
      ...dated,
      title: { fr: 'Certificat du serveur expiré', en: 'Certificate of the server expired' },
      defect: { leaf: { notAfter: hoursAgo(1) } },
      provenBy: provenBy('ignores-leaf-expiry'),
    }),
    callRefusal('leaf-not-yet-valid', {
      ...dated,
      title: { fr: 'Certificat du serveur pas encore valide', en: 'Certificate of the server not valid yet' },
      defect: { leaf: { notBefore: daysAhead(1) } },
      provenBy: provenBy('ignores-leaf-beginning'),
    }),
    callRefusal('issuing-ca-expired', {
      ...dated,
      title: { fr: 'AC intermédiaire expirée', en: 'Intermediate CA expired' },
      defect: { issuingCa: { notAfter: hoursAgo(1) } },
      provenBy: provenBy('ignores-ca-expiry'),
    }),
    callRefusal('issuing-ca-not-yet-valid', {
      ...dated,
      title: { fr: 'AC intermédiaire pas encore valide', en: 'Intermediate CA not valid yet' },
      defect: { issuingCa: { notBefore: daysAhead(1) } },
      provenBy: provenBy('ignores-ca-beginning'),
    }),
  ]);
}
