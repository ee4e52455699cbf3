import type { Certificate } from '../certificate.ts';
import type { GeneralName } from '../general-names.ts';
import { nameToString } from '../names.ts';
import { parseStructureId } from '../national-identifier.ts';
import { ALGORITHMS, ATTRIBUTE_TYPES, EXTENDED_KEY_USAGES, EXTENSIONS } from '../object-identifiers.ts';
import { igcSanteAuthority } from './igc-sante-authority.ts';
import type { Kind } from './kinds.ts';
import type { FileForm, Material } from './material.ts';
import type { Language, Text } from './text.ts';

/** One thing that a file says, in words. */
export interface Fact {
  readonly label: string;
  readonly value: string;
}

interface FactDefinition {
  readonly label: Text;
  /** Nothing where the certificate does not say. */
  readonly value: (certificate: Certificate, lang: Language) => string | undefined;
}

const FACTS: readonly FactDefinition[] = [
  { label: { fr: 'Sujet', en: 'Subject' }, value: ({ subject }) => nameToString(subject) },
  { label: { fr: 'Émetteur', en: 'Issuer' }, value: ({ issuer }) => nameToString(issuer) },
  { label: { fr: 'Structure', en: 'Structure' }, value: structure },
  { label: { fr: 'Numéro de série', en: 'Serial number' }, value: ({ serialNumber }) => serialNumber },
  {
    label: { fr: 'Valide du', en: 'Valid from' },
    value: ({ notBefore, notAfter }, lang) =>
      `${moment(notBefore)} ${lang === 'fr' ? 'au' : 'to'} ${moment(notAfter)}`,
  },
  { label: { fr: 'Clé', en: 'Key' }, value: ({ publicKey }) => describeKey(publicKey) },
  {
    label: { fr: 'Signature', en: 'Signature' },
    value: ({ signatureAlgorithm }) => nameOfOid(ALGORITHMS, signatureAlgorithm),
  },
  {
    label: { fr: 'Usages de la clé', en: 'Key usage' },
    value: ({ keyUsage }) => keyUsage && [...keyUsage].join(', '),
  },
  {
    label: { fr: 'Usages étendus', en: 'Extended key usage' },
    value: ({ extendedKeyUsage }) =>
      extendedKeyUsage?.map((oid) => nameOfOid(EXTENDED_KEY_USAGES, oid)).join(', '),
  },
  {
    label: { fr: 'Noms alternatifs', en: 'Alternative names' },
    value: ({ subjectAlternativeName }) => subjectAlternativeName?.map(describeGeneralName).join(', '),
  },
  {
    label: { fr: 'Politiques', en: 'Policies' },
    value: ({ certificatePolicies }) => certificatePolicies?.join(', '),
  },
  {
    label: { fr: 'Environnement', en: 'Environment' },
    value: ({ issuer }) => igcSanteAuthority(issuer)?.environment,
  },
  {
    label: { fr: 'Catégorie de produit (TRE_G01)', en: 'Product category (TRE_G01)' },
    value: (certificate) => productCategory(certificate),
  },
  {
    label: { fr: 'Listes de révocation', en: 'Revocation lists' },
    value: ({ crlDistributionPoints }) => crlDistributionPoints.join(', ') || undefined,
  },
  {
    label: { fr: 'Autorité', en: 'Authority' },
    value: ({ basicConstraints }, lang) => {
      if (!basicConstraints?.ca) return undefined;
      const { pathLength } = basicConstraints;
      if (pathLength === undefined) return lang === 'fr' ? 'oui' : 'yes';
      return lang === 'fr' ? `oui, longueur de chemin ${pathLength}` : `yes, path length ${pathLength}`;
    },
  },
  { label: { fr: 'Empreinte SHA-256', en: 'SHA-256 fingerprint' }, value: ({ fingerprint }) => fingerprint },
];

const FORMS: Readonly<Record<FileForm, Text>> = {
  certificate: { fr: 'un certificat, seul', en: 'one certificate, alone' },
  pem: { fr: 'PEM', en: 'PEM' },
  pkcs7: { fr: 'PKCS#7 (.p7b)', en: 'PKCS#7 (.p7b)' },
  pkcs12: { fr: 'PKCS#12', en: 'PKCS#12' },
  jks: { fr: 'magasin de clés Java (JKS)', en: 'Java keystore (JKS)' },
};

/** What a file with certificates holds, then what its certificate says. */
export function listFacts(material: Material, kind: Kind | undefined, lang: Language): readonly Fact[] {
  return [
    { label: { fr: 'Fichier', en: 'File' }[lang], value: describeFile(material, lang) },
    ...material.chain.map((authority) => ({
      label: { fr: 'Avec', en: 'With' }[lang],
      value: nameToString(authority.subject),
    })),
    ...(kind ? [{ label: 'Type', value: kind.title[lang] }] : []),
    ...FACTS.flatMap(({ label, value }) => {
      const text = value(material.certificate, lang);
      return text === undefined ? [] : [{ label: label[lang], value: text }];
    }),
  ];
}

function describeFile({ form, fromPfcng, privateKey }: Material, lang: Language): string {
  const pfcng = fromPfcng ? { fr: ', fait comme ceux de PFCNG', en: ', made like those of PFCNG' }[lang] : '';
  const key = privateKey
    ? { fr: ', avec sa clé privée', en: ', with its private key' }
    : { fr: ', sans clé privée', en: ', without a private key' };
  return `${FORMS[form][lang]}${pfcng}${form === 'certificate' ? '' : key[lang]}`;
}

/** The content of extension 1.2.250.1.71.1.2.5, as two hexadecimal digits: 03, or 83 in tests. */
export function productCategory(certificate: Certificate): string | undefined {
  const hex = certificate.extension(EXTENSIONS.productCategory)?.value.toString('hex');
  return hex?.startsWith('0401') ? hex.slice(4) : hex;
}

export function attributeValues(certificate: Certificate, type: keyof typeof ATTRIBUTE_TYPES): string[] {
  return certificate.subject
    .flat()
    .filter((attribute) => attribute.type === ATTRIBUTE_TYPES[type])
    .map(({ value }) => value);
}

export function describeKey({ asymmetricKeyType, asymmetricKeyDetails }: Certificate['publicKey']): string {
  const { modulusLength, namedCurve } = asymmetricKeyDetails ?? {};
  return `${asymmetricKeyType?.toUpperCase()} ${modulusLength ?? namedCurve ?? ''}`.trim();
}

export function nameOfOid(names: Readonly<Record<string, string>>, oid: string): string {
  return Object.keys(names).find((name) => names[name] === oid) ?? oid;
}

/** To the second, in UTC. */
export function moment(date: Date): string {
  return `${date.toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}

function structure(certificate: Certificate): string | undefined {
  const [id] = attributeValues(certificate, 'OU');
  const parsed = id === undefined ? undefined : parseStructureId(id);
  return parsed && `${parsed.register} ${parsed.identifier}`;
}

function describeGeneralName(name: GeneralName): string {
  switch (name.type) {
    case 'directoryName':
      return `${name.type}:${nameToString(name.name)}`;
    case 'registeredID':
      return `${name.type}:${name.oid}`;
    default:
      return `${name.type}:${typeof name.value === 'string' ? name.value : name.value.toString('hex')}`;
  }
}
