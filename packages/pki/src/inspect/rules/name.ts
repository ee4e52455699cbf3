import { isIP } from 'node:net';
import { isFullyQualifiedName } from '../../profiles/subject.ts';
import type { Examined, Rule } from '../rule.ts';
import type { Parameters, Text } from '../text.ts';
import { type CertificateUse, SERVER_USES, USES } from '../uses.ts';
import { mootForOtherType, when } from './when.ts';

const ORDER_ANOTHER: Text = {
  fr: 'Commander sur PFCNG un SSL_SERVEUR au nom <serveur>.[sous-domaine.]<domaine>, puis saisir ce même nom dans les TPE.',
  en: 'Order an SSL_SERVEUR on PFCNG in the name <server>.[sub-domain.]<domain>, then type that very name into the terminals.',
};

/** Names that exist in one network only (RFC 6762, RFC 8375 and custom). */
const PRIVATE_DOMAIN = /\.(?:local|localdomain|localhost|lan|intranet|internal|corp|home|private)$/i;

/** The ways in which a name is not `<serveur>.[sous-domaine.]<domaine>`; whatever is none of them is `other`. */
type WrongForm = 'wildcard' | 'address' | 'underscore' | 'single-label' | 'other';

function wrongForm(name: string): WrongForm | undefined {
  if (name.includes('*')) return 'wildcard';
  if (isIP(name) !== 0) return 'address';
  if (name.includes('_')) return 'underscore';
  if (/^[a-z0-9-]+$/i.test(name)) return 'single-label';
  return isFullyQualifiedName(name) ? undefined : 'other';
}

const nameOf = ({ certificate }: Examined): string => certificate.commonName ?? '—';

const FULLY_QUALIFIED_ONLY = {
  uses: SERVER_USES,
  moot: (examined: Examined): Text | undefined =>
    mootForOtherType(examined) ??
    (wrongForm(nameOf(examined)) === undefined
      ? undefined
      : { fr: 'le CN n’est pas un nom complet', en: 'the CN is not a fully qualified name' }),
} as const;

function formRule(slug: string, form: WrongForm, title: Text, found: Text, requirement = 'S1-051'): Rule {
  return {
    id: `name/${slug}`,
    level: 'MUST',
    requirement,
    rfc: '1035 §2.3.1',
    title,
    uses: SERVER_USES,
    moot: mootForOtherType,
    finds: (examined) => {
      const commonName = nameOf(examined);
      return when(wrongForm(commonName) === form, { commonName });
    },
    found,
    next: ORDER_ANOTHER,
  };
}

function serviceRule(slug: string, use: CertificateUse, requirement: string): Rule {
  const { commonName: expected = '' } = USES[use];
  return {
    id: `name/${slug}`,
    level: 'SHOULD',
    whyNotMust: {
      fr: 'L’ANS recommande ce nom ; aucun correspondant n’est dit le vérifier.',
      en: 'ANS recommends this name; no counterpart is said to check it.',
    },
    requirement,
    title: {
      fr: `Le service applicatif s’appelle ${expected}`,
      en: `The service applicatif is called ${expected}`,
    },
    uses: [use],
    moot: mootForOtherType,
    finds: (examined): Parameters | undefined => {
      const commonName = nameOf(examined);
      return when(commonName !== expected, { commonName });
    },
    found: {
      fr: `CN={commonName} : l’ANS demande ${expected}, à la lettre.`,
      en: `CN={commonName}: ANS asks for ${expected}, to the letter.`,
    },
    next: {
      fr: `À la prochaine commande sur PFCNG, indiquer ${expected} comme service applicatif.`,
      en: `At the next order on PFCNG, give ${expected} as service applicatif.`,
    },
  };
}

