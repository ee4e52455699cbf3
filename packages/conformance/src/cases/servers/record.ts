import type { ConformanceCase } from '../case.ts';
import { callReply, topic } from '../define.ts';
import type { Server } from './server.ts';

const THE_STACK_ITSELF = {
  fr: 'La pile TLS elle-même : à signaler à son éditeur, puis à mettre à jour.',
  en: 'The TLS stack itself: report it to its maker, and update it.',
};
const ANS_IS_SILENT_ON_RECORDS = {
  fr: 'Les documents de l’ANS ne disent rien des enregistrements de TLS.',
  en: 'The ANS documents say nothing of the records of TLS.',
};

const JAVA_TAKES_MORE = {
  fr: 'Java, bien configuré, accepte des enregistrements plus longs.',
  en: 'Java, correctly configured, takes longer records.',
};

/** What protects the answers of the server on their way. */
export function serverRecord({
  suite,
  level,
  whyNotMust,
  requirements,
  silence,
}: Server): readonly ConformanceCase[] {
  const requirement = requirements.link;
  const provenBy = (defect: string) => [defect, ...(silence === undefined ? [] : [silence])];
  const form = {
    level: 'SHOULD',
    requirement,
    whyNotMust: whyNotMust ?? ANS_IS_SILENT_ON_RECORDS,
    lookAt: THE_STACK_ITSELF,
  } as const;
  return topic(suite, 'record', [
    callReply('answer-mac-corrupted', {
      title: { fr: 'Réponse dont le MAC est faux', en: 'Answer with a wrong MAC' },
      level,
      requirement,
      ...(whyNotMust && { whyNotMust }),
      rfc: '5246 §6.2.3',
      defect: { bugs: { recordMac: 'corrupted' } },
      alert: 'bad_record_mac',
      provenBy: provenBy('client-ignores-record-mac'),
      lookAt: {
        fr: 'L’intégrité des réponses n’est pas vérifiée : une réponse peut être fabriquée en chemin.',
        en: 'The integrity of answers is not verified: an answer can be made up on the way.',
      },
    }),
    callReply('answer-padding-corrupted', {
      ...form,
      title: { fr: 'Réponse dont le bourrage CBC est faux', en: 'Answer with wrong CBC padding' },
      rfc: '5246 §6.2.3.2',
      defect: { bugs: { recordPadding: 'corrupted' } },
      alert: 'bad_record_mac',
      provenBy: provenBy('client-ignores-record-padding'),
      lookAt: {
        fr: 'Le bourrage n’est pas vérifié : attaque POODLE contre TLS.',
        en: 'The padding is not verified: the POODLE attack on TLS.',
      },
    }),
    callReply('answer-too-long', {
      ...form,
      title: {
        fr: 'Réponse dans un enregistrement plus long que permis',
        en: 'Answer in a record longer than allowed',
      },
      rfc: '5246 §6.2.3',
      defect: { bugs: { recordTooLong: 'ciphertext' } },
      alert: 'record_overflow',
      provenBy: provenBy('client-tolerates-long-records'),
      whyNotMust: JAVA_TAKES_MORE,
    }),
    callReply('answer-content-too-long', {
      ...form,
      title: {
        fr: 'Réponse dans un enregistrement dont le contenu est plus long que permis',
        en: 'Answer in a record whose content is longer than allowed',
      },
      whyNotMust: JAVA_TAKES_MORE,
      rfc: '5246 §6.2.1',
      defect: { bugs: { recordTooLong: 'plaintext' } },
      alert: 'record_overflow',
      provenBy: provenBy('client-tolerates-long-records'),
    }),
  ]);
}
