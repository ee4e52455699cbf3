import type { CertificateDefect, IdentityDefect, ProfileId, SubjectInput } from '@banc-gap/pki';
import { type AuthorityId, REASON } from '../hierarchy.ts';

/** Names of the key files of terminals: certificates differ, keys are shared. */
export const TERMINAL_KEYS = { own: 'terminal', another: 'terminal-another' } as const;

/** Every terminal of the suite is this one: what a GAP makes of it depends on its certificate alone. */
export const TERMINAL: SubjectInput = { serialNumber: '0000BANC00000001' };

/** A fictitious hospital. */
export const TEST_STRUCTURE = {
  departement: 'Paris (75)',
  name: 'CENTRE HOSPITALIER BANC GAP',
  nationalId: '10B0999999',
} as const;

export type IdentitySource = NonNullable<IdentityDefect['from']>;

/** A certificate of a terminal that is minted with the state. */
export interface MintedIdentity {
  readonly authority: AuthorityId;
  readonly profile: ProfileId;
  readonly subject: SubjectInput;
  /** Why it is revoked from the start (RFC 5280 §5.3.1). */
  readonly revoked?: number;
  /** Has the serial number of this other one, by order id. */
  readonly serialNumberOf?: string;
  /** A certificate of this CA, for the key that it has. */
  readonly keyOf?: AuthorityId;
  /** Of the certificates of its issuing CA, this one is sent with it, by order id. */
  readonly sentWith?: string;
  /** Issued by this, which that CA has issued in its turn. */
  readonly under?: {
    readonly profile: ProfileId;
    readonly subject: SubjectInput;
    readonly defect?: CertificateDefect;
  };
  /** That CA is sent as a root of the same name, and of another key, vouches for it. */
  readonly root?: 'lookalike';
}

const terminalOf = (authority: AuthorityId): MintedIdentity => ({
  authority,
  profile: 'ingetrust/terminal',
  subject: TERMINAL,
});

/** By order id, under which the ledger finds them. */
export const MINTED_IDENTITIES = {
  'terminal/good': terminalOf('ingetrust/issuing-ca'),
  'terminal/revoked': { ...terminalOf('ingetrust/issuing-ca'), revoked: REASON.keyCompromise },
  'terminal/on-hold': { ...terminalOf('ingetrust/issuing-ca'), revoked: REASON.certificateHold },
  'terminal/revoked-issuing-ca': terminalOf('ingetrust/issuing-ca-2'),
  'terminal/revoked-at-another-ca': {
    ...terminalOf('ingetrust/issuing-ca-2'),
    revoked: REASON.keyCompromise,
  },
  'terminal/same-serial-as-revoked': {
    ...terminalOf('ingetrust/issuing-ca'),
    serialNumberOf: 'terminal/revoked-at-another-ca',
  },
  'terminal/unknown-root': terminalOf('crafted/unknown-issuing-ca'),
  'terminal/lookalike-root': terminalOf('crafted/lookalike-issuing-ca'),
  'terminal/end-entity-as-ca': terminalOf('crafted/end-entity'),
  'terminal/path-length-exceeded': terminalOf('crafted/sub-ca'),
  'terminal/igc-sante-client': {
    authority: 'igc-sante-test/aci-el-org',
    profile: 'igc-sante-test/org-auth-cli',
    subject: { structure: TEST_STRUCTURE, serviceApplicatif: 'Client_Diapason_PSP' },
  },
  'psp/revoked': {
    authority: 'geotrust/issuing-ca',
    profile: 'geotrust/server',
    subject: { fqdn: 'psp.banc.test' },
    revoked: REASON.keyCompromise,
  },
  'psp/revoked-issuing-ca': {
    authority: 'geotrust/root',
    profile: 'geotrust/issuing-ca',
    subject: {},
    keyOf: 'geotrust/issuing-ca',
    revoked: REASON.caCompromise,
  },
  'dp/revoked': {
    authority: 'igc-sante-test/aci-el-org',
    profile: 'igc-sante-test/ssl-serveur',
    subject: { structure: TEST_STRUCTURE, fqdn: 'dp.banc.test' },
    revoked: REASON.keyCompromise,
  },
} as const satisfies Readonly<Record<string, MintedIdentity>> &
  // Every source but the self-signed one, which no CA has issued.
  Readonly<Record<`terminal/${Exclude<IdentitySource, 'self-signed'>}`, MintedIdentity>>;

/** With what an insurer signs its replies. */
export const REPLY_SIGNER: MintedIdentity = {
  authority: 'igc-osi/ac-services-applicatifs',
  profile: 'igc-osi/service-applicatif',
  subject: { serviceApplicatif: 'Reponses AMC' },
};

/** Of CAs that a state does not have from the start: minted with the CA that issues them, or whose key they are for. */
export const LATER_IDENTITIES: Readonly<Record<string, MintedIdentity>> = {
  'amc/revoked': {
    authority: 'igc-osi/ac-serveur',
    profile: 'igc-osi/server',
    subject: { fqdn: 'amc.banc.test' },
    revoked: REASON.keyCompromise,
  },
  'amc/revoked-issuing-ca': {
    authority: 'igc-osi/root',
    profile: 'igc-osi/ac-serveur',
    subject: {},
    keyOf: 'igc-osi/ac-serveur',
    revoked: REASON.caCompromise,
  },
  'amc/revoked-signer': { ...REPLY_SIGNER, revoked: REASON.keyCompromise },
};
