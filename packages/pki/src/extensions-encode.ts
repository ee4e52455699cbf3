import { AsnConvert } from '@peculiar/asn1-schema';
import * as asn1 from '@peculiar/asn1-x509';
import {
  boolean,
  integer,
  nullValue,
  objectIdentifier,
  octetString,
  primitive,
  sequence,
  TAG,
  tlv,
} from './der/encode.ts';
import type { BasicConstraints, KeyUsage } from './extensions-decode.ts';
import type { GeneralName } from './general-names.ts';
import { encodeName } from './names.ts';
import {
  ACCESS_METHODS,
  EXTENDED_KEY_USAGES,
  EXTENSIONS,
  type ExtendedKeyUsageName,
  type ExtensionName,
  OTHER_NAMES,
} from './object-identifiers.ts';

/** The general names that the bench writes; those that it only reads are octets. */
export type WrittenGeneralName =
  | Exclude<GeneralName, { readonly value: Buffer }>
  /** Microsoft's otherName for who logs in with a smart card. */
  | { readonly type: 'userPrincipalName'; readonly value: string };

/** What each extension says, as JSON-able data. Key identifiers are in hex, times in ISO 8601. */
export interface ExtensionValues {
  basicConstraints: BasicConstraints;
  keyUsage: readonly KeyUsage[];
  extendedKeyUsage: readonly ExtendedKeyUsageName[];
  subjectAltName: readonly WrittenGeneralName[];
  certificatePolicies: readonly { readonly policy: string; readonly practiceStatement?: string }[];
  policyMappings: readonly { readonly issuerDomain: string; readonly subjectDomain: string }[];
  policyConstraints: { readonly requireExplicitPolicy?: number; readonly inhibitPolicyMapping?: number };
  inhibitAnyPolicy: number;
  nameConstraints: {
    readonly permitted?: readonly WrittenGeneralName[];
    readonly excluded?: readonly WrittenGeneralName[];
  };
  /** One distribution point for each URL, as the PKIs of the bench have them. */
  cRLDistributionPoints: readonly string[];
  freshestCRL: readonly string[];
  authorityInfoAccess: readonly { readonly method: keyof typeof ACCESS_METHODS; readonly url: string }[];
  subjectKeyIdentifier: string;
  authorityKeyIdentifier: string;
  privateKeyUsagePeriod: { readonly notBefore: string; readonly notAfter: string };
  /** Of an OCSP responder: its own status is not to be asked for (RFC 6960 §4.2.2.2.1). */
  ocspNoCheck: true;
  /** Nomenclature TRE_G01: 0x83 is a test software certificate. */
  productCategory: number;
  /** Nomenclature TRE_G02: 0 is a CPS. */
  cardType: number;
  tokenId: string;
  /** Nomenclature TRE_G15: 10 is a médecin. */
  profession: number;
  /** SM26, for instance. */
  savoirFaire: string;
  testRootOfBancGap: string;
}
/** An extension of a certificate that the bench knows how to write. */
export type WrittenExtensionName = keyof ExtensionValues;

/** An extension of a certificate to be: `value` is the content of extnValue. */
export interface ExtensionContent {
  readonly oid: string;
  readonly critical: boolean;
  readonly value: Buffer;
}

export function extensionContent<N extends WrittenExtensionName>(
  name: N,
  value: ExtensionValues[N],
  critical: boolean,
): ExtensionContent {
  return { oid: EXTENSIONS[name satisfies ExtensionName], critical, value: ENCODERS[name](value) };
}

/** The whole Extension, RFC 5280 §4.1. */
export function encodeExtension({ oid, critical, value }: ExtensionContent): Buffer {
  // DER leaves a DEFAULT value out (X.690 §11.5): no BOOLEAN unless critical.
  return sequence(objectIdentifier(oid), ...(critical ? [boolean(true)] : []), octetString(value));
}

