import { constants } from 'node:crypto';
import type { TlsOptions } from 'node:tls';
import { type Defect, EVERY_STACK } from './defect.ts';
import { tolerating } from './handshake.ts';

// What no library of today speaks: the stack tls12 names it in its ServerHello and goes no further.
const TLS_RSA_EXPORT_WITH_RC4_40_MD5 = 0x0003;
const TLS_RSA_WITH_RC4_128_SHA = 0x0005;
const TLS_RSA_WITH_3DES_EDE_CBC_SHA = 0x000a;
const TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA = 0xc014;

/** Mistakes about protocol versions and cipher suites. */
export const NEGOTIATION_DEFECTS = [
  {
    id: 'refuses-tls12',
    title: {
      fr: 'N’accepte que TLS 1.3, que le terminal ne parle pas',
      en: 'Accepts TLS 1.3 only, which terminals do not speak',
    },
    stacks: ['node'],
    node: (options) => ({ ...options, minVersion: 'TLSv1.3' }),
  },
  {
    id: 'accepts-tls11',
    title: { fr: 'Accepte encore TLS 1.1', en: 'Still accepts TLS 1.1' },
    stacks: ['node'],
    node: (options) => ({ ...addingCiphers(options, SHA1_SUITE), minVersion: 'TLSv1.1' }),
  },
  {
    id: 'accepts-tls10',
    title: { fr: 'Accepte encore TLS 1.0', en: 'Still accepts TLS 1.0' },
    stacks: ['node'],
    node: (options) => ({
      ...addingCiphers(options, SHA1_SUITE),
      minVersion: 'TLSv1',
      // Not a setting that people use, but what leaves TLS 1.1 to its own defect.
      secureOptions: constants.SSL_OP_NO_RENEGOTIATION | constants.SSL_OP_NO_TLSv1_1,
    }),
  },
  {
    id: 'no-prescribed-cipher',
    title: {
      fr: 'Ne propose que des suites GCM, pas celle que l’ANS prescrit',
      en: 'Has GCM suites only, not the one that ANS prescribes',
    },
    stacks: EVERY_STACK,
    node: (options) => ({ ...options, ciphers: 'ECDHE-RSA-AES256-GCM-SHA384:ECDHE-RSA-AES128-GCM-SHA256' }),
    secure: (settings) => ({
      ...settings,
      cipherSuites: settings.cipherSuites.filter((suite) => suite.includes('_GCM_')),
    }),
  },
  {
    id: 'accepts-anonymous',
    title: {
      fr: 'Accepte des suites sans authentification (anonymes)',
      en: 'Accepts suites without authentication (anonymous)',
    },
    stacks: ['node'],
    node: (options) => ({ ...addingCiphers(options, 'ADH', 'AECDH'), dhparam: 'auto' }),
  },
  {
    id: 'accepts-static-rsa',
    title: {
      fr: 'Accepte des suites sans confidentialité persistante (échange de clés RSA)',
      en: 'Accepts suites without forward secrecy (RSA key exchange)',
    },
    stacks: ['node'],
    node: (options) => addingCiphers(options, 'kRSA+AES'),
  },
  {
    id: 'accepts-ssl30',
    title: { fr: 'Accepte encore SSL 3.0', en: 'Still accepts SSL 3.0' },
    stacks: ['tls12'],
    secure: tolerating({
      acceptVersions: [0x0300],
      acceptCipherSuites: [TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA],
    }),
  },
  {
    id: 'accepts-null',
    title: { fr: 'Accepte des suites sans chiffrement', en: 'Accepts suites without encryption' },
    stacks: ['node'],
    node: (options) => addingCiphers(options, 'eNULL'),
  },
  {
    id: 'accepts-export',
    title: { fr: 'Accepte des suites de 40 bits', en: 'Accepts suites of 40 bits' },
    stacks: ['tls12'],
    secure: tolerating({ acceptCipherSuites: [TLS_RSA_EXPORT_WITH_RC4_40_MD5] }),
  },
  {
    id: 'accepts-rc4',
    title: { fr: 'Accepte encore RC4', en: 'Still accepts RC4' },
    stacks: ['tls12'],
    secure: tolerating({ acceptCipherSuites: [TLS_RSA_WITH_RC4_128_SHA] }),
  },
  {
    id: 'accepts-triple-des',
    title: { fr: 'Accepte encore Triple DES', en: 'Still accepts Triple DES' },
    stacks: ['tls12'],
    secure: tolerating({ acceptCipherSuites: [TLS_RSA_WITH_3DES_EDE_CBC_SHA] }),
  },
  {
    id: 'ignores-fallback',
    title: {
      fr: 'Accepte TLS 1.1, même d’un terminal qui dit s’y être replié',
      en: 'Accepts TLS 1.1, even of a terminal that says it fell back to it',
    },
    stacks: ['tls12'],
    secure: tolerating({
      acceptVersions: [0x0302],
      acceptCipherSuites: [TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA],
      fallback: true,
    }),
  },
  {
    id: 'compresses',
    title: { fr: 'Compresse si le terminal le propose', en: 'Compresses if the terminal offers it' },
    stacks: ['tls12'],
    secure: tolerating({ acceptCompression: true }),
  },
  {
    id: 'allows-client-renegotiation',
    title: {
      fr: 'Laisse le terminal renégocier',
      en: 'Lets the terminal renegotiate',
    },
    stacks: EVERY_STACK,
    node: ({ secureOptions: _, ...options }) => options,
    secure: tolerating({ clientRenegotiation: true }),
  },
  {
    id: 'checks-first-handshake-only',
    title: {
      fr: 'Laisse le terminal renégocier, et ne vérifie que le certificat de la première poignée de main',
      en: 'Lets the terminal renegotiate, and verifies the certificate of the first handshake only',
    },
    stacks: ['node'],
    // The decision is then taken once a connection.
    forgives: () => false,
    node: ({ secureOptions: _, ...options }) => options,
  },
  {
    id: 'allows-insecure-renegotiation',
    title: {
      fr: 'Laisse renégocier même les terminaux qui ne savent pas le faire de façon sûre',
      en: 'Lets even terminals renegotiate that cannot do so securely',
    },
    stacks: ['node'],
    node: (options) => ({
      ...options,
      secureOptions: constants.SSL_OP_ALLOW_UNSAFE_LEGACY_RENEGOTIATION,
    }),
  },
] as const satisfies readonly Defect[];

/** TLS 1.0 and 1.1 have no suite but with a SHA-1 MAC; one with ECDHE, so that no other case sees it. */
const SHA1_SUITE = 'ECDHE-RSA-AES256-SHA';

/** OpenSSL leaves out weak versions and suites above security level 0, whatever else is said, and at that level takes weak certificates too. */
function addingCiphers(options: TlsOptions, ...names: readonly string[]): TlsOptions {
  return { ...options, ciphers: [options.ciphers, ...names, '@SECLEVEL=0'].join(':') };
}
