import type { Rule } from '../rule.ts';
import { CERTIFICATE_USES } from '../uses.ts';

export const KEY_RULES: readonly Rule[] = [
  {
    id: 'keys/not-shared',
    level: 'SHOULD',
    whyNotMust: {
      fr: 'L’ANS parle d’une biclé par certificat sans l’imposer : rien ne le ferait refuser.',
      en: 'ANS speaks of one key pair a certificate without imposing it: nothing would make it refused.',
    },
    requirement: 'S1-055',
    title: {
      fr: 'Deux certificats n’ont pas la même clé',
      en: 'No two certificates have the same key',
    },
    uses: CERTIFICATE_USES,
    moot: ({ surroundings }) =>
      surroundings.others?.length
        ? undefined
        : { fr: 'aucun autre certificat à comparer', en: 'there is no other certificate to compare' },
    finds: ({ certificate, surroundings: { others = [] } }) => {
      const twin = others.find(
        ({ material }) =>
          material.certificate.fingerprint !== certificate.fingerprint &&
          material.certificate.subjectPublicKeyInfo.equals(certificate.subjectPublicKeyInfo),
      );
      return twin && { name: twin.name };
    },
    found: {
      fr: 'La même clé que dans {name} : la perte de l’une oblige à révoquer les deux.',
      en: 'The same key as in {name}: the loss of one means revoking both.',
    },
    next: {
      fr: 'Faire une biclé pour chaque CSR, ou laisser PFCNG les générer.',
      en: 'Make a key pair for each CSR, or let PFCNG generate them.',
    },
  },
];