const ENCODERS: { readonly [N in WrittenExtensionName]: (value: ExtensionValues[N]) => Buffer } = {
  basicConstraints: ({ ca, pathLength }) =>
    serialize(
      new asn1.BasicConstraints({
        cA: ca,
        ...(pathLength !== undefined && { pathLenConstraint: pathLength }),
      }),
    ),
  keyUsage: (usages) =>
    serialize(new asn1.KeyUsage(usages.reduce((flags, usage) => flags | asn1.KeyUsageFlags[usage], 0))),
  extendedKeyUsage: (usages) =>
    serialize(new asn1.ExtendedKeyUsage(usages.map((usage) => EXTENDED_KEY_USAGES[usage]))),
  subjectAltName: (names) => serialize(new asn1.SubjectAlternativeName(names.map(generalName))),
  certificatePolicies: (policies) => serialize(new asn1.CertificatePolicies(policies.map(policyInformation))),
  policyMappings: (mappings) =>
    sequence(
      ...mappings.map(({ issuerDomain, subjectDomain }) =>
        sequence(objectIdentifier(issuerDomain), objectIdentifier(subjectDomain)),
      ),
    ),
  policyConstraints: ({ requireExplicitPolicy, inhibitPolicyMapping }) =>
    sequence(
      ...(requireExplicitPolicy === undefined ? [] : [primitive(0, Buffer.of(requireExplicitPolicy))]),
      ...(inhibitPolicyMapping === undefined ? [] : [primitive(1, Buffer.of(inhibitPolicyMapping))]),
    ),
  inhibitAnyPolicy: (skip) => integer(skip),
  nameConstraints: ({ permitted, excluded }) =>
    serialize(
      new asn1.NameConstraints({
        ...(permitted && { permittedSubtrees: subtrees(permitted) }),
        ...(excluded && { excludedSubtrees: subtrees(excluded) }),
      }),
    ),
  cRLDistributionPoints: (urls) => serialize(new asn1.CRLDistributionPoints(urls.map(distributionPoint))),
  freshestCRL: (urls) => serialize(new asn1.FreshestCRL(urls.map(distributionPoint))),
  authorityInfoAccess: (descriptions) =>
    serialize(new asn1.AuthorityInfoAccessSyntax(descriptions.map(accessDescription))),
  subjectKeyIdentifier: (hex) => octetString(Buffer.from(hex, 'hex')),
  authorityKeyIdentifier: (hex) =>
    serialize(
      new asn1.AuthorityKeyIdentifier({ keyIdentifier: new asn1.KeyIdentifier(Buffer.from(hex, 'hex')) }),
    ),
  privateKeyUsagePeriod: ({ notBefore, notAfter }) =>
    serialize(
      new asn1.PrivateKeyUsagePeriod({ notBefore: new Date(notBefore), notAfter: new Date(notAfter) }),
    ),
  ocspNoCheck: () => nullValue(),
  productCategory: (category) => octetString(Buffer.of(category)),
  cardType: (type) => integer(type),
  tokenId: (id) => tlv(TAG.printableString, Buffer.from(id, 'ascii')),
  profession: (code) => integer(code),
  savoirFaire: (code) => sequence(utf8String(code)),
  testRootOfBancGap: utf8String,
};

function utf8String(text: string): Buffer {
  return tlv(TAG.utf8String, Buffer.from(text));
}

const serialize = (value: unknown): Buffer => Buffer.from(AsnConvert.serialize(value));

function generalName(name: WrittenGeneralName): asn1.GeneralName {
  switch (name.type) {
    case 'directoryName':
      return new asn1.GeneralName({ directoryName: AsnConvert.parse(encodeName(name.name), asn1.Name) });
    case 'registeredID':
      return new asn1.GeneralName({ registeredID: name.oid });
    case 'userPrincipalName':
      return new asn1.GeneralName({
        otherName: new asn1.OtherName({
          typeId: OTHER_NAMES.userPrincipalName,
          value: toArrayBuffer(utf8String(name.value)),
        }),
      });
    default:
      return new asn1.GeneralName({ [name.type]: name.value });
  }
}

function subtrees(names: readonly WrittenGeneralName[]): asn1.GeneralSubtrees {
  return new asn1.GeneralSubtrees(names.map((name) => new asn1.GeneralSubtree({ base: generalName(name) })));
}

function distributionPoint(url: string): asn1.DistributionPoint {
  return new asn1.DistributionPoint({
    distributionPoint: new asn1.DistributionPointName({
      fullName: [new asn1.GeneralName({ uniformResourceIdentifier: url })],
    }),
  });
}

function policyInformation({
  policy,
  practiceStatement,
}: ExtensionValues['certificatePolicies'][number]): asn1.PolicyInformation {
  return new asn1.PolicyInformation({
    policyIdentifier: policy,
    ...(practiceStatement !== undefined && {
      policyQualifiers: [
        new asn1.PolicyQualifierInfo({
          policyQualifierId: '1.3.6.1.5.5.7.2.1', // id-qt-cps
          qualifier: toArrayBuffer(tlv(TAG.ia5String, Buffer.from(practiceStatement, 'ascii'))),
        }),
      ],
    }),
  });
}

function accessDescription({
  method,
  url,
}: ExtensionValues['authorityInfoAccess'][number]): asn1.AccessDescription {
  return new asn1.AccessDescription({
    accessMethod: ACCESS_METHODS[method],
    accessLocation: new asn1.GeneralName({ uniformResourceIdentifier: url }),
  });
}

function toArrayBuffer(bytes: Uint8Array): ArrayBuffer {
  return Uint8Array.from(bytes).buffer;
}
