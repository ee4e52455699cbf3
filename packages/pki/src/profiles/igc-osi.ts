import { type Name, nameOf } from '../names.ts';
import {
  AUTHORITY_KEY_IDENTIFIER,
  CA_ISSUERS,
  CERTIFICATION_AUTHORITY,
  CRL_DISTRIBUTION_POINTS,
  EXTENDED_KEY_USAGE,
  hostNames,
  ISSUING_AUTHORITY,
  KEY_USAGE,
  SUBJECT_ALTERNATIVE_NAMES,
  SUBJECT_KEY_IDENTIFIER,
  TEST_ROOT,
} from './extension-templates.ts';
import { criticalExtension, type Profile } from './profile.ts';
import { between, forYears } from './validity.ts';

/**
 * The PKI of GIE SESAM-Vitale, which the insurers (AMC) are under. ANS names its two issuing CAs, and nothing else of
 * it is public: the names are in the style of the directory of SESAM-Vitale, the rest is ours.
 */

const authorityName = (organisationalUnit: string): Name =>
  nameOf(['C', 'FR'], ['O', 'sesam-vitale'], ['OU', organisationalUnit]);

const AUTHORITY = {
  key: 'rsa-2048',
  keyUsage: ['keyCertSign', 'cRLSign'],
  fields: [],
  serialNumber: { prefix: [], length: 16 },
} as const;

const ISSUING_AUTHORITY_PROFILE = {
  ...AUTHORITY,
  issuer: 'igc-osi/root',
  validity: between('2014-01-01T00:00:00Z', '2043-12-31T23:59:59Z'),
  extensions: [
    ISSUING_AUTHORITY,
    KEY_USAGE,
    SUBJECT_KEY_IDENTIFIER,
    AUTHORITY_KEY_IDENTIFIER,
    CRL_DISTRIBUTION_POINTS,
  ],
} as const;

const END_ENTITY = {
  key: 'rsa-2048',
  validity: forYears(3),
  serialNumber: { prefix: [], length: 16 },
  extensions: [
    criticalExtension('basicConstraints', () => ({ ca: false })),
    KEY_USAGE,
    EXTENDED_KEY_USAGE,
    SUBJECT_ALTERNATIVE_NAMES,
    SUBJECT_KEY_IDENTIFIER,
    AUTHORITY_KEY_IDENTIFIER,
    CRL_DISTRIBUTION_POINTS,
    CA_ISSUERS,
  ],
} as const;

const SERVERS = 'AC-SERVEUR-TEST';
const SERVICES = 'AC-SERVICES-APPLICATIFS-TEST';

export const IGC_OSI_PROFILES = {
  'igc-osi/root': {
    ...AUTHORITY,
    title: { fr: 'IGC OSI TEST, AC racine', en: 'IGC OSI TEST, root CA' },
    issuer: null,
    subject: () => authorityName('AC-RACINE-OSI-TEST'),
    validity: between('2014-01-01T00:00:00Z', '2044-01-01T00:00:00Z'),
    extensions: [
      CERTIFICATION_AUTHORITY,
      KEY_USAGE,
      SUBJECT_KEY_IDENTIFIER,
      AUTHORITY_KEY_IDENTIFIER,
      TEST_ROOT,
    ],
    publishes: { base: 'igcOsi', certificate: '/igc-osi/AC/root.cer', crl: '/igc-osi/CRL/root.crl' },
  },
  'igc-osi/ac-serveur': {
    ...ISSUING_AUTHORITY_PROFILE,
    title: { fr: 'IGC OSI TEST, AC-SERVEUR', en: 'IGC OSI TEST, AC-SERVEUR' },
    subject: () => authorityName(SERVERS),
    publishes: {
      base: 'igcOsi',
      certificate: '/igc-osi/AC/ac-serveur.cer',
      crl: '/igc-osi/CRL/ac-serveur.crl',
    },
  },
  'igc-osi/ac-services-applicatifs': {
    ...ISSUING_AUTHORITY_PROFILE,
    title: { fr: 'IGC OSI TEST, AC-SERVICES-APPLICATIFS', en: 'IGC OSI TEST, AC-SERVICES-APPLICATIFS' },
    subject: () => authorityName(SERVICES),
    publishes: {
      base: 'igcOsi',
      certificate: '/igc-osi/AC/ac-services-applicatifs.cer',
      crl: '/igc-osi/CRL/ac-services-applicatifs.crl',
    },
  },
  'igc-osi/server': {
    ...END_ENTITY,
    title: { fr: 'IGC OSI TEST, serveur d’une AMC', en: 'IGC OSI TEST, server of an insurer' },
    issuer: 'igc-osi/ac-serveur',
    keyUsage: ['digitalSignature', 'keyEncipherment'],
    extendedKeyUsage: ['serverAuth'],
    fields: ['fqdn'],
    optionalFields: ['alternativeNames'],
    subject: ({ fqdn }) => [...authorityName(SERVERS), ...nameOf(['CN', fqdn!])],
    alternativeNames: hostNames,
  },
  'igc-osi/service-applicatif': {
    ...END_ENTITY,
    title: {
      fr: 'IGC OSI TEST, signature des réponses d’une AMC',
      en: 'IGC OSI TEST, signature of the replies of an insurer',
    },
    issuer: 'igc-osi/ac-services-applicatifs',
    keyUsage: ['digitalSignature', 'nonRepudiation'],
    fields: ['serviceApplicatif'],
    subject: ({ serviceApplicatif }) => [...authorityName(SERVICES), ...nameOf(['CN', serviceApplicatif!])],
  },
} as const satisfies Readonly<Record<string, Profile>>;
