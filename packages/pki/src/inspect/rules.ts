import type { Certificate } from '../certificate.ts';
import { nameToString } from '../names.ts';
import { namesEqual } from '../names-decode.ts';
import { parseStructureId } from '../national-identifier.ts';
import { ALGORITHMS, EXTENDED_KEY_USAGES, EXTENSIONS, POLICIES } from '../object-identifiers.ts';
import type { Profile } from '../profiles/profile.ts';
import { isFullyQualifiedName } from '../profiles/subject.ts';
import { attributeValues, describeKey, moment, nameOfOid, productCategory } from './facts.ts';
import { igcSanteDomain, type Kind } from './kinds.ts';
import type { Text } from './text.ts';

export type FindingLevel = 'error' | 'warning' | 'info';

/** What a rule looks at. */
interface Examined {
  readonly certificate: Certificate;
  readonly kind: Kind | undefined;
  /** Of the kind; a certificate of no kind, or of a CA, is not compared with one. */
  readonly profile: Profile | undefined;
  readonly at: Date;
}

export interface Rule {
  readonly id: string;
  readonly level: FindingLevel;
  /** Kinds of certificate that the rule is about; all of them unless given. */
  readonly kinds?: readonly string[];
  /** Row of the table of requirements that wants it. */
  readonly requirement?: string;
  /** What to put into the text where there is something to say, else nothing. */
  readonly finds: (examined: Examined) => Readonly<Record<string, string>> | undefined;
  readonly text: Text;
}

const IGC_SANTE = ['ssl-serveur', 'org-auth-cli', 'org-sign'];
const CLIENTS = ['org-auth-cli', 'org-sign'];
const END_ENTITIES = [...IGC_SANTE, 'terminal', 'psp-server'];

const when = (
  condition: boolean,
  parameters: Readonly<Record<string, string>> = {},
): Readonly<Record<string, string>> | undefined => (condition ? parameters : undefined);

