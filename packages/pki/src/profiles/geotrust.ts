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
import { criticalExtension, extension, type Profile } from './profile.ts';
import { between, forDays } from './validity.ts';

/** The public PKI that the payment provider's server is under. It is DigiCert's; the names here are our own. */

const authorityName = (commonName: string): Name =>
  nameOf(['C', 'FR'], ['O', 'Banc GAP'], ['OU', 'Geotrust TEST'], ['CN', commonName]);

const AUTHORITY = {
  key: 'rsa-2048',
  keyUsage: ['keyCertSign', 'cRLSign'],
  fields: [],
  serialNumber: { prefix: [], length: 16 },
} as const;

export const GEOTRUST_PROFILES = {
  'geotrust/root': {
    ...AUTHORITY,
    title: { fr: 'Geotrust TEST, AC racine', en: 'Geotrust TEST, root CA' },
    issuer: null,
    subject: () => authorityName('Geotrust TEST Root CA'),
    validity: between('2013-08-01T12:00:00Z', '2038-01-15T12:00:00Z'),
    extensions: [
      CERTIFICATION_AUTHORITY,
      KEY_USAGE,
      SUBJECT_KEY_IDENTIFIER,
      AUTHORITY_KEY_IDENTIFIER,
      TEST_ROOT,
    ],
    publishes: { base: 'geotrust', certificate: '/geotrust/AC/root.cer', crl: '/geotrust/CRL/root.crl' },
  },
  'geotrust/issuing-ca': {
    ...AUTHORITY,
    title: { fr: 'Geotrust TEST, AC des serveurs', en: 'Geotrust TEST, CA for servers' },
    issuer: 'geotrust/root',
    extendedKeyUsage: ['serverAuth', 'clientAuth'],
    subject: () => authorityName('Geotrust TEST TLS RSA CA'),
    validity: between('2017-11-02T12:00:00Z', '2037-11-02T12:00:00Z'),
    extensions: [
      SUBJECT_KEY_IDENTIFIER,
      AUTHORITY_KEY_IDENTIFIER,
      KEY_USAGE,
      EXTENDED_KEY_USAGE,
      ISSUING_AUTHORITY,
      CA_ISSUERS,
      CRL_DISTRIBUTION_POINTS,
    ],
    publishes: {
      base: 'geotrust',
      certificate: '/geotrust/AC/issuing-ca.cer',
      crl: '/geotrust/CRL/issuing-ca.crl',
    },
  },
  'geotrust/server': {
    title: { fr: 'Geotrust TEST, serveur', en: 'Geotrust TEST, server' },
    issuer: 'geotrust/issuing-ca',
    key: 'rsa-2048',
    keyUsage: ['digitalSignature', 'keyEncipherment'],
    extendedKeyUsage: ['serverAuth'],
    fields: ['fqdn'],
    optionalFields: ['alternativeNames'],
    subject: ({ fqdn }) => nameOf(['CN', fqdn!]),
    alternativeNames: hostNames,
    // Browsers accept 200 at most since March 2026.
    validity: forDays(199),
    serialNumber: { prefix: [], length: 16 },
    extensions: [
      AUTHORITY_KEY_IDENTIFIER,
      SUBJECT_KEY_IDENTIFIER,
      SUBJECT_ALTERNATIVE_NAMES,
      // Domain validated, CA/Browser Forum Baseline Requirements §7.1.6.1.
      extension('certificatePolicies', () => [{ policy: '2.23.140.1.2.1' }]),
      KEY_USAGE,
      EXTENDED_KEY_USAGE,
      CRL_DISTRIBUTION_POINTS,
      CA_ISSUERS,
      criticalExtension('basicConstraints', () => ({ ca: false })),
    ],
  },
} as const satisfies Readonly<Record<string, Profile>>;
