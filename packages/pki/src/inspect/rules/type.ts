import type { Rule } from '../rule.ts';
import type { Text } from '../text.ts';
import type { CertificateUse } from '../uses.ts';
import { isOfRightType, when } from './when.ts';

const UNKNOWN: Text = { fr: 'de type inconnu', en: 'of unknown type' };

interface TypeOfUse {
  readonly id: string;
  readonly uses: readonly CertificateUse[];
  readonly requirement: string;
  /** As PFCNG calls the offer and its usage. */
  readonly offer: string;
  readonly link: Text;
}

function typeRule({ id, uses, requirement, offer, link }: TypeOfUse): Rule {
  return {
    id: `type/${id}`,
    level: 'SHOULD',
    whyNotMust: {
      fr: 'Les vérifications que l’ANS énumère ne comprennent pas le type ; seul l’usage étendu, jugé à part, fait refuser.',
      en: 'The checks that ANS lists do not include the type; only the extended key usage, judged apart, makes it refused.',
    },
    requirement,
    rfc: '5280 §4.2.1.12',
    title: {
      fr: `Le certificat ${link.fr} est de type ${offer}`,
      en: `The certificate ${link.en} is of type ${offer}`,
    },
    uses,
    finds: (examined) => when(!isOfRightType(examined), { kind: examined.kind?.name ?? UNKNOWN }),
    found: {
      fr: `C’est un certificat {kind}, au lieu de ${offer}.`,
      en: `It is a certificate {kind}, instead of ${offer}.`,
    },
    next: {
      fr: `Commander sur PFCNG un certificat ${offer}, ou vérifier que le bon fichier est nommé.`,
      en: `Order a certificate ${offer} on PFCNG, or check that the right file is named.`,
    },
  };
}

/** The types that ANS names for each use; told by extendedKeyUsage and subject, as nothing else in a certificate says it. */
export const TYPE_RULES: readonly Rule[] = [
  typeRule({
    id: 'diapason-server',
    uses: ['diapason-tpe-server'],
    requirement: 'S1-008',
    offer: 'SSL_SERVEUR',
    link: { fr: 'présenté aux TPE', en: 'presented to terminals' },
  }),
  typeRule({
    id: 'diapason-client',
    uses: ['diapason-psp-client'],
    requirement: 'S1-007',
    offer: 'ORG AUTH_CLI',
    link: { fr: 'présenté au PSP', en: 'presented to the PSP' },
  }),
  typeRule({
    id: 'roc-annuaire',
    uses: ['roc-annuaire-client'],
    requirement: 'S3-004',
    offer: 'ORG AUTH_CLI',
    link: { fr: 'présenté à l’annuaire AMC', en: 'presented to the AMC directory' },
  }),
  typeRule({
    id: 'roc-sign',
    uses: ['roc-amc-sign'],
    requirement: 'S3-005',
    offer: 'ORG SIGN',
    link: { fr: 'qui signe les jetons ROC', en: 'that signs ROC tokens' },
  }),
  typeRule({
    id: 'dp-auth',
    uses: ['dp-pharmacien-auth', 'dp-medecin-auth', 'dp-agent-admission-auth'],
    requirement: 'S4-005',
    offer: 'PRO AUTH',
    link: { fr: 'qui ouvre le DP', en: 'that opens the DP' },
  }),
  typeRule({
    id: 'dp-sign',
    uses: ['dp-pharmacien-sign'],
    requirement: 'S4-006',
    offer: 'PRO SIGN',
    link: { fr: 'qui alimente le DP', en: 'that feeds the DP' },
  }),
  {
    id: 'type/diapason-not-org-sign',
    level: 'SHOULD',
    whyNotMust: {
      fr: 'Une fiche du document de l’ANS pour les établissements demande elle-même ORG_SIGN, par erreur.',
      en: 'A sheet of the ANS document for establishments itself asks for ORG_SIGN, by mistake.',
    },
    requirement: 'S1-016',
    title: {
      fr: 'Aucun certificat ORG SIGN n’est employé pour Diapason',
      en: 'No ORG SIGN certificate is used for Diapason',
    },
    uses: ['diapason-tpe-server', 'diapason-psp-client'],
    finds: ({ kind }) => when(kind?.id === 'org-sign'),
    found: {
      fr: 'C’est un ORG SIGN : la première fiche « Génération » du document de l’ANS le demande, copiée de celle de ROC. Diapason ne signe rien.',
      en: 'It is an ORG SIGN: the first sheet “Génération” of the ANS document asks for it, copied from that of ROC. Diapason signs nothing.',
    },
    next: {
      fr: 'Commander ORG AUTH_CLI (vers le PSP) et SSL_SERVEUR (pour les TPE) ; ORG SIGN ne sert qu’à ROC.',
      en: 'Order ORG AUTH_CLI (to the PSP) and SSL_SERVEUR (for terminals); ORG SIGN is for ROC only.',
    },
  },
];
