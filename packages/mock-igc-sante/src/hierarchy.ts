import {
  AUTHORITY_PROFILE_IDS,
  type AuthorityProfileId,
  type CertificateDefect,
  nameOf,
  PROFILES,
  type ProfileId,
  type PublishedFiles,
  type SubjectInput,
} from '@banc-gap/pki';

/**
 * The PKIs of the bench, named after whom a GAP meets with their certificates. That of production, which nobody meets
 * on a bench, is there for who wants to see what it would look like.
 */
export const PKI_NAMES = ['tpe', 'psp', 'amc', 'igcSante', 'igcSanteProduction'] as const;
export type PkiName = (typeof PKI_NAMES)[number];

const CRAFTED_AUTHORITY_IDS = [
  'crafted/unknown-root',
  'crafted/unknown-issuing-ca',
  'crafted/lookalike-root',
  'crafted/lookalike-issuing-ca',
  'crafted/sub-ca',
  'crafted/end-entity',
] as const;

/** Issuers before those they issue. */
export const AUTHORITY_IDS = [...AUTHORITY_PROFILE_IDS, ...CRAFTED_AUTHORITY_IDS] as const;

/** A CA of the bench. Those that a real PKI has are named by their profile; crafted ones exist to be refused. */
export type AuthorityId = (typeof AUTHORITY_IDS)[number];

/**
 * The CAs that a state has from the start, because every demonstration needs them. The others are established when
 * they are first needed: the key of a CA of IGC-Santé takes more than a second.
 */
export const INITIAL_AUTHORITY_IDS: readonly AuthorityId[] = [
  'igc-sante-test/root-el',
  'igc-sante-test/aci-el-org',
  'ingetrust/root',
  'ingetrust/issuing-ca',
  'ingetrust/issuing-ca-2',
  'geotrust/root',
  'geotrust/issuing-ca',
  ...CRAFTED_AUTHORITY_IDS,
];

export interface AuthorityDefinition {
  readonly pki: PkiName;
  readonly profile: ProfileId;
  readonly issuer: AuthorityId | null;
  readonly subject?: SubjectInput;
  /** What the certificate of a crafted CA has otherwise than its profile. */
  readonly defect?: CertificateDefect;
  /** Why the certificate of this CA is on the CRL of its issuer (RFC 5280 §5.3.1). */
  readonly revoked?: number;
  readonly crl: CrlPolicy;
  readonly files: PublishedFiles;
}

interface CrlPolicy {
  /** From thisUpdate to nextUpdate. */
  readonly validityDays: number;
  /** A CRL older than this is replaced, even if nothing was revoked. */
  readonly renewalDays: number;
  readonly extensionOrder: 'aki-number' | 'number-aki';
  /** Whether entries carry a reasonCode. */
  readonly reasons: boolean;
}

/** Those of IGC-Santé are as the real TEST CRLs of 2019 were. */
const IGC_SANTE_ROOT_CRL: CrlPolicy = {
  validityDays: 45,
  renewalDays: 30,
  extensionOrder: 'number-aki',
  reasons: false,
};
const IGC_SANTE_CRL: CrlPolicy = {
  validityDays: 6,
  renewalDays: 1,
  extensionOrder: 'aki-number',
  reasons: false,
};
/** A GAP configured once stays usable for a while without a fresh kit. */
const LASTING_CRL: CrlPolicy = {
  validityDays: 90,
  renewalDays: 1,
  extensionOrder: 'aki-number',
  reasons: true,
};

export const REASON = { caCompromise: 2, keyCompromise: 1, certificateHold: 6 } as const;

/** Why the certificate of a genuine CA is on the CRL of its issuer from the start (RFC 5280 §5.3.1). */
const REVOKED: Readonly<Partial<Record<AuthorityId, number>>> = {
  'ingetrust/issuing-ca-2': REASON.caCompromise,
};

