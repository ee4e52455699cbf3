import type { Defect } from './defect.ts';
import { serverDefects } from './servers.ts';

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
] as const satisfies readonly Defect[];
