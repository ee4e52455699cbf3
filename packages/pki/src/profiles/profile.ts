import type { KeyObject } from 'node:crypto';
import type { KeyUsage } from '../extensions-decode.ts';
import type {
  ExtensionContent,
  ExtensionValues,
  WrittenExtensionName,
  WrittenGeneralName,
} from '../extensions-encode.ts';
import { extensionContent, written } from '../extensions-encode.ts';
import type { KeyKind } from '../keys.ts';
import type { Name } from '../names.ts';
import type { ExtendedKeyUsageName } from '../object-identifiers.ts';
import type { AuthorityProfileId } from './profile-ids.ts';
import type { PublicationUrls } from './publication.ts';
import type { SubjectField, SubjectInput } from './subject.ts';

/** A kind of certificate, as data. */
export interface Profile {
  readonly title: { readonly fr: string; readonly en: string };
  /** `null`: self-signed. */
  readonly issuer: AuthorityProfileId | null;
  readonly key: KeyKind;
  readonly keyUsage: readonly KeyUsage[];
  readonly extendedKeyUsage?: readonly ExtendedKeyUsageName[];
  /** What the subject input must have, and what it may have. */
  readonly fields: readonly SubjectField[];
  readonly optionalFields?: readonly SubjectField[];
  /** Either these further fields or those: which, is told by the first of them that the input has. */
  readonly alternatives?: readonly (readonly SubjectField[])[];
  readonly subject: (input: SubjectInput) => Name;
  readonly alternativeNames?: (input: SubjectInput) => readonly WrittenGeneralName[];
  readonly validity: (notBefore: Date) => Validity;
  readonly serialNumber: SerialNumberForm;
  /** In the order of the certificate. */
  readonly extensions: readonly ExtensionTemplate[];
  /** What certificates issued before a moment have otherwise. */
  readonly formerly?: {
    readonly until: Date;
    readonly serialNumber: SerialNumberForm;
    readonly extensions: readonly ExtensionTemplate[];
  };
  /** Of a CA: where its certificate and its CRL are found. */
  readonly publishes?: PublishedFiles;
}

/** Octets: those that all serial numbers begin with, and how many there are in all. */
export interface SerialNumberForm {
  readonly prefix: readonly number[];
  readonly length: number;
}

export interface Validity {
  readonly notBefore: Date;
  readonly notAfter: Date;
}

/** Paths under one of the base URLs. */
export interface PublishedFiles {
  readonly base: keyof PublicationUrls;
  readonly certificate: string;
  readonly crl: string;
  /** Entry and filter of the LDAP URL, spelt as the certificates that point there spell them. */
  readonly ldap?: { readonly entry: string; readonly filter: string };
}

/** What all certificates of a profile have in common that one CA issues. */
export interface Series {
  readonly profile: Profile;
  /** Of the key that signs: for a self-signed certificate, its own. */
  readonly issuerKeyIdentifier: Buffer;
  readonly issuerFiles: PublishedFiles | undefined;
  readonly publication: PublicationUrls;
}

/** What the extensions of one certificate depend on besides. */
export interface Particulars extends Validity {
  readonly subject: SubjectInput;
  readonly publicKey: KeyObject;
}

/** One extension of a profile; without content, the certificate does not have it. */
export type ExtensionTemplate = (series: Series) => ExtensionOf;
export type ExtensionOf = (particulars: Particulars) => ExtensionContent | undefined;

type CommonValue<N extends WrittenExtensionName> = (series: Series) => ExtensionValues[N] | undefined;

/** An extension that is the same throughout a series: written once. */
export function extension<N extends WrittenExtensionName>(
  name: N,
  valueFrom: CommonValue<N>,
): ExtensionTemplate {
  return common(name, valueFrom, false);
}

export function criticalExtension<N extends WrittenExtensionName>(
  name: N,
  valueFrom: CommonValue<N>,
): ExtensionTemplate {
  return common(name, valueFrom, true);
}

function common<N extends WrittenExtensionName>(
  name: N,
  valueFrom: CommonValue<N>,
  critical: boolean,
): ExtensionTemplate {
  return (series) => {
    const value = valueFrom(series);
    const content = value === undefined ? undefined : written(extensionContent(name, value, critical));
    return () => content;
  };
}

/** An extension that each certificate has of its own. */
export function ownExtension<N extends WrittenExtensionName>(
  name: N,
  valueFrom: (particulars: Particulars, series: Series) => ExtensionValues[N] | undefined,
): ExtensionTemplate {
  return (series) => (particulars) => {
    const value = valueFrom(particulars, series);
    return value === undefined ? undefined : extensionContent(name, value, false);
  };
}
