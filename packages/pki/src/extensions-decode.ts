import {
  DerError,
  type DerReader,
  decodeNamedBits,
  decodeSequence,
  decodeSmallInteger,
  decodeWhole,
} from './der/decode.ts';
import { TAG } from './der/encode.ts';
import { decodeGeneralName, decodeGeneralNames, type GeneralName } from './general-names.ts';

/** The values of the extensions of RFC 5280 §4.2.1, each from the octets in its extnValue. */

/** In the order of the bits. */
export const KEY_USAGES = [
  'digitalSignature',
  'nonRepudiation',
  'keyEncipherment',
  'dataEncipherment',
  'keyAgreement',
  'keyCertSign',
  'cRLSign',
  'encipherOnly',
  'decipherOnly',
] as const;
export type KeyUsage = (typeof KEY_USAGES)[number];

export function decodeKeyUsage(value: Buffer): ReadonlySet<KeyUsage> {
  const field = 'keyUsage';
  const bits = decodeWhole(value, field, (reader) =>
    decodeNamedBits(reader.element(field, TAG.bitString).content, field),
  );
  return new Set(KEY_USAGES.filter((_, bit) => bits.has(bit)));
}

export interface BasicConstraints {
  readonly ca: boolean;
  readonly pathLength?: number;
}

export function decodeBasicConstraints(value: Buffer): BasicConstraints {
  return decodeSequence(value, 'basicConstraints', (reader) => {
    const ca = reader.defaultFalse('basicConstraints.cA');
    const length = reader.optional(TAG.integer, 'basicConstraints.pathLenConstraint');
    if (length === undefined) return { ca };
    return { ca, pathLength: decodeSmallInteger(length.content, 'basicConstraints.pathLenConstraint') };
  });
}

export function decodeExtendedKeyUsage(value: Buffer): readonly string[] {
  return decodeSequence(value, 'extendedKeyUsage', (reader) =>
    oneOrMore(reader, () => reader.objectIdentifier(reader.field)),
  );
}

export function decodeKeyIdentifier(value: Buffer): Buffer {
  const field = 'subjectKeyIdentifier';
  return decodeWhole(value, field, (reader) => reader.element(field, TAG.octetString).content);
}

export interface AuthorityKeyIdentifier {
  readonly keyIdentifier?: Buffer;
  readonly issuer?: readonly GeneralName[];
  /** As `Certificate.serialNumber`. */
  readonly serialNumber?: string;
}

export function decodeAuthorityKeyIdentifier(value: Buffer): AuthorityKeyIdentifier {
  return decodeSequence(value, 'authorityKeyIdentifier', (reader) => {
    const keyIdentifier = reader.optional(0x80, reader.field)?.content;
    const issuer = reader.optional(0xa1, reader.field);
    const serial = reader.optional(0x82, reader.field);
    return {
      ...(keyIdentifier && { keyIdentifier }),
      ...(issuer && { issuer: decodeWhole(issuer.content, reader.field, decodeGeneralNames) }),
      ...(serial && { serialNumber: serial.content.toString('hex').toUpperCase() }),
    };
  });
}

/** The policies; their qualifiers inform people and have no part in validation. */
export function decodeCertificatePolicies(value: Buffer): readonly string[] {
  const field = 'certificatePolicies';
  const policies = decodeSequence(value, field, (reader) =>
    oneOrMore(reader, () => {
      const information = reader.enter(field);
      const policy = information.objectIdentifier(field);
      information.optional(TAG.sequence, `${field}.policyQualifiers`);
      information.end();
      return policy;
    }),
  );
  if (new Set(policies).size !== policies.length) throw new DerError(field, 'names a policy twice');
  return policies;
}

export interface PolicyMapping {
  readonly issuerDomainPolicy: string;
  readonly subjectDomainPolicy: string;
}

export function decodePolicyMappings(value: Buffer): readonly PolicyMapping[] {
  const field = 'policyMappings';
  return decodeSequence(value, field, (reader) =>
    oneOrMore(reader, () => {
      const mapping = reader.enter(field);
      const issuerDomainPolicy = mapping.objectIdentifier(field);
      const subjectDomainPolicy = mapping.objectIdentifier(field);
      mapping.end();
      return { issuerDomainPolicy, subjectDomainPolicy };
    }),
  );
}

/** Each a number of further certificates after which it takes effect. */
export interface PolicyConstraints {
  readonly requireExplicitPolicy?: number;
  readonly inhibitPolicyMapping?: number;
}

