import { isKeyOf } from '../material.ts';
import type { Examined, Rule } from '../rule.ts';
import type { Text } from '../text.ts';
import { CERTIFICATE_USES } from '../uses.ts';
import { when } from './when.ts';

const NOT_A_KEYSTORE: Text = {
  fr: 'ce n’est ni un PKCS#12 ni un JKS',
  en: 'it is neither a PKCS#12 nor a JKS',
};

const mootUnlessKeystore = ({ material: { form } }: Examined): Text | undefined =>
  form === 'pkcs12' || form === 'jks' ? undefined : NOT_A_KEYSTORE;

/** The file itself. That it can be opened at all is the first of the rules, and is known before any is asked. */
export const READABLE: Rule = {
  id: 'file/readable',
  level: 'MUST',
  requirement: 'S1-055',
  rfc: '5280 §4.1',
  title: {
    fr: 'Le fichier s’ouvre, et ses certificats se lisent en entier',
    en: 'The file opens, and its certificates can be read to the end',
  },
  uses: 'any',
  finds: () => undefined,
  found: { fr: '{reason}', en: '{reason}' },
  next: {
    fr: 'Vérifier le mot de passe (celui choisi au retrait sur PFCNG), puis reprendre le fichier d’origine : un transfert en mode texte ou un copier-coller l’abîme.',
    en: 'Check the password (the one chosen at withdrawal from PFCNG), then take the original file again: a transfer in text mode or copy and paste spoils it.',
  },
};

export const FILE_RULES: readonly Rule[] = [
  READABLE,
  {
    id: 'file/key-present',
    level: 'SHOULD',
    whyNotMust: {
      fr: 'L’ANS décrit ce que PFCNG livre, pas ce que le GAP installe : la clé peut être ailleurs.',
      en: 'ANS describes what PFCNG delivers, not what the GAP installs: the key may be elsewhere.',
    },
    requirement: 'S1-055',
    title: {
      fr: 'Le magasin de clés contient la clé privée',
      en: 'The keystore contains the private key',
    },
    uses: CERTIFICATE_USES,
    moot: mootUnlessKeystore,
    finds: ({ material }) => when(material.privateKey === undefined),
    found: {
      fr: 'Le magasin ne contient que des certificats : sans clé privée, le GAP ne peut pas s’authentifier.',
      en: 'The keystore contains certificates only: without a private key the GAP cannot authenticate.',
    },
    next: {
      fr: 'Exporter de nouveau avec la clé (« exporter la clé privée » sous Windows, -inkey avec openssl).',
      en: 'Export again with the key (“export the private key” on Windows, -inkey with openssl).',
    },
  },
  {
    id: 'file/key-matches',
    level: 'MUST',
    requirement: 'S1-055',
    rfc: '5246 §7.4.8',
    title: {
      fr: 'La clé privée est celle du certificat',
      en: 'The private key is that of the certificate',
    },
    uses: CERTIFICATE_USES,
    moot: ({ material }) =>
      material.privateKey === undefined
        ? { fr: 'aucune clé privée à comparer', en: 'there is no private key to compare' }
        : undefined,
    finds: ({ material: { privateKey }, certificate }) =>
      when(privateKey !== undefined && !isKeyOf(privateKey, certificate)),
    found: {
      fr: 'La clé privée n’est pas celle du certificat : aucune poignée de main, aucune signature ne peut réussir.',
      en: 'The private key is not that of the certificate: no handshake and no signature can succeed.',
    },
    next: {
      fr: 'Retrouver la clé avec laquelle le CSR de ce certificat a été fait, ou commander un autre certificat.',
      en: 'Find the key that the CSR of this certificate was made with, or order another certificate.',
    },
  },
  {
    id: 'file/password',
    level: 'SHOULD',
    whyNotMust: {
      fr: 'PFCNG fait choisir un mot de passe ; les documents ne disent rien de ce que l’on en fait ensuite.',
      en: 'PFCNG has a password chosen; the documents say nothing of what becomes of it.',
    },
    requirement: 'S1-055',
    rfc: '7292 §4',
    title: {
      fr: 'Le magasin de clés est protégé par un mot de passe',
      en: 'The keystore is protected by a password',
    },
    uses: CERTIFICATE_USES,
    moot: mootUnlessKeystore,
    finds: ({ material }) => when(material.privateKey !== undefined && material.password === 'empty'),
    found: {
      fr: 'Le magasin s’ouvre avec un mot de passe vide : qui copie le fichier a la clé.',
      en: 'The keystore opens with an empty password: whoever copies the file has the key.',
    },
    next: {
      fr: 'L’exporter de nouveau avec un mot de passe. Si le fichier a circulé, révoquer le certificat.',
      en: 'Export it again with a password. If the file went around, revoke the certificate.',
    },
  },
  {
    id: 'file/single-identity',
    level: 'SHOULD',
    whyNotMust: {
      fr: 'Certains logiciels choisissent par alias ; l’ANS n’en dit rien.',
      en: 'Some programs choose by alias; ANS says nothing of it.',
    },
    requirement: 'S1-016',
    title: {
      fr: 'Le fichier ne porte qu’un certificat du GAP',
      en: 'The file has one certificate of the GAP only',
    },
    uses: CERTIFICATE_USES,
    finds: ({ material: { identities } }) => when(identities > 1, { count: String(identities) }),
    found: {
      fr: '{count} certificats qui ne sont pas d’une AC : le GAP peut en présenter un autre que celui attendu.',
      en: '{count} certificates that are of no CA: the GAP may present another one than is expected.',
    },
    next: {
      fr: 'Un fichier par usage : le certificat, sa clé, l’ACI et, dans un PKCS#12 de PFCNG, l’ACR.',
      en: 'One file a use: the certificate, its key, the ACI and, in a PKCS#12 of PFCNG, the ACR.',
    },
  },
];