/** What ANS would object to, for the use that the certificate seems meant for. */
export const RULES: readonly Rule[] = [
  {
    id: 'kind-unknown',
    level: 'error',
    finds: ({ kind }) => when(kind === undefined),
    text: {
      fr: "Rien n'indique à quoi sert ce certificat : ni usages étendus (serverAuth, clientAuth, emailProtection), ni nom reconnu.",
      en: 'Nothing says what this certificate is for: neither extended key usages (serverAuth, clientAuth, emailProtection) nor a known name.',
    },
  },
  {
    id: 'authority',
    level: 'info',
    kinds: ['authority'],
    finds: () => ({}),
    text: {
      fr: "C'est une autorité de certification : elle se met parmi les autorités de confiance ou dans la chaîne, jamais comme certificat de la GAP.",
      en: 'This is a certification authority: it belongs among trusted authorities or in the chain, never as the certificate of the GAP.',
    },
  },
  {
    id: 'test-root-of-banc-gap',
    level: 'info',
    finds: ({ certificate }) => when(certificate.extension(EXTENSIONS.testRootOfBancGap) !== undefined),
    text: {
      fr: "Racine de test du Banc d'essai GAP : aucun système de production ne doit lui faire confiance.",
      en: 'A test root of Banc GAP: no production system may trust it.',
    },
  },
  {
    id: 'expired',
    level: 'error',
    finds: ({ certificate, at }) =>
      when(certificate.notAfter < at, { notAfter: moment(certificate.notAfter) }),
    text: { fr: 'Expiré depuis le {notAfter}.', en: 'Expired since {notAfter}.' },
  },
  {
    id: 'not-yet-valid',
    level: 'error',
    finds: ({ certificate, at }) =>
      when(certificate.notBefore > at, { notBefore: moment(certificate.notBefore) }),
    text: { fr: 'Pas encore valide : à partir du {notBefore}.', en: 'Not yet valid: from {notBefore} on.' },
  },
  {
    id: 'expires-soon',
    level: 'warning',
    requirement: 'S1-029',
    finds: ({ certificate: { notAfter }, at }) => {
      const inOneMonth = new Date(at);
      inOneMonth.setUTCMonth(inOneMonth.getUTCMonth() + 1);
      return when(notAfter >= at && notAfter < inOneMonth, { notAfter: moment(notAfter) });
    },
    text: {
      fr: "Expire dans moins d'un mois, le {notAfter} : il se renouvelle sur PFCNG tant qu'il est valide.",
      en: 'Expires within a month, on {notAfter}: it can be renewed on PFCNG while it is valid.',
    },
  },
  {
    id: 'version',
    level: 'error',
    finds: ({ certificate }) => when(certificate.version !== 3, { version: String(certificate.version) }),
    text: {
      fr: "Certificat X.509 de version {version} : les extensions, donc les usages, n'existent qu'en version 3.",
      en: 'X.509 version {version} certificate: extensions, hence usages, exist in version 3 only.',
    },
  },
  {
    id: 'signature-algorithm',
    level: 'error',
    finds: ({ certificate: { signatureAlgorithm } }) =>
      when(signatureAlgorithm !== ALGORITHMS.sha256WithRSAEncryption, {
        algorithm: nameOfOid(ALGORITHMS, signatureAlgorithm),
      }),
    text: {
      fr: 'Signé avec {algorithm} au lieu de sha256WithRSAEncryption.',
      en: 'Signed with {algorithm} instead of sha256WithRSAEncryption.',
    },
  },
  {
    id: 'key',
    level: 'error',
    finds: ({ certificate: { publicKey } }) =>
      when((publicKey.asymmetricKeyDetails?.modulusLength ?? 0) < 2048, { key: describeKey(publicKey) }),
    text: {
      fr: 'Clé {key} au lieu de RSA, 2048 bits au moins.',
      en: 'Key {key} instead of RSA of at least 2048 bits.',
    },
  },
  {
    id: 'self-signed',
    level: 'error',
    kinds: END_ENTITIES,
    finds: ({ certificate: { issuer, subject } }) => when(namesEqual(issuer, subject)),
    text: {
      fr: "Auto-signé : aucun correspondant ne l'acceptera.",
      en: 'Self-signed: no counterpart will accept it.',
    },
  },
  {
    id: 'issuer',
    level: 'error',
    kinds: IGC_SANTE,
    requirement: 'S1-016',
    finds: ({ certificate }) =>
      when(
        igcSanteDomain(certificate) === undefined && !namesEqual(certificate.issuer, certificate.subject),
        { issuer: nameToString(certificate.issuer) },
      ),
    text: {
      fr: "Émis par {issuer} et non par l'AC IGC-SANTE ELEMENTAIRE ORGANISATIONS (ou son équivalent de TEST).",
      en: 'Issued by {issuer} and not by AC IGC-SANTE ELEMENTAIRE ORGANISATIONS (or its TEST twin).',
    },
  },
  {
    id: 'test-certificate',
    level: 'info',
    kinds: IGC_SANTE,
    finds: ({ certificate }) => when(igcSanteDomain(certificate) === 'test'),
    text: {
      fr: 'Certificat de TEST : il est refusé en production.',
      en: 'TEST certificate: production refuses it.',
    },
  },
  {
    id: 'production-certificate',
    level: 'info',
    kinds: IGC_SANTE,
    finds: ({ certificate }) => when(igcSanteDomain(certificate) === 'production'),
    text: {
      fr: "Certificat de production : sa clé n'a pas à servir sur un banc d'essai.",
      en: 'Production certificate: its key has no business on a test bench.',
    },
  },
  {
    id: 'product-category',
    level: 'warning',
    kinds: IGC_SANTE,
    finds: ({ certificate }) => {
      const domain = igcSanteDomain(certificate);
      const expected = domain === 'test' ? '83' : '03';
      const category = productCategory(certificate);
      return when(domain !== undefined && category !== expected, { category: category ?? '—', expected });
    },
    text: {
      fr: 'Catégorie de produit (1.2.250.1.71.1.2.5) {category} au lieu de {expected}, que porte tout certificat logiciel de cette autorité.',
      en: 'Product category (1.2.250.1.71.1.2.5) {category} instead of {expected}, which every software certificate of this authority has.',
    },
  },
  {
    id: 'policy',
    level: 'warning',
    kinds: IGC_SANTE,
    finds: ({ certificate }) => {
      const policies = certificate.certificatePolicies ?? [];
      return when(igcSanteDomain(certificate) === 'test' && !policies.includes(POLICIES.igcSanteTest), {
        policies: policies.join(', ') || '—',
        expected: POLICIES.igcSanteTest,
      });
    },
    text: {
      fr: 'Politique {policies} au lieu de {expected}, celle de tous les certificats de TEST.',
      en: 'Policy {policies} instead of {expected}, that of every TEST certificate.',
    },
  },
  {
    id: 'validity-period',
    level: 'warning',
    kinds: IGC_SANTE,
    requirement: 'S1-031',
    finds: ({ certificate: { notBefore, notAfter }, profile }) =>
      when(profile?.validity(notBefore).notAfter.getTime() !== notAfter.getTime(), {
        notBefore: moment(notBefore),
        notAfter: moment(notAfter),
      }),
    text: {
      fr: "Valide du {notBefore} au {notAfter} : l'IGC-Santé donne trois ans exactement.",
      en: 'Valid from {notBefore} to {notAfter}: IGC-Santé gives exactly three years.',
    },
  },
  {
    id: 'key-usage',
    level: 'error',
    kinds: END_ENTITIES,
    finds: ({ certificate: { keyUsage }, profile }) => {
      const expected = profile?.keyUsage ?? [];
      const right = keyUsage?.size === expected.length && expected.every((usage) => keyUsage.has(usage));
      return when(!right, {
        usages: keyUsage ? [...keyUsage].join(', ') : '—',
        expected: expected.join(', '),
      });
    },
    text: {
      fr: 'Usages de la clé : {usages} au lieu de {expected}.',
      en: 'Key usage: {usages} instead of {expected}.',
    },
  },
  {
    id: 'key-usage-not-critical',
    level: 'warning',
    kinds: END_ENTITIES,
    finds: ({ certificate }) => when(certificate.extension(EXTENSIONS.keyUsage)?.critical === false),
    text: {
      fr: "L'extension keyUsage n'est pas critique.",
      en: 'The extension keyUsage is not critical.',
    },
  },
  {
    id: 'extended-key-usage',
    level: 'error',
    kinds: END_ENTITIES,
    finds: ({ certificate, profile }) => {
      const present = certificate.extendedKeyUsage ?? [];
      const missing = (profile?.extendedKeyUsage ?? []).filter(
        (usage) => !present.includes(EXTENDED_KEY_USAGES[usage]),
      );
      return when(missing.length > 0, { missing: missing.join(', ') });
    },
    text: { fr: 'Il manque aux usages étendus : {missing}.', en: 'Extended key usage lacks: {missing}.' },
  },
  {
    id: 'extended-key-usage-beyond',
    level: 'warning',
    kinds: END_ENTITIES,
    finds: ({ certificate, profile }) => {
      const expected = (profile?.extendedKeyUsage ?? []).map((usage): string => EXTENDED_KEY_USAGES[usage]);
      const beyond = (certificate.extendedKeyUsage ?? []).filter((oid) => !expected.includes(oid));
      return when(beyond.length > 0, {
        beyond: beyond.map((oid) => nameOfOid(EXTENDED_KEY_USAGES, oid)).join(', '),
      });
    },
    text: {
      fr: "Usages étendus que ce type de certificat n'a pas : {beyond}.",
      en: 'Extended key usages that this type of certificate does not have: {beyond}.',
    },
  },
  {
    id: 'subject-form',
    level: 'error',
    kinds: IGC_SANTE,
    finds: ({ certificate }) =>
      when(!/^CN=[^+]*,OU=[^+]*,O=[^+]*,ST=[^+]*,C=FR$/.test(nameToString(certificate.subject)), {
        subject: nameToString(certificate.subject),
      }),
    text: {
      fr: 'Sujet {subject} : il est attendu C=FR, ST, O, OU puis CN, et rien de plus.',
      en: 'Subject {subject}: expected are C=FR, ST, O, OU, then CN, and nothing more.',
    },
  },
  {
    id: 'structure-identifier',
    level: 'error',
    kinds: IGC_SANTE,
    finds: ({ certificate }) => {
      const [id] = attributeValues(certificate, 'OU');
      return id === undefined ? undefined : when(parseStructureId(id) === undefined, { id });
    },
    text: {
      fr: "OU={id} n'est pas un identifiant national de structure : 1 suivi du FINESS, 2 du SIREN, 3 du SIRET, 4 du RPPS-rang, 0 de l'ADELI-rang.",
      en: 'OU={id} is not a national identifier of a structure: 1 and the FINESS, 2 and the SIREN, 3 and the SIRET, 4 and the RPPS-rang, 0 and the ADELI-rang.',
    },
  },
  {
    id: 'structure-identifier-key',
    level: 'warning',
    kinds: IGC_SANTE,
    finds: ({ certificate }) => {
      const [id] = attributeValues(certificate, 'OU');
      const parsed = id === undefined ? undefined : parseStructureId(id);
      return (
        parsed && when(parsed.keyIsRight === false, { register: parsed.register, id: parsed.identifier })
      );
    },
    text: {
      fr: 'La clé du {register} {id} est fausse : un chiffre a été mal recopié.',
      en: 'The check digit of {register} {id} is wrong: a digit was miscopied.',
    },
  },
  {
    id: 'server-name',
    level: 'error',
    kinds: ['ssl-serveur'],
    requirement: 'S1-051',
    finds: ({ certificate: { commonName = '—' } }) => when(!isFullyQualifiedName(commonName), { commonName }),
    text: {
      fr: "CN={commonName} n'est pas un nom complet de serveur (RFC 1035), de la forme serveur.[sous-domaine.]domaine : le TPE compare ce CN au FQDN saisi.",
      en: 'CN={commonName} is not the fully qualified name of a server (RFC 1035), server.[sub-domain.]domain: the terminal compares this CN with the FQDN that was typed in.',
    },
  },
  {
    id: 'server-name-not-alternative',
    level: 'warning',
    kinds: ['ssl-serveur', 'psp-server'],
    finds: ({ certificate: { commonName = '', subjectAlternativeName = [] } }) =>
      when(
        !subjectAlternativeName.some(
          (name) => name.type === 'dNSName' && name.value.toLowerCase() === commonName.toLowerCase(),
        ),
        { commonName },
      ),
    text: {
      fr: 'CN={commonName} ne figure pas dans les noms alternatifs (subjectAltName), seuls regardés par les clients actuels.',
      en: 'CN={commonName} is not among the alternative names (subjectAltName), which are all that clients look at today.',
    },
  },
  {
    id: 'service-name',
    level: 'warning',
    kinds: CLIENTS,
    requirement: 'S1-032',
    finds: ({ certificate: { commonName = '—' }, kind }) =>
      when(!kind?.commonNames?.includes(commonName), {
        commonName,
        expected: kind?.commonNames?.join(', ') ?? '',
      }),
    text: {
      fr: 'CN={commonName} : les règles de nommage recommandées du service applicatif donnent {expected}.',
      en: 'CN={commonName}: the recommended naming rules of the service applicatif give {expected}.',
    },
  },
  {
    id: 'terminal-issuer',
    level: 'error',
    kinds: ['terminal'],
    requirement: 'S1-009',
    finds: ({ certificate: { issuer } }) =>
      when(!/ingetrust/i.test(nameToString(issuer)), { issuer: nameToString(issuer) }),
    text: {
      fr: "Émis par {issuer} et non par l'IGC IngeTrust.",
      en: 'Issued by {issuer} and not by the IngeTrust PKI.',
    },
  },
];