export function decodePolicyConstraints(value: Buffer): PolicyConstraints {
  return decodeSequence(value, 'policyConstraints', (reader) => {
    if (reader.atEnd) throw new DerError(reader.field, 'is empty');
    const explicit = reader.optional(0x80, reader.field);
    const mapping = reader.optional(0x81, reader.field);
    return {
      ...(explicit && { requireExplicitPolicy: decodeSmallInteger(explicit.content, reader.field) }),
      ...(mapping && { inhibitPolicyMapping: decodeSmallInteger(mapping.content, reader.field) }),
    };
  });
}

export function decodeInhibitAnyPolicy(value: Buffer): number {
  const field = 'inhibitAnyPolicy';
  return decodeWhole(value, field, (reader) =>
    decodeSmallInteger(reader.element(field, TAG.integer).content, field),
  );
}

/** Subtrees by their base; RFC 5280 §4.2.1.10 leaves no other minimum than 0 and no maximum. */
export interface NameConstraints {
  readonly permitted: readonly GeneralName[];
  readonly excluded: readonly GeneralName[];
}

export function decodeNameConstraints(value: Buffer): NameConstraints {
  return decodeSequence(value, 'nameConstraints', (reader) => {
    if (reader.atEnd) throw new DerError(reader.field, 'is empty');
    return { permitted: decodeSubtrees(reader, 0xa0), excluded: decodeSubtrees(reader, 0xa1) };
  });
}

function decodeSubtrees(constraints: DerReader, tag: number): readonly GeneralName[] {
  const found = constraints.optional(tag, constraints.field);
  if (found === undefined) return [];
  return decodeWhole(found.content, constraints.field, (reader) =>
    oneOrMore(reader, () => {
      const subtree = reader.enter(reader.field);
      const base = decodeGeneralName(subtree.element(reader.field), reader.field);
      if (!subtree.atEnd) throw new DerError(reader.field, 'has a subtree with a minimum or maximum');
      return base;
    }),
  );
}

export interface DistributionPoint {
  readonly fullName?: readonly GeneralName[];
  readonly nameRelativeToCrlIssuer: boolean;
  readonly reasons: boolean;
  readonly crlIssuer?: readonly GeneralName[];
}

export function decodeDistributionPoints(value: Buffer): readonly DistributionPoint[] {
  return decodeSequence(value, 'cRLDistributionPoints', (reader) =>
    oneOrMore(reader, () =>
      decodeWhole(reader.element(reader.field, TAG.sequence).content, reader.field, decodeDistributionPoint),
    ),
  );
}

function decodeDistributionPoint(reader: DerReader): DistributionPoint {
  const name = reader.optional(0xa0, reader.field);
  const reasons = reader.optional(0x81, reader.field);
  const crlIssuer = reader.optional(0xa2, reader.field);
  return {
    ...(name ? decodeDistributionPointName(name.content, reader.field) : { nameRelativeToCrlIssuer: false }),
    reasons: reasons !== undefined,
    ...(crlIssuer && { crlIssuer: decodeWhole(crlIssuer.content, reader.field, decodeGeneralNames) }),
  };
}

/** The DistributionPointName in a distribution point, or in an issuingDistributionPoint. */
export function decodeDistributionPointName(
  content: Buffer,
  field: string,
): Pick<DistributionPoint, 'fullName' | 'nameRelativeToCrlIssuer'> {
  return decodeWhole(content, field, (reader) => {
    const { tag, content: names } = reader.element(field);
    if (tag === 0xa1) return { nameRelativeToCrlIssuer: true };
    if (tag !== 0xa0) throw new DerError(field, 'has a distribution point name of no known form');
    return { fullName: decodeWhole(names, field, decodeGeneralNames), nameRelativeToCrlIssuer: false };
  });
}

/** Where more is to be had about the certificate's issuer: the object identifier of the method, and the place. */
export interface AccessDescription {
  readonly method: string;
  readonly location: GeneralName;
}

export function decodeAuthorityInfoAccess(value: Buffer): readonly AccessDescription[] {
  return decodeSequence(value, 'authorityInfoAccess', (reader) =>
    oneOrMore(reader, () => {
      const description = reader.enter(reader.field);
      const method = description.objectIdentifier(reader.field);
      const location = decodeGeneralName(description.element(reader.field), reader.field);
      description.end();
      return { method, location };
    }),
  );
}

function oneOrMore<Value>(reader: DerReader, read: () => Value): readonly Value[] {
  const values: Value[] = [];
  while (!reader.atEnd) values.push(read());
  if (values.length === 0) throw new DerError(reader.field, 'is empty');
  return values;
}
