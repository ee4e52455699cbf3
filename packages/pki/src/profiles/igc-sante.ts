import { type Name, nameOf } from '../names.ts';
import { POLICIES } from '../object-identifiers.ts';
import {
  AUTHORITY_KEY_IDENTIFIER,
  CERTIFICATION_AUTHORITY,
  CRL_DISTRIBUTION_POINTS,
  directoryUrl,
  EXTENDED_KEY_USAGE,
  HOST_NAMES,
  ISSUING_AUTHORITY,
  KEY_USAGE,
  SUBJECT_KEY_IDENTIFIER,
  TEST_ROOT,
} from './extension-templates.ts';
import { type ExtensionTemplate, extension, type Profile } from './profile.ts';
import type { SubjectInput } from './subject.ts';
import { between, forYears } from './validity.ts';

/** The TEST hierarchy of IGC-Santé, gamme élémentaire, domaine organisations, as its real certificates are. */

const PRACTICE_STATEMENT_PATH = '/PC%20TEST';
const ROOT_NAME = 'TEST AC RACINE IGC-SANTE ELEMENTAIRE';
const ISSUING_CA_NAME = 'TEST AC IGC-SANTE ELEMENTAIRE ORGANISATIONS';

const authorityName = (commonName: string): Name =>
  nameOf(
    ['C', 'FR'],
    ['O', 'ASIP-SANTE'],
    ['OU', '0002 187512751'],
    ['OU', 'IGC-SANTE TEST'],
    ['CN', commonName],
  );

const certificatePolicy = (policy: string): ExtensionTemplate =>
  extension('certificatePolicies', ({ publication }) => [
    { policy, practiceStatement: `${publication.igcSante}${PRACTICE_STATEMENT_PATH}` },
  ]);

const AUTHORITY = {
  key: 'rsa-4096',
  keyUsage: ['keyCertSign', 'cRLSign'],
  fields: [],
  serialNumber: { prefix: [0x11, 0x20], length: 18 },
} as const;

const ROOT: Profile = {
  ...AUTHORITY,
  title: { fr: 'IGC-Santé TEST, AC racine élémentaire', en: 'IGC-Santé TEST, elementary root CA' },
  issuer: null,
  subject: () => authorityName(ROOT_NAME),
  validity: between('2013-06-25T00:00:00Z', '2033-06-25T00:00:00Z'),
  extensions: [
    CERTIFICATION_AUTHORITY,
    KEY_USAGE,
    certificatePolicy(POLICIES.anyPolicy),
    SUBJECT_KEY_IDENTIFIER,
    AUTHORITY_KEY_IDENTIFIER,
    TEST_ROOT,
  ],
  publishes: {
    base: 'igcSante',
    certificate: '/AC%20TEST/ACR-EL-TEST.cer',
    crl: '/CRL/ACR-EL-TEST.crl',
    ldap: {
      entry:
        'CN=TEST%20AC%20RACINE%20IGC-SANTE%20ELEMENTAIRE,OU=IGC-SANTE%20TEST,OU=0002%20187512751,O=ASIP-SANTE,C=FR',
      filter: 'objectclass=pkiCa',
    },
  },
};

const ISSUING_CA: Profile = {
  ...AUTHORITY,
  title: {
    fr: 'IGC-Santé TEST, AC élémentaire organisations',
    en: 'IGC-Santé TEST, elementary CA for organisations',
  },
  issuer: 'igc-sante-test/root-el',
  subject: () => authorityName(ISSUING_CA_NAME),
  validity: between('2013-06-25T00:00:00Z', '2033-06-24T00:00:00Z'),
  extensions: [
    ISSUING_AUTHORITY,
    KEY_USAGE,
    certificatePolicy(POLICIES.anyPolicy),
    CRL_DISTRIBUTION_POINTS,
    SUBJECT_KEY_IDENTIFIER,
    AUTHORITY_KEY_IDENTIFIER,
  ],
  publishes: {
    base: 'igcSante',
    certificate: '/AC%20TEST/ACI-EL-ORG-TEST.cer',
    crl: '/CRL/ACI-EL-ORG-TEST.crl',
    // Unlike the entry of the root, with lower-case types and the CN of the root as one more OU.
    ldap: {
      entry:
        'cn=TEST%20AC%20IGC-SANTE%20ELEMENTAIRE%20ORGANISATIONS,ou=TEST%20AC%20RACINE%20IGC-SANTE%20ELEMENTAIRE,ou=IGC-SANTE%20TEST,ou=0002%20187512751,o=ASIP-SANTE,c=FR',
      filter: 'objectClass=pkiCA',
    },
  },
};

