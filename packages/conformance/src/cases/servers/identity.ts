import { nameOf } from '@banc-gap/pki';
import type { ConformanceCase } from '../case.ts';
import { callControl, callRefusal, topic } from '../define.ts';
import { checking, type Server } from './server.ts';

const dns = (...names: string[]) => ({
  subjectAltName: { value: names.map((value) => ({ type: 'dNSName' as const, value })) },
});
const LOOK_AT = {
  fr: 'Le nom du serveur n’est pas comparé à son certificat (checkServerIdentity, HostnameVerifier, endpointIdentificationAlgorithm).',
  en: 'The name of the server is not compared with its certificate (checkServerIdentity, HostnameVerifier, endpointIdentificationAlgorithm).',
};

/** Whether the certificate is for the name that the GAP calls, without which its lineage says nothing. */
export function serverIdentity(server: Server): readonly ConformanceCase[] {
  const { facts, provenBy } = checking(server);
  const named = { ...facts, rfc: '2818 §3.1', alert: 'bad_certificate', lookAt: LOOK_AT } as const;
  const longer = `${server.host}.example.test`;
  return topic(server.suite, 'identity', [
    callRefusal('another-name', {
      ...named,
      title: { fr: 'Certificat d’un autre serveur', en: 'Certificate of another server' },
      defect: {
        leaf: { subject: nameOf(['CN', 'other.banc.test']), extensions: dns('other.banc.test') },
      },
      provenBy: provenBy('ignores-names'),
    }),
    callRefusal('common-name-only', {
      ...named,
      title: {
        fr: 'Bon CN, mais les noms DNS (subjectAltName) sont d’un autre serveur',
        en: 'Right CN, but the DNS names (subjectAltName) are those of another server',
      },
      defect: { leaf: { extensions: dns('other.banc.test') } },
      provenBy: provenBy('ignores-names', 'reads-common-name', 'reads-common-name-too'),
      lookAt: {
        fr: 'Le CN est lu alors que le certificat a des noms DNS : ceux-ci seuls comptent.',
        en: 'The CN is read though the certificate has DNS names: they alone count.',
      },
    }),
    callRefusal('longer-name', {
      ...named,
      title: {
        fr: 'Nom qui commence seulement comme celui du serveur',
        en: 'A name that only begins like that of the server',
      },
      defect: {
        leaf: {
          subject: nameOf(['CN', longer]),
          extensions: dns(longer),
        },
      },
      provenBy: provenBy('ignores-names', 'compares-beginnings'),
    }),
    callRefusal('wildcard-too-wide', {
      ...named,
      title: {
        fr: 'Joker qui devrait valoir pour deux niveaux (*.test)',
        en: 'Wildcard that would have to stand for two levels (*.test)',
      },
      defect: { leaf: { subject: nameOf(['CN', '*.test']), extensions: dns('*.test') } },
      provenBy: provenBy('ignores-names', 'lets-wildcards-span-dots'),
    }),
    callControl('alternative-name-only', {
      ...named,
      title: {
        fr: 'Bon nom DNS (subjectAltName), autre CN : accepté',
        en: 'Right DNS name (subjectAltName), another CN: accepted',
      },
      difference: { leaf: { subject: nameOf(['CN', 'The right server']) } },
      provenBy: provenBy('reads-common-name'),
      lookAt: {
        fr: 'Seul le CN est comparé : dès qu’il y a des noms DNS, ce sont eux qui comptent.',
        en: 'Only the CN is compared: where there are DNS names, they are what counts.',
      },
    }),
  ]);
}
