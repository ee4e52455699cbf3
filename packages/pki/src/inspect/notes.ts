import { EXTENSIONS } from '../object-identifiers.ts';
import type { Examined } from './rule.ts';
import type { Text } from './text.ts';

/** Something to know that is no objection. */
interface Note {
  readonly id: string;
  readonly applies: (examined: Examined) => boolean;
  readonly text: Text;
}

export const NOTES: readonly Note[] = [
  {
    id: 'kind-unknown',
    applies: ({ kind }) => kind === undefined,
    text: {
      fr: 'Rien n’indique à quoi sert ce certificat : ni usages étendus (serverAuth, clientAuth, emailProtection), ni nom reconnu. Pour le juger, dites son usage : --use.',
      en: 'Nothing says what this certificate is for: neither extended key usages (serverAuth, clientAuth, emailProtection) nor a known name. To have it judged, say its use: --use.',
    },
  },
  {
    id: 'use-unknown',
    applies: ({ uses }) => uses.length > 1,
    text: {
      fr: 'Ce type de certificat sert à plusieurs usages : pour que son nom soit jugé, dites lequel (--use).',
      en: 'This type of certificate has several uses: to have its name judged, say which one (--use).',
    },
  },
  {
    id: 'alone',
    applies: ({ material, use, uses }) =>
      material.form === 'certificate' && use === undefined && uses.length > 0,
    text: {
      fr: 'Le fichier ne porte que le certificat : dans le GAP, l’ACI doit le suivre.',
      en: 'The file has the certificate only: in the GAP, the ACI must follow it.',
    },
  },
  {
    id: 'authority',
    applies: ({ kind }) => kind?.id === 'authority',
    text: {
      fr: 'C’est une autorité de certification : elle se met parmi les autorités de confiance ou dans la chaîne, jamais comme certificat du GAP.',
      en: 'This is a certification authority: it belongs among trusted authorities or in the chain, never as the certificate of the GAP.',
    },
  },
  {
    id: 'root-of-banc-gap',
    applies: ({ material }) =>
      material.certificates.some((one) => one.extension(EXTENSIONS.testRootOfBancGap) !== undefined),
    text: {
      fr: 'Une racine de test du Banc d’essai GAP est dans le fichier : aucun système de production ne doit lui faire confiance.',
      en: 'A test root of Banc GAP is in the file: no production system may trust it.',
    },
  },
];
