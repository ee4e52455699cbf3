import {
  AUTHORITY_KEY_IDENTIFIER,
  CRL_DISTRIBUTION_POINTS,
  directoryUrl,
  EXTENDED_KEY_USAGE,
  KEY_USAGE,
  SUBJECT_ALTERNATIVE_NAMES,
  SUBJECT_KEY_IDENTIFIER,
} from '../extension-templates.ts';
import { PROFESSIONS } from '../professions.ts';
import { type ExtensionTemplate, extension, ownExtension } from '../profile.ts';
import { forYears } from '../validity.ts';
import type { Environment } from './environment.ts';

export const certificatePolicy = (
  { practiceStatementPath }: Environment,
  policy: string,
): ExtensionTemplate =>
  extension('certificatePolicies', ({ publication }) => [
    { policy, practiceStatement: `${publication.igcSante}${practiceStatementPath}` },
  ]);

export const NOT_AN_AUTHORITY = extension('basicConstraints', () => ({ ca: false }));

const AUTHORITY_INFORMATION = extension('authorityInfoAccess', ({ issuerFiles, publication }) => [
  { method: 'ocsp', url: publication.igcSanteOcsp },
  { method: 'caIssuers', url: `${publication.igcSante}${issuerFiles!.certificate}` },
]);

/** Signature certificates only: the others sign nothing that outlives them. */
const PRIVATE_KEY_USAGE_PERIOD = ownExtension('privateKeyUsagePeriod', ({ notBefore }, { profile }) =>
  profile.keyUsage.includes('nonRepudiation')
    ? { notBefore: notBefore.toISOString(), notAfter: forYears(3)(notBefore).notAfter.toISOString() }
    : undefined,
);

const FRESHEST_CRL = extension('freshestCRL', (series) => {
  const url = directoryUrl(series, 'deltarevocationlist');
  return url === undefined ? undefined : [url];
});

const PROFESSION = ownExtension('profession', ({ subject: { professional } }) =>
  professional === undefined ? undefined : PROFESSIONS[professional.profession],
);

const SAVOIR_FAIRE = ownExtension(
  'savoirFaire',
  ({ subject: { professional } }) => professional?.savoirFaire,
);

/** Of the card, before its number: ANS as an issuer of cards. */
const CARD_ISSUER = '8025000001';

const TOKEN_ID = ownExtension('tokenId', ({ subject: { cardNumber } }) =>
  cardNumber === undefined ? undefined : `${CARD_ISSUER}/${cardNumber}`,
);

export interface OwnExtensions {
  readonly policy: string;
  /** Nomenclature TRE_G02; undefined: a software certificate. */
  readonly cardType: number | undefined;
}

/** The extensions of an end entity in the two orders that were seen, in certificates until mid-2022 and since 2023. */
export function endEntityExtensions(
  environment: Environment,
  { policy, cardType }: OwnExtensions,
): { readonly formerly: readonly ExtensionTemplate[]; readonly now: readonly ExtensionTemplate[] } {
  const { card, software } = environment.productCategory;
  const certificatePolicies = certificatePolicy(environment, policy);
  const productCategory = extension('productCategory', () => (cardType === undefined ? software : card));
  const typeOfCard = extension('cardType', () => cardType);
  return {
    formerly: [
      NOT_AN_AUTHORITY,
      SUBJECT_KEY_IDENTIFIER,
      AUTHORITY_KEY_IDENTIFIER,
      KEY_USAGE,
      certificatePolicies,
      EXTENDED_KEY_USAGE,
      PRIVATE_KEY_USAGE_PERIOD,
      SUBJECT_ALTERNATIVE_NAMES,
      CRL_DISTRIBUTION_POINTS,
      FRESHEST_CRL,
      AUTHORITY_INFORMATION,
      productCategory,
      typeOfCard,
      TOKEN_ID,
      PROFESSION,
      SAVOIR_FAIRE,
    ],
    now: [
      EXTENDED_KEY_USAGE,
      AUTHORITY_KEY_IDENTIFIER,
      AUTHORITY_INFORMATION,
      certificatePolicies,
      PRIVATE_KEY_USAGE_PERIOD,
      CRL_DISTRIBUTION_POINTS,
      SUBJECT_KEY_IDENTIFIER,
      FRESHEST_CRL,
      PROFESSION,
      KEY_USAGE,
      productCategory,
      typeOfCard,
      TOKEN_ID,
      SUBJECT_ALTERNATIVE_NAMES,
      NOT_AN_AUTHORITY,
      SAVOIR_FAIRE,
    ],
  };
}
