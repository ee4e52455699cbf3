import { type Defect, EVERY_STACK } from './defect.ts';
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
    stacks: EVERY_STACK,
    call: {
      peers: ['psp'],
      options: (options) => ({
        ...options,
        minVersion: 'TLSv1.1',
        ciphers: `${options.ciphers}:${OLD_SUITES.ciphers}`,
      }),
      secure: (settings) => ({ ...settings, tolerances: { acceptVersions: [0x0302] } }),
    },
  },
] as const satisfies readonly Defect[];
