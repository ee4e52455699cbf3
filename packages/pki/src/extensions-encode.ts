import {
  boolean,
  constructed,
  generalizedTime,
  implicit,
  integer,
  namedBits,
  nullValue,
  objectIdentifier,
  octetString,
  primitive,
  sequence,
  TAG,
  tlv,
} from './der/encode.ts';
import { type BasicConstraints, KEY_USAGES, type KeyUsage } from './extensions-decode.ts';
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
  /** The whole Extension, where it was written before. */
  readonly der?: Buffer;
}

export function extensionContent<N extends WrittenExtensionName>(
  name: N,
  value: ExtensionValues[N],
  critical: boolean,
): ExtensionContent {
  return { oid: EXTENSIONS[name satisfies ExtensionName], critical, value: ENCODERS[name](value) };
}

/** For an extension that goes into many certificates. */
export const written = (content: ExtensionContent): ExtensionContent => ({
  ...content,
  der: encodeExtension(content),
});

/** The whole Extension, RFC 5280 §4.1. */
export function encodeExtension({ oid, critical, value, der }: ExtensionContent): Buffer {
  if (der !== undefined) return der;
  // DER leaves a DEFAULT value out (X.690 §11.5): no BOOLEAN unless critical.
  return sequence(objectIdentifier(oid), ...(critical ? [boolean(true)] : []), octetString(value));
}

const ENCODERS: { readonly [N in WrittenExtensionName]: (value: ExtensionValues[N]) => Buffer } = {
  basicConstraints: ({ ca, pathLength }) =>
    sequence(...(ca ? [boolean(true)] : []), ...(pathLength === undefined ? [] : [integer(pathLength)])),
  keyUsage: (usages) => namedBits(usages.map((usage) => KEY_USAGES.indexOf(usage))),
  extendedKeyUsage: (usages) =>
    sequence(...usages.map((usage) => objectIdentifier(EXTENDED_KEY_USAGES[usage]))),
  subjectAltName: (names) => sequence(...names.map(generalName)),
  certificatePolicies: (policies) => sequence(...policies.map(policyInformation)),
  policyMappings: (mappings) =>
    sequence(
      ...mappings.map(({ issuerDomain, subjectDomain }) =>
        sequence(objectIdentifier(issuerDomain), objectIdentifier(subjectDomain)),
      ),
    ),
  policyConstraints: ({ requireExplicitPolicy, inhibitPolicyMapping }) =>
    sequence(
      ...(requireExplicitPolicy === undefined ? [] : [implicit(0, integer(requireExplicitPolicy))]),
      ...(inhibitPolicyMapping === undefined ? [] : [implicit(1, integer(inhibitPolicyMapping))]),
    ),
  inhibitAnyPolicy: (skip) => integer(skip),
  nameConstraints: ({ permitted, excluded }) =>
    sequence(...(permitted ? [subtrees(0, permitted)] : []), ...(excluded ? [subtrees(1, excluded)] : [])),
  cRLDistributionPoints: (urls) => sequence(...urls.map(distributionPoint)),
  freshestCRL: (urls) => sequence(...urls.map(distributionPoint)),
  authorityInfoAccess: (descriptions) =>
    sequence(
      ...descriptions.map(({ method, url }) =>
        sequence(objectIdentifier(ACCESS_METHODS[method]), locator(url)),
      ),
    ),
  subjectKeyIdentifier: (hex) => octetString(Buffer.from(hex, 'hex')),
  authorityKeyIdentifier: (hex) => sequence(primitive(0, Buffer.from(hex, 'hex'))),
  privateKeyUsagePeriod: ({ notBefore, notAfter }) =>
    sequence(
      implicit(0, generalizedTime(new Date(notBefore))),
      implicit(1, generalizedTime(new Date(notAfter))),
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

/** GeneralName, RFC 5280 §4.2.1.6. */
function generalName(name: WrittenGeneralName): Buffer {
  switch (name.type) {
    case 'rfc822Name':
      return primitive(1, Buffer.from(name.value, 'latin1'));
    case 'dNSName':
      return primitive(2, Buffer.from(name.value, 'latin1'));
    case 'uniformResourceIdentifier':
      return locator(name.value);
    case 'directoryName':
      return constructed(4, encodeName(name.name));
    case 'registeredID':
      return implicit(8, objectIdentifier(name.oid));
    case 'userPrincipalName':
      return constructed(
        0,
        objectIdentifier(OTHER_NAMES.userPrincipalName),
        constructed(0, utf8String(name.value)),
      );
  }
}

const locator = (url: string): Buffer => primitive(6, Buffer.from(url, 'latin1'));

function subtrees(number: number, names: readonly WrittenGeneralName[]): Buffer {
  return constructed(number, ...names.map((name) => sequence(generalName(name))));
}

/** With a full name, and neither reasons nor another issuer of the CRL (RFC 5280 §4.2.1.13). */
function distributionPoint(url: string): Buffer {
  return sequence(constructed(0, constructed(0, locator(url))));
}

const ID_QT_CPS = '1.3.6.1.5.5.7.2.1';

function policyInformation({
  policy,
  practiceStatement,
}: ExtensionValues['certificatePolicies'][number]): Buffer {
  if (practiceStatement === undefined) return sequence(objectIdentifier(policy));
  const location = tlv(TAG.ia5String, Buffer.from(practiceStatement, 'ascii'));
  return sequence(objectIdentifier(policy), sequence(sequence(objectIdentifier(ID_QT_CPS), location)));
}