const CRAFTED_AUTHORITIES: Readonly<Record<(typeof CRAFTED_AUTHORITY_IDS)[number], AuthorityDefinition>> = {
  'crafted/unknown-root': crafted({
    slug: 'unknown-root',
    profile: 'ingetrust/root',
    issuer: null,
    name: 'Unknown TEST Root CA',
  }),
  'crafted/unknown-issuing-ca': crafted({
    slug: 'unknown-issuing-ca',
    profile: 'ingetrust/issuing-ca',
    issuer: 'crafted/unknown-root',
    name: 'Unknown TEST Terminals CA',
  }),
  // The name of the genuine root, another key.
  'crafted/lookalike-root': crafted({ slug: 'lookalike-root', profile: 'ingetrust/root', issuer: null }),
  'crafted/lookalike-issuing-ca': crafted({
    slug: 'lookalike-issuing-ca',
    profile: 'ingetrust/issuing-ca',
    issuer: 'crafted/lookalike-root',
    name: 'Look-alike TEST Terminals CA',
  }),
  // Its issuer has the path length 0: no CA may stand below it.
  'crafted/sub-ca': crafted({
    slug: 'sub-ca',
    profile: 'ingetrust/issuing-ca',
    issuer: 'ingetrust/issuing-ca',
    name: 'IngeTrust TEST Terminals Sub CA',
  }),
  // A terminal that signs certificates; not the one that presents them, or they would be self-issued. Below the root,
  // which has no path length to exceed, and allowed to sign its CRL: that it is no CA is all that is wrong.
  'crafted/end-entity': {
    ...crafted({ slug: 'end-entity', profile: 'ingetrust/terminal', issuer: 'ingetrust/root' }),
    subject: { serialNumber: '0000BANC00000002' },
    defect: { extensions: { keyUsage: { value: ['digitalSignature', 'cRLSign'] } } },
  },
};

const PKI_OF: Readonly<Record<string, PkiName>> = {
  'igc-sante-test': 'igcSante',
  'igc-sante': 'igcSanteProduction',
  'igc-osi': 'amc',
  ingetrust: 'tpe',
  geotrust: 'psp',
};

export const AUTHORITIES = {
  ...Object.fromEntries(AUTHORITY_PROFILE_IDS.map((id) => [id, genuine(id)])),
  ...CRAFTED_AUTHORITIES,
} as Readonly<Record<AuthorityId, AuthorityDefinition>>;

function genuine(id: AuthorityProfileId): AuthorityDefinition {
  const { issuer, publishes } = PROFILES[id];
  const pki = PKI_OF[id.split('/', 1)[0]!]!;
  const revoked = REVOKED[id];
  return {
    pki,
    profile: id,
    issuer,
    crl: pki.startsWith('igcSante') ? igcSanteCrl(issuer) : LASTING_CRL,
    files: publishes!,
    ...(revoked !== undefined && { revoked }),
  };
}

function igcSanteCrl(issuer: AuthorityProfileId | null): CrlPolicy {
  return issuer === null ? IGC_SANTE_ROOT_CRL : IGC_SANTE_CRL;
}

interface CraftedAuthority {
  readonly slug: string;
  readonly profile: ProfileId;
  readonly issuer: AuthorityId | null;
  /** A common name instead of that of the profile. */
  readonly name?: string;
}

function crafted({ slug, profile, issuer, name }: CraftedAuthority): AuthorityDefinition {
  const files = {
    base: 'ingeTrust',
    certificate: `/ingetrust/AC/crafted/${slug}.cer`,
    crl: `/ingetrust/CRL/crafted/${slug}.crl`,
  } as const;
  const definition = { pki: 'tpe', profile, issuer, crl: LASTING_CRL, files } as const;
  if (name === undefined) return definition;
  const subject = nameOf(['C', 'FR'], ['O', 'Banc GAP TEST'], ['CN', name]);
  return { ...definition, defect: issuer === null ? { subject, issuer: subject } : { subject } };
}

/** Whether a CA exists to be refused: nobody is asked to trust it, but its CRL is in the kit. */
export function isCrafted(id: AuthorityId): boolean {
  return id.startsWith('crafted/');
}
