import type { ServerIdentityDefect } from '@banc-gap/pki';
import { igcErrors } from '../errors.ts';
import type { AuthorityId } from '../hierarchy.ts';
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

type ServerSource = Exclude<ServerIdentityDefect['from'], 'self-signed' | undefined>;

/** A server that a GAP connects to, under this name, by the CA that the right one is of. */
function serverRole(
  server: Pick<MintedIdentity, 'profile' | 'subject'>,
  authority: AuthorityId,
  fqdn: string,
  revoked?: { readonly leaf: string; readonly issuingCa?: string },
): Role<ServerSource> {
  const good = { ...server, authority };
  const sources: Readonly<Partial<Record<ServerSource | 'good', MintedIdentity>>> = {
    good,
    'unknown-root': { ...server, authority: 'crafted/unknown-issuing-ca' },
    'terminal-ca': { ...server, authority: 'ingetrust/issuing-ca' },
    'igc-sante': {
      authority: 'igc-sante-test/aci-el-org',
      profile: 'igc-sante-test/ssl-serveur',
      subject: { structure: TEST_STRUCTURE, fqdn },
    },
    ...(revoked && {
      revoked: { ...good, serialNumberOf: revoked.leaf },
      ...(revoked.issuingCa !== undefined && {
        'revoked-issuing-ca': { ...good, sentWith: revoked.issuingCa },
      }),
    }),
  };
  return {
    selfSigned: server,
    source: (from) => {
      const source = sources[from];
      if (source !== undefined) return source;
      throw igcErrors.error('IGC_IDENTITY_UNSUPPORTED', { reason: `${fqdn} has no identity "${from}"` });
    },
  };
}

/** The payment provider. */
export const pspRole = (fqdn: string): Role<ServerSource> =>
  serverRole({ profile: 'geotrust/server', subject: { fqdn } }, 'geotrust/issuing-ca', fqdn, {
    leaf: 'psp/revoked',
    issuingCa: 'psp/revoked-issuing-ca',
  });

/** The annuaire AMC, or the web services of an insurer. */
export const osiRole = (fqdn: string): Role<ServerSource> =>
  serverRole({ profile: 'igc-osi/server', subject: { fqdn } }, 'igc-osi/ac-serveur', fqdn, {
    leaf: 'amc/revoked',
    issuingCa: 'amc/revoked-issuing-ca',
  });

/** The Dossier Pharmaceutique. */
export const dpRole = (fqdn: string): Role<ServerSource> =>
  serverRole(
    { profile: 'igc-sante-test/ssl-serveur', subject: { structure: TEST_STRUCTURE, fqdn } },
    'igc-sante-test/aci-el-org',
    fqdn,
    { leaf: 'dp/revoked' },
  );