/** Of the raison sociale, which the IGC-Santé cuts off. */
const LONGEST_ORGANISATION = 40;

function structureName({ structure, serviceApplicatif, fqdn }: SubjectInput): Name {
  const { departement, name, nationalId } = structure!;
  return nameOf(
    ['C', 'FR'],
    ['ST', departement],
    ['O', [...name].slice(0, LONGEST_ORGANISATION).join('')],
    ['OU', nationalId],
    ['CN', (serviceApplicatif ?? fqdn)!],
  );
}

/** The order that certificates have since 2023; the subjectAltName where those of persons have it since 2025. */
const END_ENTITY_EXTENSIONS: readonly ExtensionTemplate[] = [
  EXTENDED_KEY_USAGE,
  AUTHORITY_KEY_IDENTIFIER,
  extension('authorityInfoAccess', ({ issuerFiles, publication }) => [
    { method: 'ocsp', url: publication.igcSanteOcsp },
    { method: 'caIssuers', url: `${publication.igcSante}${issuerFiles!.certificate}` },
  ]),
  certificatePolicy(POLICIES.igcSanteTest),
  extension('privateKeyUsagePeriod', ({ profile, notBefore, notAfter }) =>
    // Signature certificates only: the others sign nothing that outlives them.
    profile.keyUsage.includes('nonRepudiation')
      ? { notBefore: notBefore.toISOString(), notAfter: notAfter.toISOString() }
      : undefined,
  ),
  CRL_DISTRIBUTION_POINTS,
  SUBJECT_KEY_IDENTIFIER,
  extension('freshestCRL', (context) => {
    const url = directoryUrl(context, 'deltarevocationlist');
    return url === undefined ? undefined : [url];
  }),
  KEY_USAGE,
  extension('productCategory', () => 0x83),
  HOST_NAMES,
  extension('basicConstraints', () => ({ ca: false })),
];

const END_ENTITY = {
  issuer: 'igc-sante-test/aci-el-org',
  key: 'rsa-2048',
  subject: structureName,
  validity: forYears(3),
  serialNumber: { prefix: [], length: 16 },
  extensions: END_ENTITY_EXTENSIONS,
} as const;

export const IGC_SANTE_PROFILES = {
  'igc-sante-test/root-el': ROOT,
  'igc-sante-test/aci-el-org': ISSUING_CA,
  'igc-sante-test/ssl-serveur': {
    ...END_ENTITY,
    title: { fr: 'IGC-Santé TEST, SERV SSL_SERVEUR', en: 'IGC-Santé TEST, SERV SSL_SERVEUR' },
    keyUsage: ['digitalSignature', 'keyEncipherment'],
    extendedKeyUsage: ['serverAuth', 'clientAuth'],
    fields: ['structure', 'fqdn'],
    optionalFields: ['alternativeNames'],
  },
  'igc-sante-test/org-auth-cli': {
    ...END_ENTITY,
    title: { fr: 'IGC-Santé TEST, ORG AUTH_CLI', en: 'IGC-Santé TEST, ORG AUTH_CLI' },
    keyUsage: ['digitalSignature'],
    extendedKeyUsage: ['clientAuth'],
    fields: ['structure', 'serviceApplicatif'],
  },
  'igc-sante-test/org-sign': {
    ...END_ENTITY,
    title: { fr: 'IGC-Santé TEST, ORG SIGN', en: 'IGC-Santé TEST, ORG SIGN' },
    keyUsage: ['digitalSignature', 'nonRepudiation'],
    extendedKeyUsage: ['emailProtection'],
    fields: ['structure', 'serviceApplicatif'],
  },
} as const satisfies Readonly<Record<string, Profile>>;
