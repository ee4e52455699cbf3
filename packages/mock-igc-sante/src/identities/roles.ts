import { nameOf, type ServerIdentityDefect } from '@banc-gap/pki';
import { igcErrors } from '../errors.ts';
import { AUTHORITIES, type AuthorityId } from '../hierarchy.ts';
import {
  type IdentitySource,
  MINTED_IDENTITIES,
  type MintedIdentity,
  REPLY_SIGNER,
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

const SUB_CA = nameOf(['C', 'FR'], ['O', 'Banc GAP TEST'], ['CN', 'TEST Servers Sub CA']);

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
    'lookalike-root': { ...good, root: 'lookalike' },
    // By the root, which has no path length to exceed: that who issues it is no CA is all that is wrong.
    'end-entity-as-ca': {
      ...good,
      authority: AUTHORITIES[authority].issuer!,
      under: { profile: server.profile, subject: { ...server.subject, fqdn: `other.${fqdn}` } },
    },
    // With its own name, or it would be self-issued, which counts for no path length (RFC 5280 §6.1.4 (l)).
    'path-length-exceeded': {
      ...good,
      under: { profile: AUTHORITIES[authority].profile, subject: {}, defect: { subject: SUB_CA } },
    },
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
  return { selfSigned: server, source: (from) => known(sources[from], fqdn, from) };
}

function known(source: MintedIdentity | undefined, name: string, from: string): MintedIdentity {
  if (source !== undefined) return source;
  throw igcErrors.error('IGC_IDENTITY_UNSUPPORTED', { reason: `${name} has no identity "${from}"` });
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

/** What an insurer signs its replies with. */
export const REPLY_SIGNER_ROLE: Role<ServerSource> = {
  selfSigned: REPLY_SIGNER,
  source: (from) => {
    if (from === 'good') return REPLY_SIGNER;
    const revoked = { ...REPLY_SIGNER, serialNumberOf: 'amc/revoked-signer' };
    return known(from === 'revoked' ? revoked : undefined, 'the signer of replies', from);
  },
};