export const NAME_RULES: readonly Rule[] = [
  formRule(
    'server-fqdn',
    'other',
    { fr: 'Le CN du serveur est un nom complet', en: 'The CN of the server is a fully qualified name' },
    {
      fr: 'CN={commonName} n’est pas de la forme serveur.[sous-domaine.]domaine : le TPE ne peut pas le résoudre.',
      en: 'CN={commonName} is not of the form server.[sub-domain.]domain: the terminal cannot resolve it.',
    },
  ),
  formRule(
    'server-wildcard',
    'wildcard',
    { fr: 'Le CN du serveur n’a pas d’astérisque', en: 'The CN of the server has no asterisk' },
    {
      fr: 'CN={commonName} : le TPE compare ce nom à la lettre, et PFCNG n’en délivre pas.',
      en: 'CN={commonName}: the terminal compares this name to the letter, and PFCNG delivers none.',
    },
  ),
  formRule(
    'server-address',
    'address',
    { fr: 'Le CN du serveur n’est pas une adresse IP', en: 'The CN of the server is not an IP address' },
    {
      fr: 'CN={commonName} est une adresse IP ; l’ANS veut un nom.',
      en: 'CN={commonName} is an IP address; ANS wants a name.',
    },
  ),
  formRule(
    'server-underscore',
    'underscore',
    { fr: 'Le CN du serveur n’a pas de souligné', en: 'The CN of the server has no underscore' },
    {
      fr: 'CN={commonName} : le souligné est interdit dans un nom d’hôte.',
      en: 'CN={commonName}: the underscore is forbidden in a host name.',
    },
  ),
  formRule(
    'server-single-label',
    'single-label',
    { fr: 'Le CN du serveur porte son domaine', en: 'The CN of the server has its domain' },
    {
      fr: 'CN={commonName} : il y manque le domaine.',
      en: 'CN={commonName}: the domain is missing.',
    },
    'S1-033',
  ),
  {
    id: 'name/server-domain-exists',
    level: 'MUST',
    requirement: 'S2-010',
    title: {
      fr: 'Le domaine du serveur n’est pas un domaine privé (.local …)',
      en: 'The domain of the server is not a private one (.local …)',
    },
    ...FULLY_QUALIFIED_ONLY,
    finds: (examined) => {
      const commonName = nameOf(examined);
      return when(PRIVATE_DOMAIN.test(commonName), { commonName });
    },
    found: {
      fr: 'CN={commonName} : ce domaine n’existe que dans un réseau local, et l’ANS vérifie son existence.',
      en: 'CN={commonName}: this domain exists in a local network only, and ANS verifies that it exists.',
    },
    next: ORDER_ANOTHER,
  },
  {
    id: 'name/server-leading-digit',
    level: 'SHOULD',
    whyNotMust: {
      fr: 'La RFC 1035, que cite l’ANS, veut une lettre d’abord ; la RFC 1123 §2.1 permet un chiffre.',
      en: 'RFC 1035, which ANS cites, wants a letter first; RFC 1123 §2.1 allows a digit.',
    },
    requirement: 'S1-051',
    rfc: '1035 §2.3.1',
    title: {
      fr: 'Aucune partie du nom du serveur ne commence par un chiffre',
      en: 'No part of the name of the server begins with a digit',
    },
    ...FULLY_QUALIFIED_ONLY,
    finds: (examined) => {
      const commonName = nameOf(examined);
      return when(/(?:^|\.)\d/.test(commonName), { commonName });
    },
    found: {
      fr: 'CN={commonName} : une partie commence par un chiffre, ce que la RFC 1035 ne permet pas.',
      en: 'CN={commonName}: a part begins with a digit, which RFC 1035 does not allow.',
    },
    next: {
      fr: 'Vérifier qu’un TPE accepte ce nom à la saisie, ou en choisir un qui commence par une lettre.',
      en: 'Check that a terminal takes this name when it is typed in, or choose one that begins with a letter.',
    },
  },
  {
    id: 'name/server-configured',
    level: 'MUST',
    requirement: 'S1-054',
    title: {
      fr: 'Le CN du serveur est le FQDN saisi dans les TPE',
      en: 'The CN of the server is the FQDN typed into the terminals',
    },
    uses: SERVER_USES,
    moot: (examined) =>
      FULLY_QUALIFIED_ONLY.moot(examined) ??
      (examined.surroundings.fqdn === undefined
        ? { fr: 'le FQDN des TPE n’est pas connu', en: 'the FQDN of the terminals is not known' }
        : undefined),
    finds: (examined) => {
      const { fqdn = '' } = examined.surroundings;
      const commonName = nameOf(examined);
      return when(commonName.toLowerCase() !== fqdn.toLowerCase(), { commonName, fqdn });
    },
    found: {
      fr: 'CN={commonName} ; les TPE sont réglés sur {fqdn}, et comparent.',
      en: 'CN={commonName}; the terminals are set to {fqdn}, and compare.',
    },
    next: {
      fr: 'Saisir le nom du certificat dans les TPE (gap.diapasonServer.fqdn dans banc.yaml), ou commander un certificat au nom qu’ils ont.',
      en: 'Type the name of the certificate into the terminals (gap.diapasonServer.fqdn in banc.yaml), or order a certificate in the name that they have.',
    },
  },
  {
    id: 'name/server-alternative-name',
    level: 'SHOULD',
    whyNotMust: { fr: 'L’ANS ne parle que du CN.', en: 'ANS speaks of the CN only.' },
    requirement: 'S1-054',
    rfc: '6125 §6.4.4',
    title: {
      fr: 'Le CN du serveur figure aussi parmi ses noms DNS',
      en: 'The CN of the server is among its DNS names, too',
    },
    uses: SERVER_USES,
    moot: mootForOtherType,
    finds: ({ certificate: { commonName = '—', subjectAlternativeName = [] } }) =>
      when(
        !subjectAlternativeName.some(
          (name) => name.type === 'dNSName' && name.value.toLowerCase() === commonName.toLowerCase(),
        ),
        { commonName },
      ),
    found: {
      fr: 'CN={commonName} ne figure pas dans subjectAltName, seul regardé par les clients actuels.',
      en: 'CN={commonName} is not in subjectAltName, which is all that clients look at today.',
    },
    next: {
      fr: 'Commander de nouveau : PFCNG met le CN en tête des noms DNS.',
      en: 'Order again: PFCNG puts the CN first among the DNS names.',
    },
  },
  serviceRule('service-diapason', 'diapason-psp-client', 'S1-032'),
  serviceRule('service-annuaire', 'roc-annuaire-client', 'S3-012'),
  serviceRule('service-amc', 'roc-amc-sign', 'S3-013'),
];
