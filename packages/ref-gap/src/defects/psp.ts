import { ALGORITHMS } from '@banc-gap/pki';
import { type CallDefect, type Defect, EVERY_STACK } from './defect.ts';
import { serverDefects } from './servers.ts';

/** Those that OpenSSL has for versions before 1.2, which it wants security level 0 for. */
const OLD_SUITES = { ciphers: 'ECDHE-RSA-AES256-SHA:@SECLEVEL=0' };

/** Mistakes of a GAP when it connects to its payment provider. */
export const PSP_DEFECTS = [
  ...serverDefects('psp', 'psp', { expired: 'expiredClient', otherService: 'otherService' }),
  {
    id: 'psp-no-prescribed-cipher',
    title: {
      fr: 'Appelle le prestataire sans la suite prescrite',
      en: 'Calls the provider without the prescribed suite',
    },
    stacks: ['node'],
    call: {
      peers: ['psp'],
      options: (options) => ({
        ...options,
        ciphers: 'ECDHE-RSA-AES256-GCM-SHA384:ECDHE-RSA-AES128-GCM-SHA256',
      }),
    },
  },
  {
    id: 'psp-offers-tls11-only',
    title: { fr: 'Ne propose pas plus récent que TLS 1.1', en: 'Offers nothing newer than TLS 1.1' },
    stacks: ['node'],
    call: {
      peers: ['psp'],
      options: (options) => ({ ...options, ...OLD_SUITES, minVersion: 'TLSv1.1', maxVersion: 'TLSv1.1' }),
    },
  },
  {
    id: 'psp-accepts-tls11',
    title: { fr: 'Suit le prestataire en TLS 1.1', en: 'Follows the provider to TLS 1.1' },
    stacks: ['node'],
    call: {
      peers: ['psp'],
      options: (options) => ({
        ...options,
        minVersion: 'TLSv1.1',
        ciphers: `${options.ciphers}:${OLD_SUITES.ciphers}`,
      }),
    },
  },
  {
    id: 'psp-accepts-sha1',
    title: {
      fr: 'Accepte du prestataire des signatures avec SHA-1',
      en: 'Accepts signatures with SHA-1 from the provider',
    },
    stacks: ['node'],
    call: { peers: ['psp'], forgives: isSignedWith(ALGORITHMS.sha1WithRSAEncryption) },
  },
  {
    id: 'psp-checks-digest-of-leaf-only',
    title: {
      fr: 'Ne contrôle le condensat que du certificat du prestataire',
      en: 'Checks the digest of the provider’s certificate only',
    },
    stacks: ['node'],
    call: {
      peers: ['psp'],
      forgives: ({ code, position }) => code === 'signature-algorithm-weak' && position > 0,
    },
  },
  {
    id: 'psp-accepts-md5',
    title: {
      fr: 'Accepte du prestataire des signatures avec MD5',
      en: 'Accepts signatures with MD5 from the provider',
    },
    stacks: ['node'],
    call: { peers: ['psp'], forgives: isSignedWith(ALGORITHMS.md5WithRSAEncryption) },
  },
  {
    id: 'psp-accepts-short-keys',
    title: {
      fr: 'Accepte du prestataire une clé RSA de moins de 2048 bits',
      en: 'Accepts an RSA key of less than 2048 bits from the provider',
    },
    stacks: ['node'],
    call: { peers: ['psp'], forgives: ({ code }) => code === 'key-too-weak' },
  },
  {
    id: 'psp-ignores-revocation',
    title: {
      fr: 'Ne vérifie pas si le certificat du prestataire est révoqué',
      en: 'Does not check whether the certificate of the provider is revoked',
    },
    stacks: EVERY_STACK,
    call: { peers: ['psp'], access: ({ crls: _, ...access }) => access },
  },
  {
    id: 'psp-checks-revocation-of-leaf-only',
    title: {
      fr: 'Ne vérifie pas si l’AC du prestataire est révoquée',
      en: 'Does not check whether the CA of the provider is revoked',
    },
    stacks: ['node'],
    call: { peers: ['psp'], forgives: ({ code, position }) => code === 'revoked' && position > 0 },
  },
  {
    id: 'psp-takes-silence-for-consent',
    title: {
      fr: 'Tient le débit pour fait quand la connexion échoue',
      en: 'Takes the debit for made when the connection fails',
    },
    stacks: EVERY_STACK,
    call: { peers: ['psp'], psp: { passesOver: (obstacle) => obstacle === 'not reached' } },
  },
  {
    id: 'psp-storms',
    title: {
      fr: 'Se reconnecte sans attendre quand la connexion échoue',
      en: 'Connects again at once when the connection fails',
    },
    stacks: EVERY_STACK,
    call: {
      peers: ['psp'],
      psp: { attempts: 6, pauseMs: 0, asksAgainAfter: (obstacle) => obstacle !== 'refused' },
    },
  },
  {
    id: 'psp-offers-static-rsa',
    title: {
      fr: 'Propose des suites à échange de clé RSA',
      en: 'Offers suites with RSA key exchange',
    },
    stacks: ['node'],
    call: {
      peers: ['psp'],
      options: (options) => ({ ...options, ciphers: `${options.ciphers}:AES256-GCM-SHA384` }),
    },
  },
  {
    id: 'psp-offers-export',
    title: { fr: 'Propose des suites « export »', en: 'Offers export suites' },
    stacks: ['tls12'],
    call: offeringToo({ cipherSuites: [0x0003] }), // TLS_RSA_EXPORT_WITH_RC4_40_MD5
  },
  {
    id: 'psp-offers-rc4',
    title: { fr: 'Propose des suites RC4', en: 'Offers RC4 suites' },
    stacks: ['tls12'],
    call: offeringToo({ cipherSuites: [0xc011] }), // TLS_ECDHE_RSA_WITH_RC4_128_SHA
  },
  {
    id: 'psp-offers-triple-des',
    title: { fr: 'Propose des suites Triple DES', en: 'Offers Triple DES suites' },
    stacks: ['tls12'],
    call: offeringToo({ cipherSuites: [0xc012] }), // TLS_ECDHE_RSA_WITH_3DES_EDE_CBC_SHA
  },
  {
    id: 'psp-offers-compression',
    title: { fr: 'Propose de compresser', en: 'Offers to compress' },
    stacks: ['tls12'],
    call: offeringToo({ compressionMethods: [1] }), // DEFLATE, RFC 3749 §2
  },
] as const satisfies readonly Defect[];

/** Beside what is right; codes of the registry. */
function offeringToo(more: {
  readonly cipherSuites?: readonly number[];
  readonly compressionMethods?: readonly number[];
}): CallDefect {
  const { cipherSuites = [], compressionMethods = [] } = more;
  return {
    peers: ['psp'],
    secure: (settings) => ({
      ...settings,
      offer: {
        cipherSuites: [0xc028, 0xc030, 0xc02f, ...cipherSuites],
        compressionMethods: [...compressionMethods, 0],
      },
    }),
  };
}

/** Whether that is what is to be said against a certificate. */
function isSignedWith(algorithm: string): NonNullable<CallDefect['forgives']> {
  return ({ code, position }, chain) =>
    code === 'signature-algorithm-weak' && chain[position]?.signatureAlgorithm === algorithm;
}
