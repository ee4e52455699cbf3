import type { WrittenGeneralName } from '../extensions-encode.ts';
import { keyIdentifier } from '../keys.ts';
import {
  criticalExtension,
  type ExtensionTemplate,
  extension,
  ownExtension,
  type Series,
} from './profile.ts';
import type { SubjectInput } from './subject.ts';

/** The extensions that more than one PKI of the bench has. */

export const KEY_USAGE = criticalExtension('keyUsage', ({ profile }) => profile.keyUsage);

export const EXTENDED_KEY_USAGE = extension('extendedKeyUsage', ({ profile }) => profile.extendedKeyUsage);

export const SUBJECT_KEY_IDENTIFIER = ownExtension('subjectKeyIdentifier', ({ publicKey }) =>
  keyIdentifier(publicKey).toString('hex'),
);

export const AUTHORITY_KEY_IDENTIFIER = extension('authorityKeyIdentifier', ({ issuerKeyIdentifier }) =>
  issuerKeyIdentifier.toString('hex'),
);

/** The CRL of the issuer, by HTTP, and by LDAP where the PKI has a directory: a distribution point each. */
export const CRL_DISTRIBUTION_POINTS = extension('cRLDistributionPoints', (series) => {
  const { issuerFiles, publication } = series;
  if (issuerFiles === undefined) return undefined;
  const ldap = directoryUrl(series, 'certificaterevocationlist');
  return [`${publication[issuerFiles.base]}${issuerFiles.crl}`, ...(ldap === undefined ? [] : [ldap])];
});

export const CA_ISSUERS = extension('authorityInfoAccess', ({ issuerFiles, publication }) =>
  issuerFiles === undefined
    ? undefined
    : [{ method: 'caIssuers', url: `${publication[issuerFiles.base]}${issuerFiles.certificate}` }],
);

export const SUBJECT_ALTERNATIVE_NAMES = ownExtension('subjectAltName', ({ subject }, { profile }) => {
  const names = profile.alternativeNames?.(subject) ?? [];
  return names.length === 0 ? undefined : names;
});

/** The host name first, as the CN, then the others. */
export const hostNames = ({ fqdn, alternativeNames = [] }: SubjectInput): readonly WrittenGeneralName[] =>
  [...new Set([fqdn!, ...alternativeNames])].map((value) => ({ type: 'dNSName', value }));

export const mailAddress = ({ email }: SubjectInput): readonly WrittenGeneralName[] =>
  email === undefined ? [] : [{ type: 'rfc822Name', value: email }];

export const CERTIFICATION_AUTHORITY = criticalExtension('basicConstraints', () => ({ ca: true }));

/** A CA under which there are end entities only. */
export const ISSUING_AUTHORITY = criticalExtension('basicConstraints', () => ({ ca: true, pathLength: 0 }));

/** Not critical, so that a root of the bench is good everywhere, and can be told from a real one. */
export const TEST_ROOT: ExtensionTemplate = extension(
  'testRootOfBancGap',
  () => "Racine de test du Banc d'essai GAP : ne pas lui faire confiance en production",
);

export function directoryUrl(
  { issuerFiles, publication }: Series,
  attribute: 'certificaterevocationlist' | 'deltarevocationlist',
): string | undefined {
  if (issuerFiles?.ldap === undefined) return undefined;
  const { entry, filter } = issuerFiles.ldap;
  return `${publication.igcSanteLdap}/${entry}?${attribute};binary?base?${filter}`;
}
