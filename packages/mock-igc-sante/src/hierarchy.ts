import {
  type CertificateDefect,
  type Name,
  nameOf,
  PROFILES,
  type ProfileId,
  type PublishedFiles,
  type SubjectInput,
} from '@banc-gap/pki';

/** The PKIs of the bench, named after whom a GAP meets with their certificates. */
export const PKI_NAMES = ['tpe', 'psp', 'igcSante'] as const;
export type PkiName = (typeof PKI_NAMES)[number];

/** A CA of the bench. Those that a real PKI has are named by their profile; crafted ones exist to be refused. */
export type AuthorityId = (typeof AUTHORITY_IDS)[number];

/** Issuers before those they issue. */
export const AUTHORITY_IDS = [
  'igc-sante-test/root-el',
  'igc-sante-test/aci-el-org',
  'ingetrust/root',
  'ingetrust/issuing-ca',
  'ingetrust/issuing-ca-2',
  'geotrust/root',
  'geotrust/issuing-ca',
  'crafted/unknown-root',
  'crafted/unknown-issuing-ca',
  'crafted/lookalike-root',
  'crafted/lookalike-issuing-ca',
  'crafted/sub-ca',
  'crafted/end-entity',
] as const;

export interface AuthorityDefinition {
  readonly pki: PkiName;
  readonly profile: ProfileId;
  readonly issuer: AuthorityId | null;
  readonly subject?: SubjectInput;
  /** What the certificate of a crafted CA has otherwise than its profile. */
  readonly defect?: CertificateDefect;
  /** Why the certificate of this CA is on the CRL of its issuer from the start (RFC 5280 §5.3.1). */
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

/** As decoded from the real TEST CRLs of 2019. */
const IGC_SANTE_CRL = { extensionOrder: 'aki-number', reasons: false } as const;
const IGC_SANTE_ROOT_CRL: CrlPolicy = {
  validityDays: 45,
  renewalDays: 30,
  extensionOrder: 'number-aki',
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

export const AUTHORITIES: Readonly<Record<AuthorityId, AuthorityDefinition>> = {
  'igc-sante-test/root-el': genuine('igcSante', 'igc-sante-test/root-el', IGC_SANTE_ROOT_CRL),
  'igc-sante-test/aci-el-org': genuine('igcSante', 'igc-sante-test/aci-el-org', {
    ...IGC_SANTE_CRL,
    validityDays: 6,
    renewalDays: 1,
  }),
  'ingetrust/root': genuine('tpe', 'ingetrust/root'),
  'ingetrust/issuing-ca': genuine('tpe', 'ingetrust/issuing-ca'),
  'ingetrust/issuing-ca-2': { ...genuine('tpe', 'ingetrust/issuing-ca-2'), revoked: REASON.caCompromise },
  'geotrust/root': genuine('psp', 'geotrust/root'),
  'geotrust/issuing-ca': genuine('psp', 'geotrust/issuing-ca'),
  'crafted/unknown-root': crafted(
    'unknown-root',
    'ingetrust/root',
    null,
    renamedRoot('Unknown TEST Root CA'),
  ),
  'crafted/unknown-issuing-ca': crafted(
    'unknown-issuing-ca',
    'ingetrust/issuing-ca',
    'crafted/unknown-root',
    {
      subject: craftedName('Unknown TEST Terminals CA'),
    },
  ),
  // The name of the genuine root, another key.
  'crafted/lookalike-root': crafted('lookalike-root', 'ingetrust/root', null),
  'crafted/lookalike-issuing-ca': crafted(
    'lookalike-issuing-ca',
    'ingetrust/issuing-ca',
    'crafted/lookalike-root',
    {
      subject: craftedName('Look-alike TEST Terminals CA'),
    },
  ),
  // Its issuer has the path length 0: no CA may stand below it.
  'crafted/sub-ca': crafted('sub-ca', 'ingetrust/issuing-ca', 'ingetrust/issuing-ca', {
    subject: craftedName('IngeTrust TEST Terminals Sub CA'),
  }),
  // A terminal that signs certificates; not the one that presents them, or they would be self-issued.
  'crafted/end-entity': {
    ...crafted('end-entity', 'ingetrust/terminal', 'ingetrust/issuing-ca'),
    subject: { serialNumber: '0000BANC00000002' },
  },
};

function genuine(
  pki: PkiName,
  profile: AuthorityId & ProfileId,
  crl: CrlPolicy = LASTING_CRL,
): AuthorityDefinition {
  const { issuer, publishes } = PROFILES[profile];
  return { pki, profile, issuer: issuer as AuthorityId | null, crl, files: publishes! };
}

function crafted(
  slug: string,
  profile: ProfileId,
  issuer: AuthorityId | null,
  defect?: CertificateDefect,
): AuthorityDefinition {
  const files = {
    base: 'ingeTrust',
    certificate: `/ingetrust/AC/crafted/${slug}.cer`,
    crl: `/ingetrust/CRL/crafted/${slug}.crl`,
  } as const;
  return { pki: 'tpe', profile, issuer, crl: LASTING_CRL, files, ...(defect && { defect }) };
}

function craftedName(commonName: string): Name {
  return nameOf(['C', 'FR'], ['O', 'Banc GAP TEST'], ['CN', commonName]);
}

function renamedRoot(commonName: string): CertificateDefect {
  return { subject: craftedName(commonName), issuer: craftedName(commonName) };
}

/** Whether a CA exists to be refused: nobody is asked to trust it, but its CRL is in the kit. */
export function isCrafted(id: AuthorityId): boolean {
  return id.startsWith('crafted/');
}
