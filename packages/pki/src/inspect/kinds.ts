import type { Certificate } from '../certificate.ts';
import type { KeyUsage } from '../extensions-decode.ts';
import { namesEqual } from '../names-decode.ts';
import { ATTRIBUTE_TYPES, EXTENDED_KEY_USAGES, type ExtendedKeyUsageName } from '../object-identifiers.ts';
import { PROFILES } from '../profiles/content.ts';
import type { Profile } from '../profiles/profile.ts';
import { isFullyQualifiedName } from '../profiles/subject.ts';
import type { IgcSanteAuthority } from './igc-sante-authority.ts';
import type { Text } from './text.ts';
import { type CertificateUse, USES } from './uses.ts';

export type KindId =
  | 'authority'
  | 'terminal'
  | 'psp-server'
  | 'ssl-serveur'
  | 'org-auth-cli'
  | 'org-sign'
  | 'pro-auth'
  | 'pro-sign';

/** A type of certificate, and what those who issue it put into it. */
export interface Kind {
  readonly id: KindId;
  /** To follow “a certificate …”. */
  readonly name: string | Text;
  readonly title: Text;
  readonly keyUsage?: readonly KeyUsage[];
  readonly extendedKeyUsage?: readonly ExtendedKeyUsageName[];
  readonly validity?: Profile['validity'];
  /** Of IGC-Santé: the CA that issues it. */
  readonly issuer?: Pick<IgcSanteAuthority, 'gamme' | 'domaine'>;
  readonly matches: (certificate: Certificate) => boolean;
  /** Whether a common name tells what was meant, where nothing else does. */
  readonly isNameOf?: (commonName: string) => boolean;
}

const ORGANISATIONS = { gamme: 'ELEMENTAIRE', domaine: 'ORGANISATIONS' } as const;
const PERSONNES = { gamme: 'ELEMENTAIRE', domaine: 'PERSONNES' } as const;

const hasExtendedKeyUsage = (certificate: Certificate, usage: ExtendedKeyUsageName): boolean =>
  certificate.extendedKeyUsage?.includes(EXTENDED_KEY_USAGES[usage]) ?? false;

const PERSON_ATTRIBUTES: readonly string[] = [ATTRIBUTE_TYPES.GN, ATTRIBUTE_TYPES.SN, ATTRIBUTE_TYPES.title];

const isPerson = ({ subject }: Certificate): boolean =>
  subject.flat().some(({ type }) => PERSON_ATTRIBUTES.includes(type));

/** The first that matches. */
const KINDS: readonly Kind[] = [
  {
    id: 'authority',
    name: { fr: 'd’une autorité de certification', en: 'of a certification authority' },
    title: { fr: 'autorité de certification', en: 'certification authority' },
    matches: ({ basicConstraints }) => basicConstraints?.ca === true,
  },
  {
    id: 'terminal',
    name: { fr: 'de terminal de paiement', en: 'of a payment terminal' },
    title: { fr: 'terminal de paiement (IngeTrust)', en: 'payment terminal (IngeTrust)' },
    ...contentOf('ingetrust/terminal'),
    matches: ({ subject, commonName }) =>
      subject.length === 1 && subject[0]!.length === 1 && /^[0-9A-Za-z]{16}$/.test(commonName ?? ''),
  },
  {
    id: 'psp-server',
    name: { fr: 'du serveur d’un fournisseur de paiement', en: 'of the server of a payment provider' },
    title: { fr: 'serveur du fournisseur de paiement (Geotrust)', en: 'payment provider server (Geotrust)' },
    ...contentOf('geotrust/server'),
    matches: ({ issuer }) => namesEqual(issuer, PROFILES['geotrust/issuing-ca'].subject({})),
  },
  {
    id: 'ssl-serveur',
    name: 'SSL_SERVEUR',
    title: {
      fr: 'SSL_SERVEUR : le GAP comme serveur (Diapason, TPE)',
      en: 'SSL_SERVEUR: the GAP as a server (Diapason, terminals)',
    },
    ...contentOf('igc-sante-test/ssl-serveur'),
    issuer: ORGANISATIONS,
    matches: (certificate) => hasExtendedKeyUsage(certificate, 'serverAuth'),
    isNameOf: isFullyQualifiedName,
  },
  {
    id: 'pro-sign',
    name: 'PRO SIGN',
    title: { fr: 'PRO SIGN : signature d’une personne (DP)', en: 'PRO SIGN: signature of a person (DP)' },
    ...contentOf('igc-sante-test/pro-sign'),
    issuer: PERSONNES,
    matches: (certificate) => isPerson(certificate) && hasExtendedKeyUsage(certificate, 'emailProtection'),
  },
  {
    id: 'pro-auth',
    name: 'PRO AUTH',
    title: {
      fr: 'PRO AUTH : authentification d’une personne (DP)',
      en: 'PRO AUTH: authentication of a person (DP)',
    },
    ...contentOf('igc-sante-test/pro-auth'),
    issuer: PERSONNES,
    matches: (certificate) => isPerson(certificate) && hasExtendedKeyUsage(certificate, 'clientAuth'),
  },
  {
    id: 'org-sign',
    name: 'ORG SIGN',
    title: { fr: 'ORG SIGN : signature (jetons ROC)', en: 'ORG SIGN: signature (ROC tokens)' },
    ...contentOf('igc-sante-test/org-sign'),
    issuer: ORGANISATIONS,
    matches: (certificate) => hasExtendedKeyUsage(certificate, 'emailProtection'),
    isNameOf: (name) => name === USES['roc-amc-sign'].commonName,
  },
  {
    id: 'org-auth-cli',
    name: 'ORG AUTH_CLI',
    title: {
      fr: 'ORG AUTH_CLI : le GAP comme client (Diapason, annuaire AMC)',
      en: 'ORG AUTH_CLI: the GAP as a client (Diapason, AMC directory)',
    },
    ...contentOf('igc-sante-test/org-auth-cli'),
    issuer: ORGANISATIONS,
    matches: (certificate) => hasExtendedKeyUsage(certificate, 'clientAuth'),
    isNameOf: (name) => name.startsWith('Client_'),
  },
];

function contentOf(id: keyof typeof PROFILES): Pick<Kind, 'keyUsage' | 'extendedKeyUsage' | 'validity'> {
  const { keyUsage, extendedKeyUsage, validity } = PROFILES[id];
  return { keyUsage, validity, ...(extendedKeyUsage && { extendedKeyUsage }) };
}

export const kindById = (id: KindId): Kind => KINDS.find((kind) => kind.id === id)!;

/** What a certificate is: by its usages and issuer, else by what it is used for, else by its name. */
export function kindOf(certificate: Certificate, use?: CertificateUse): Kind | undefined {
  return (
    KINDS.find(({ matches }) => matches(certificate)) ??
    (use === undefined
      ? KINDS.find(({ isNameOf }) => isNameOf?.(certificate.commonName ?? ''))
      : kindById(USES[use].kind))
  );
}
