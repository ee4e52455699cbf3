import { type Name, nameOf } from '../names.ts';
import {
  AUTHORITY_KEY_IDENTIFIER,
  CERTIFICATION_AUTHORITY,
  CRL_DISTRIBUTION_POINTS,
  EXTENDED_KEY_USAGE,
  ISSUING_AUTHORITY,
  KEY_USAGE,
  SUBJECT_KEY_IDENTIFIER,
  TEST_ROOT,
} from './extension-templates.ts';
import { OCSP_RESPONDER } from './ocsp-responder.ts';
import { criticalExtension, extension, type Profile } from './profile.ts';
import { between, forYears } from './validity.ts';

/**
 * The PKI of payment terminals. Known of the real one: certificates live ten years, and a terminal's subject is its
 * serial number alone. The names of the CAs and the extensions are ours.
 */

const authorityName = (commonName: string): Name =>
  nameOf(['C', 'FR'], ['O', 'IngeTrust TEST'], ['CN', commonName]);

const AUTHORITY = {
  key: 'rsa-2048',
  keyUsage: ['keyCertSign', 'cRLSign'],
  fields: [],
  serialNumber: { prefix: [], length: 16 },
} as const;

const ISSUING_AUTHORITY_PROFILE = {
  ...AUTHORITY,
  issuer: 'ingetrust/root',
  validity: between('2009-01-01T00:00:00Z', '2047-12-31T23:59:59Z'),
  extensions: [
    ISSUING_AUTHORITY,
    KEY_USAGE,
    SUBJECT_KEY_IDENTIFIER,
    AUTHORITY_KEY_IDENTIFIER,
    CRL_DISTRIBUTION_POINTS,
  ],
} as const;

const TERMINAL = {
  issuer: 'ingetrust/issuing-ca',
  key: 'rsa-2048',
  keyUsage: ['digitalSignature'],
  extendedKeyUsage: ['clientAuth'],
  fields: ['serialNumber'],
  subject: ({ serialNumber }) => nameOf(['CN', serialNumber!]),
  validity: forYears(10),
  serialNumber: { prefix: [], length: 16 },
  extensions: [
    criticalExtension('basicConstraints', () => ({ ca: false })),
    KEY_USAGE,
    EXTENDED_KEY_USAGE,
    SUBJECT_KEY_IDENTIFIER,
    AUTHORITY_KEY_IDENTIFIER,
    CRL_DISTRIBUTION_POINTS,
  ],
} as const satisfies Omit<Profile, 'title'>;

const RESPONDER = extension('authorityInfoAccess', ({ publication }) => [
  { method: 'ocsp', url: `${publication.ingeTrust}/ocsp` },
]);

export const INGETRUST_PROFILES = {
  'ingetrust/root': {
    ...AUTHORITY,
    title: { fr: 'IngeTrust TEST, AC racine', en: 'IngeTrust TEST, root CA' },
    issuer: null,
    subject: () => authorityName('IngeTrust TEST Root CA'),
    validity: between('2008-01-01T00:00:00Z', '2047-12-31T23:59:59Z'),
    extensions: [
      CERTIFICATION_AUTHORITY,
      KEY_USAGE,
      SUBJECT_KEY_IDENTIFIER,
      AUTHORITY_KEY_IDENTIFIER,
      TEST_ROOT,
    ],
    publishes: {
      base: 'ingeTrust',
      certificate: '/ingetrust/AC/root.cer',
      crl: '/ingetrust/CRL/root.crl',
    },
  },
  'ingetrust/issuing-ca': {
    ...ISSUING_AUTHORITY_PROFILE,
    title: { fr: 'IngeTrust TEST, AC des terminaux', en: 'IngeTrust TEST, CA for terminals' },
    subject: () => authorityName('IngeTrust TEST Terminals CA'),
    publishes: {
      base: 'ingeTrust',
      certificate: '/ingetrust/AC/issuing-ca.cer',
      crl: '/ingetrust/CRL/issuing-ca.crl',
    },
  },
  'ingetrust/issuing-ca-2': {
    ...ISSUING_AUTHORITY_PROFILE,
    title: {
      fr: 'IngeTrust TEST, AC des terminaux révoquée',
      en: 'IngeTrust TEST, revoked CA for terminals',
    },
    subject: () => authorityName('IngeTrust TEST Terminals CA 2'),
    publishes: {
      base: 'ingeTrust',
      certificate: '/ingetrust/AC/issuing-ca-2.cer',
      crl: '/ingetrust/CRL/issuing-ca-2.crl',
    },
  },
  'ingetrust/terminal': {
    ...TERMINAL,
    title: { fr: 'IngeTrust TEST, terminal de paiement', en: 'IngeTrust TEST, payment terminal' },
  },
  // Whether real ones name a responder is not known.
  'ingetrust/terminal-ocsp': {
    ...TERMINAL,
    title: {
      fr: 'IngeTrust TEST, terminal de paiement dont le certificat nomme un répondeur OCSP',
      en: 'IngeTrust TEST, payment terminal whose certificate names an OCSP responder',
    },
    extensions: [...TERMINAL.extensions, RESPONDER],
  },
  'ingetrust/ocsp-issuing-ca': {
    ...OCSP_RESPONDER,
    title: {
      fr: 'IngeTrust TEST, répondeur OCSP de l’AC des terminaux',
      en: 'IngeTrust TEST, OCSP responder of the CA for terminals',
    },
    issuer: 'ingetrust/issuing-ca',
    subject: () => authorityName('OCSP IngeTrust TEST Terminals CA'),
  },
} as const satisfies Readonly<Record<string, Profile>>;
