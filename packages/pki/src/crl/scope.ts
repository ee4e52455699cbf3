import type { Certificate } from '../certificate.ts';
import { DerError, type DerReader, decodeSequence, decodeTrue } from '../der/decode.ts';
import { type DistributionPoint, decodeDistributionPointName } from '../extensions-decode.ts';
import type { GeneralName } from '../general-names.ts';
import { canonicalName } from '../names-decode.ts';

/** What a CRL covers, of the certificates of its issuer (RFC 5280 §5.2.5). */
export interface IssuingDistributionPoint extends Partial<Pick<DistributionPoint, 'fullName'>> {
  readonly nameRelativeToCrlIssuer: boolean;
  readonly onlyContainsUserCerts: boolean;
  readonly onlyContainsCACerts: boolean;
  readonly onlySomeReasons: boolean;
  readonly indirectCRL: boolean;
  readonly onlyContainsAttributeCerts: boolean;
}

export function decodeIssuingDistributionPoint(value: Buffer): IssuingDistributionPoint {
  return decodeSequence(value, 'issuingDistributionPoint', (reader) => {
    const name = reader.optional(0xa0, reader.field);
    const scope = {
      ...(name
        ? decodeDistributionPointName(name.content, reader.field)
        : { nameRelativeToCrlIssuer: false }),
      onlyContainsUserCerts: flag(reader, 0x81),
      onlyContainsCACerts: flag(reader, 0x82),
      onlySomeReasons: reader.optional(0x83, reader.field) !== undefined,
      indirectCRL: flag(reader, 0x84),
      onlyContainsAttributeCerts: flag(reader, 0x85),
    };
    const kinds = [scope.onlyContainsUserCerts, scope.onlyContainsCACerts, scope.onlyContainsAttributeCerts];
    if (kinds.filter(Boolean).length > 1)
      throw new DerError(reader.field, 'contains only more than one kind');
    return scope;
  });
}

function flag(reader: DerReader, tag: number): boolean {
  const found = reader.optional(tag, reader.field);
  return found !== undefined && decodeTrue(found.content, reader.field);
}

/** Why a CRL with this scope does not say all about this certificate, or undefined if it does (RFC 5280 §6.3.3 (b)). */
export function outOfScope(
  scope: IssuingDistributionPoint | undefined,
  certificate: Certificate,
): string | undefined {
  if (certificate.distributionPoints.some(({ reasons }) => reasons)) {
    return 'the certificate has distribution points for some reasons only';
  }
  if (scope === undefined) return undefined;
  if (scope.indirectCRL) return 'it is an indirect CRL';
  if (scope.onlySomeReasons) return 'it lists some reasons only';
  if (scope.onlyContainsAttributeCerts) return 'it lists attribute certificates only';
  const isCa = certificate.basicConstraints?.ca === true;
  if (scope.onlyContainsUserCerts && isCa) return 'it lists end-entity certificates only';
  if (scope.onlyContainsCACerts && !isCa) return 'it lists CA certificates only';
  if (scope.nameRelativeToCrlIssuer) return 'its distribution point is relative to the issuer';
  if (scope.fullName && !isOwnDistributionPoint(scope.fullName, certificate)) {
    return "its distribution point is none of the certificate's";
  }
  return undefined;
}

/** Without distribution points, the certificate's is the name of its issuer (RFC 5280 §6.3.3). */
function isOwnDistributionPoint(names: readonly GeneralName[], certificate: Certificate): boolean {
  const points = certificate.distributionPoints;
  const own: readonly GeneralName[] =
    points.length === 0
      ? [{ type: 'directoryName', name: certificate.issuer }]
      : points.flatMap((point) => (point.crlIssuer ? [] : (point.fullName ?? [])));
  const keys = new Set(own.map(nameKey));
  return names.some((name) => keys.has(nameKey(name)));
}

function nameKey(name: GeneralName): string {
  switch (name.type) {
    case 'directoryName':
      return `${name.type}:${canonicalName(name.name)}`;
    case 'registeredID':
      return `${name.type}:${name.oid}`;
    default:
      return `${name.type}:${typeof name.value === 'string' ? name.value : name.value.toString('hex')}`;
  }
}
