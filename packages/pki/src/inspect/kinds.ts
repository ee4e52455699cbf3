import type { Certificate } from '../certificate.ts';
import { commonName } from '../names.ts';
import { namesEqual } from '../names-decode.ts';
import { EXTENDED_KEY_USAGES } from '../object-identifiers.ts';
import { PROFILES } from '../profiles/content.ts';
import type { Profile, ProfileId } from '../profiles/profile.ts';
import { isFullyQualifiedName } from '../profiles/subject.ts';
import type { Text } from './text.ts';

/** What a certificate seems meant for, which decides what is expected of it. */
export interface Kind {
  readonly id: string;
  readonly title: Text;
  /** The profile whose usages, key and validity it should have. */
  readonly profile?: ProfileId;
  /** Names of the service applicatif that ANS prescribes. */
  readonly commonNames?: readonly string[];
  readonly matches: (certificate: Certificate) => boolean;
}

const hasExtendedKeyUsage = (certificate: Certificate, usage: keyof typeof EXTENDED_KEY_USAGES): boolean =>
  certificate.extendedKeyUsage?.includes(EXTENDED_KEY_USAGES[usage]) ?? false;

/** The first that matches. Without extendedKeyUsage, the common name tells what was meant. */
export const KINDS: readonly Kind[] = [
  {
    id: 'authority',
    title: { fr: 'autorité de certification', en: 'certification authority' },
    matches: ({ basicConstraints }) => basicConstraints?.ca === true,
  },
  {
    id: 'terminal',
    title: { fr: 'terminal de paiement (IngeTrust)', en: 'payment terminal (IngeTrust)' },
    profile: 'ingetrust/terminal',
    matches: ({ subject, commonName }) =>
      subject.length === 1 && subject[0]!.length === 1 && /^[0-9A-Za-z]{16}$/.test(commonName ?? ''),
  },
  {
    id: 'psp-server',
    title: { fr: 'serveur du fournisseur de paiement (Geotrust)', en: 'payment provider server (Geotrust)' },
    profile: 'geotrust/server',
    matches: ({ issuer }) => namesEqual(issuer, PROFILES['geotrust/issuing-ca'].subject({})),
  },
  {
    id: 'ssl-serveur',
    title: {
      fr: 'IGC-Santé SSL_SERVEUR : la GAP comme serveur (Diapason, TPE)',
      en: 'IGC-Santé SSL_SERVEUR: the GAP as a server (Diapason, terminals)',
    },
    profile: 'igc-sante-test/ssl-serveur',
    matches: (certificate) =>
      hasExtendedKeyUsage(certificate, 'serverAuth') ||
      (certificate.extendedKeyUsage === undefined && isFullyQualifiedName(certificate.commonName ?? '')),
  },
  {
    id: 'org-sign',
    title: {
      fr: 'IGC-Santé ORG SIGN : signature (jetons ROC)',
      en: 'IGC-Santé ORG SIGN: signature (ROC tokens)',
    },
    profile: 'igc-sante-test/org-sign',
    commonNames: ['Client_ROC_WebServices_AMC'],
    matches: (certificate) =>
      hasExtendedKeyUsage(certificate, 'emailProtection') ||
      certificate.commonName === 'Client_ROC_WebServices_AMC',
  },
  {
    id: 'org-auth-cli',
    title: {
      fr: 'IGC-Santé ORG AUTH_CLI : la GAP comme client (Diapason, annuaire AMC)',
      en: 'IGC-Santé ORG AUTH_CLI: the GAP as a client (Diapason, AMC directory)',
    },
    profile: 'igc-sante-test/org-auth-cli',
    commonNames: ['Client_Diapason_PSP', 'Client_ROC_Annuaire_AMC'],
    matches: (certificate) =>
      hasExtendedKeyUsage(certificate, 'clientAuth') ||
      (certificate.commonName?.startsWith('Client_') ?? false),
  },
];

export const profileOf = (kind: Kind | undefined): Profile | undefined =>
  kind?.profile === undefined ? undefined : PROFILES[kind.profile];

/** Which of the two hierarchies of IGC-Santé élémentaire organisations issued it, by the name it gives. */
export function igcSanteDomain({ issuer }: Certificate): 'test' | 'production' | undefined {
  switch (commonName(issuer)) {
    case 'TEST AC IGC-SANTE ELEMENTAIRE ORGANISATIONS':
      return 'test';
    case 'AC IGC-SANTE ELEMENTAIRE ORGANISATIONS':
      return 'production';
    default:
      return undefined;
  }
}
