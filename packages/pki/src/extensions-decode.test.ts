import { expect, test } from 'vitest';
import {
  decodeAuthorityKeyIdentifier,
  decodeBasicConstraints,
  decodeCertificatePolicies,
  decodeDistributionPoints,
  decodeExtendedKeyUsage,
  decodeInhibitAnyPolicy,
  decodeKeyIdentifier,
  decodeKeyUsage,
  decodeNameConstraints,
  decodePolicyConstraints,
  decodePolicyMappings,
} from './extensions-decode.ts';
import { decodeSubjectAlternativeName } from './general-names.ts';

const OF_NAMES = 'a003820178';

test.each<[string, (value: Buffer) => unknown, string]>([
  ['cA=FALSE, which DER leaves out', decodeBasicConstraints, '3003010100'],
  ['a TRUE that is not FF', decodeBasicConstraints, '3003010101'],
  ['a path length in two octets', decodeBasicConstraints, '30070101ff02020001'],
  ['a path length that is negative', decodeBasicConstraints, '30060101ff0201ff'],
  ['a third field', decodeBasicConstraints, '30080101ff0201000500'],
  ['something after', decodeBasicConstraints, '30000500'],
  ['no SEQUENCE', decodeBasicConstraints, '0101ff'],
  ['something after the bits', decodeKeyUsage, '03020780ff'],
  ['unused bits that are set', decodeKeyUsage, '030207ff'],
  ['trailing zero bits', decodeKeyUsage, '03020080'],
  ['no purpose', decodeExtendedKeyUsage, '3000'],
  ['a purpose that is no identifier', decodeExtendedKeyUsage, '3003020101'],
  ['two octet strings', decodeKeyIdentifier, '0401000401ff'],
  ['fields out of order', decodeAuthorityKeyIdentifier, '3006820101800100'],
  ['no policy', decodeCertificatePolicies, '3000'],
  ['a policy twice', decodeCertificatePolicies, '300c300406022a03300406022a03'],
  ['qualifiers twice', decodeCertificatePolicies, '300a300806022a0330003000'],
  ['half a mapping', decodePolicyMappings, '3006300406022a03'],
  ['no constraint', decodePolicyConstraints, '3000'],
  ['a constraint that is negative', decodePolicyConstraints, '30038001ff'],
  ['an empty number', decodeInhibitAnyPolicy, '0200'],
  ['a negative number', decodeInhibitAnyPolicy, '0201ff'],
  ['no subtrees', decodeNameConstraints, '3000'],
  ['empty subtrees', decodeNameConstraints, '3002a000'],
  ['a minimum', decodeNameConstraints, '300aa0083006820178800101'],
  ['excluded before permitted', decodeNameConstraints, '300ea1053003820178a0053003820178'],
  ['an unknown form of name', decodeSubjectAlternativeName, '30038901ff'],
  ['a host beyond ASCII', decodeSubjectAlternativeName, '300382018e'],
  ['a directory name with something after', decodeSubjectAlternativeName, '3006a40430000500'],
  ['no names', decodeSubjectAlternativeName, '3000'],
  ['no point', decodeDistributionPoints, '3000'],
  ['an empty issuer', decodeDistributionPoints, '30043002a200'],
  ['two names of a point', decodeDistributionPoints, `300e300ca00a${OF_NAMES}${OF_NAMES}`],
])('refuses %s', (_, decode, hex) => {
  expect(() => decode(Buffer.from(hex, 'hex'))).toThrow(/^\w+(\.\w+)?: /);
});

test('reads what is near to that and right', () => {
  const read = <Value>(decode: (value: Buffer) => Value, hex: string): Value =>
    decode(Buffer.from(hex, 'hex'));
  expect(read(decodeBasicConstraints, '3000')).toEqual({ ca: false });
  expect([...read(decodeKeyUsage, '030100')]).toEqual([]);
  expect([...read(decodeKeyUsage, '0303078080')]).toEqual(['digitalSignature', 'decipherOnly']);
  expect(read(decodePolicyConstraints, '3003810100')).toEqual({ inhibitPolicyMapping: 0 });
  expect(read(decodeNameConstraints, '3007a1053003820178').excluded).toEqual([
    { type: 'dNSName', value: 'x' },
  ]);
  expect(read(decodeDistributionPoints, `30093007a005${OF_NAMES}`)[0]?.fullName).toHaveLength(1);
  expect(read(decodeDistributionPoints, '30023000')).toEqual([
    { nameRelativeToCrlIssuer: false, reasons: false },
  ]);
});
