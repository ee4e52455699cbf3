import { daysAgo, daysAhead } from '../../defect.ts';
import { constructed, primitive, sequence } from '../../der/encode.ts';
import { encodeName, type Name, nameOf } from '../../names.ts';
import { type Level, NAMES, serialNumberOf } from '../hierarchy.ts';
import { NOT_BY_DEFAULT, type Scenario, UNKNOWN_CRITICAL } from './scenario.ts';

/** Content of the object identifiers sha256WithRSAEncryption and sha224WithRSAEncryption. */
const [SHA256, SHA224] = [
  '\x2a\x86\x48\x86\xf7\x0d\x01\x01\x0b',
  '\x2a\x86\x48\x86\xf7\x0d\x01\x01\x0e',
] as const;

/** An authorityKeyIdentifier without a keyIdentifier, in hex. */
function issuerAndSerialNumber(issuer: Name, serialNumber: Level): string {
  const names = constructed(1, constructed(4, encodeName(issuer)));
  return sequence(names, primitive(2, Buffer.from(serialNumberOf(serialNumber), 'hex'))).toString('hex');
}

/** Anchors, issuers, signatures, dates, keys and forms. */
export const TRUST: readonly Scenario[] = [
  {
    title: 'self-signed leaf',
    changes: {
      leaf: { issuer: NAMES.leaf, signature: 'by-own-key', extensions: { authorityKeyIdentifier: null } },
    },
    expected: ['self-signed-untrusted', 0],
  },
  {
    title: 'unknown root, presented',
    arrange: ({ root, top, issuing, leaf }, hierarchy) => ({
      presented: [leaf, issuing, top, root],
      anchors: [
        hierarchy.certificate('root', {
          subject: nameOf(['CN', 'Autre']),
          issuer: nameOf(['CN', 'Autre']),
          key: 'stranger',
          signedBy: 'stranger',
        }),
      ],
    }),
    expected: ['self-signed-untrusted', 3],
  },
  {
    title: 'no anchors but the leaf of another',
    arrange: ({ top, issuing, leaf }, hierarchy) => ({
      presented: [leaf, issuing, top],
      anchors: [hierarchy.certificate('leaf', { key: 'stranger' })],
    }),
    expected: ['issuer-unknown', 2],
  },
  {
    title: 'look-alike root, presented',
    changes: { top: { signedBy: 'stranger' } },
    arrange: ({ root, top, issuing, leaf }, hierarchy) => ({
      presented: [
        leaf,
        issuing,
        top,
        hierarchy.certificate('root', { key: 'stranger', signedBy: 'stranger' }),
      ],
      anchors: [root],
    }),
    expected: ['self-signed-untrusted', 3],
  },
  {
    title: 'look-alike root that claims the key identifier of the root',
    changes: { top: { signature: 'by-another-key' } },
    expected: ['signature-invalid', 2],
  },
  {
    title: 'issuing CA missing',
    arrange: ({ top, leaf }) => ({ presented: [leaf, top] }),
    expected: ['issuer-unknown', 0],
  },
  {
    title: 'top CA missing',
    arrange: ({ issuing, leaf }) => ({ presented: [leaf, issuing] }),
    expected: ['issuer-unknown', 1],
  },
  {
    title: 'leaf of no issuer',
    changes: { leaf: { issuer: nameOf(['CN', 'x']) } },
    expected: ['issuer-unknown', 0],
  },
  ...[
    ['SHA-224', SHA256, SHA224] as const,
    ['SHA-256 with parameters', `${SHA256}\x05\0`, `${SHA256}\x30\0`] as const,
  ].map(
    ([title, before, after]): Scenario => ({
      title: `${title} in the leaf`,
      arrange: ({ top, issuing, leaf }) => ({
        presented: [Buffer.from(leaf.toString('latin1').replaceAll(before, after), 'latin1'), issuing, top],
      }),
      expected: ['signature-algorithm-unsupported', 0],
    }),
  ),
  ...[
    ['right issuer and serial number of the issuer', NAMES.top, 'issuing', 'valid'] as const,
    ['another serial number of the issuer', NAMES.top, 'root', 'authority-key-identifier'] as const,
    ["another issuer's issuer", NAMES.root, 'issuing', 'authority-key-identifier'] as const,
  ].map(
    ([title, issuer, serialNumber, expected]): Scenario => ({
      title: `authorityKeyIdentifier with ${title}`,
      changes: {
        leaf: {
          extensions: { authorityKeyIdentifier: { der: issuerAndSerialNumber(issuer, serialNumber) } },
        },
      },
      expected: expected === 'valid' ? 'valid' : [expected, 0],
      ...(expected === 'valid' && { strictRefuses: 'it wants a keyIdentifier there' }),
    }),
  ),
  ...(['leaf', 'issuing', 'top'] as const).flatMap((level, position): Scenario[] => [
    {
      title: `signature of the ${level} corrupted`,
      changes: { [level]: { signature: 'corrupted' } },
      expected: ['signature-invalid', position],
    },
    {
      title: `signature of the ${level} empty`,
      changes: { [level]: { signature: 'empty' } },
      expected: ['signature-invalid', position],
    },
    {
      title: `signature of the ${level} by its own key`,
      changes: { [level]: { signature: 'by-own-key' } },
      expected: ['signature-invalid', position],
    },
    {
      title: `other algorithm inside the ${level}`,
      changes: { [level]: { tbsSignatureAlgorithm: 'sha384' } },
      expected: ['signature-algorithm-inconsistent', position],
    },
    {
      title: `SHA-1 in the ${level}`,
      changes: { [level]: { signatureDigest: 'sha1' } },
      expected: ['signature-algorithm-weak', position],
      opensslAccepts: NOT_BY_DEFAULT,
    },
    {
      title: `MD5 in the ${level}`,
      changes: { [level]: { signatureDigest: 'md5' } },
      expected: ['signature-algorithm-weak', position],
      opensslAccepts: NOT_BY_DEFAULT,
    },
    {
      title: `${level} has expired`,
      changes: { [level]: { notAfter: daysAhead(36) } },
      expected: ['expired', position],
    },
    {
      title: `${level} is not valid yet`,
      changes: { [level]: { notBefore: daysAhead(37) } },
      expected: ['not-yet-valid', position],
    },
    {
      title: `${level} ends before it begins`,
      changes: { [level]: { notBefore: daysAhead(60), notAfter: daysAgo(60) } },
      expected: ['not-yet-valid', position],
    },
    {
      title: `unknown critical extension in the ${level}`,
      changes: { [level]: UNKNOWN_CRITICAL },
      expected: ['critical-extension-unknown', position],
    },
    {
      title: `extension twice in the ${level}`,
      changes: { [level]: { duplicateExtension: 'keyUsage' } },
      expected: 'unreadable',
    },
    {
      title: `extension with something after it in the ${level}`,
      changes: {
        [level]: { extensions: { keyUsage: { der: level === 'leaf' ? '030207800500' : '030201060500' } } },
      },
      expected: ['malformed', position],
      opensslAccepts: 'it ignores what follows the value of an extension',
    },
    {
      title: `empty extendedKeyUsage in the ${level}`,
      changes: { [level]: { extensions: { extendedKeyUsage: { der: '3000' } } } },
      expected: ['malformed', position],
    },
    {
      title: `garbage after the ${level}`,
      changes: { [level]: { der: 'trailing-garbage' } },
      expected: 'unreadable',
      opensslAccepts: 'it ignores what follows the DER',
    },
    { title: `${level} cut off`, changes: { [level]: { der: 'truncated' } }, expected: 'unreadable' },
    {
      title: `RSA of 1024 bits in the ${level}`,
      changes: {
        [level]: { key: 'rsa-1024' },
        ...(level === 'issuing' && { leaf: { signedBy: 'rsa-1024' } }),
        ...(level === 'top' && { issuing: { signedBy: 'rsa-1024' } }),
      },
      expected: ['key-too-weak', position],
      opensslAccepts: NOT_BY_DEFAULT,
    },
    {
      title: `key identifier of another issuer in the ${level}`,
      changes: { [level]: { extensions: { authorityKeyIdentifier: { value: '00'.repeat(20) } } } },
      expected: ['authority-key-identifier', position],
    },
  ]),
  {
    title: 'elliptic curve in the leaf',
    changes: { leaf: { key: 'ec-p256' } },
    expected: ['key-unsupported', 0],
    opensslAccepts: 'it knows ECDSA, which the sector does not use',
  },
  {
    title: 'elliptic curve in the issuing CA',
    changes: { issuing: { key: 'ec-p256' }, leaf: { signedBy: 'ec-p256' } },
    expected: ['key-unsupported', 1],
    opensslAccepts: 'it knows ECDSA, which the sector does not use',
  },
  { title: 'root has expired', changes: { root: { notAfter: daysAhead(36) } }, expected: ['expired', 3] },
  {
    title: 'root is not valid yet',
    changes: { root: { notBefore: daysAhead(37) } },
    expected: ['not-yet-valid', 3],
  },
  {
    title: 'unknown critical extension in the root',
    changes: { root: UNKNOWN_CRITICAL },
    expected: ['critical-extension-unknown', 3],
  },
  {
    title: 'critical key identifiers',
    changes: { leaf: { extensions: { authorityKeyIdentifier: { critical: true } } } },
    expected: ['critical-extension-unknown', 0],
  },
];
