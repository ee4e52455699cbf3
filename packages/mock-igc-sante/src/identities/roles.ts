import type { ServerIdentityDefect } from '@banc-gap/pki';
import {
  type IdentitySource,
  MINTED_IDENTITIES,
  type MintedIdentity,
  TERMINAL,
  TEST_STRUCTURE,
} from './catalogue.ts';
import type { Role } from './identities.ts';

/** The terminal, whose certificates a state has from the start: some of them are revoked. */
export const TERMINAL_ROLE: Role<Exclude<IdentitySource, 'self-signed'>> = {
  selfSigned: { profile: 'ingetrust/terminal', subject: TERMINAL },
  source: (from) => MINTED_IDENTITIES[`terminal/${from}`],
  orderId: (from) => `terminal/${from}`,
};

type PspSource = Exclude<ServerIdentityDefect['from'], 'self-signed' | undefined>;

/** The payment provider, under this name. */
export function pspRole(fqdn: string): Role<PspSource> {
  const server = { profile: 'geotrust/server', subject: { fqdn } } as const;
  const sources: Readonly<Record<PspSource | 'good', MintedIdentity>> = {
    good: { ...server, authority: 'geotrust/issuing-ca' },
    'unknown-root': { ...server, authority: 'crafted/unknown-issuing-ca' },
    'terminal-ca': { ...server, authority: 'ingetrust/issuing-ca' },
    'igc-sante': {
      authority: 'igc-sante-test/aci-el-org',
      profile: 'igc-sante-test/ssl-serveur',
      subject: { structure: TEST_STRUCTURE, fqdn },
    },
  };
  return { selfSigned: server, source: (from) => sources[from] };
}
