import { constructed, objectIdentifier, primitive, sequence, tlv } from '../../der/encode.ts';
import { encodeName } from '../../names.ts';
import { handmadeCrl, handmadeEntry } from '../handmade-crl.ts';
import { type Hierarchy, type Level, NAMES, serialNumberOf } from '../hierarchy.ts';
import { NOT_BY_DEFAULT, type Scenario, UNKNOWN_CRITICAL, UNKNOWN_NOT_CRITICAL } from './scenario.ts';

/** CRLs, good and bad, of every CA of the chain. */
export function revocationScenarios(): readonly Scenario[] {
  const idp = (...fields: readonly Buffer[]) => ({
    addExtensions: [{ oid: '2.5.29.28', critical: true, value: sequence(...fields).toString('hex') }],
  });
  const point = (url: string) => constructed(0, constructed(0, primitive(6, Buffer.from(url))));
  const TRUE = Buffer.of(0xff);
  type CrlChange = Parameters<Hierarchy['crl']>[1];
  const lists = (hierarchy: Hierarchy, changes: Partial<Record<Level, CrlChange | null>> = {}) =>
    (['root', 'top', 'issuing'] as const).flatMap((level) =>
      changes[level] === null ? [] : [hierarchy.crl(level, changes[level])],
    );
  const scenario = (
    title: string,
    expected: Scenario['expected'],
    changes?: Partial<Record<Level, CrlChange | null>>,
    more: Partial<Scenario> = {},
  ): Scenario => ({
    title: `CRL: ${title}`,
    arrange: (_, hierarchy) => ({ crls: lists(hierarchy, changes) }),
    expected,
    ...more,
  });
  const leafSerial = { revoked: ['00', serialNumberOf('leaf'), 'FF'] };
  return [
    scenario('control: nothing revoked', 'valid'),
    scenario('control: others revoked', 'valid', { issuing: { revoked: ['01', '1D5DE25E3DC14B'] } }),
    scenario('control: the same serial number at another CA', 'valid', { top: leafSerial, root: leafSerial }),
    scenario('control: no authorityKeyIdentifier', 'valid', {
      issuing: { omitExtensions: ['authorityKeyIdentifier'] },
    }),
    scenario('control: end-entity certificates only, and this is one', 'valid', {
      issuing: idp(primitive(1, TRUE)),
    }),
    scenario('control: CA certificates only, and these are', 'valid', { top: idp(primitive(2, TRUE)) }),
    scenario(
      "control: a distribution point, which is the certificate's",
      'valid',
      { issuing: idp(point('http://crl/a.crl')) },
      { changes: { leaf: { extensions: { cRLDistributionPoints: { value: ['http://crl/a.crl'] } } } } },
    ),
    scenario('leaf revoked', ['revoked', 0], { issuing: leafSerial }),
    scenario('leaf revoked for keyCompromise', ['revoked', 0], { issuing: { ...leafSerial, reason: 1 } }),
    scenario('leaf on hold', ['revoked', 0], { issuing: { ...leafSerial, reason: 6 } }),
    scenario(
      'leaf removed from a full CRL',
      'unreadable',
      { issuing: { ...leafSerial, reason: 8 } },
      {
        opensslAccepts: 'it takes removeFromCRL for not revoked in a full CRL too',
      },
    ),
    scenario('issuing CA revoked', ['revoked', 1], { top: { revoked: [serialNumberOf('issuing')] } }),
    scenario('top CA revoked', ['revoked', 2], { root: { revoked: [serialNumberOf('top')] } }),
    scenario('missing for the leaf', ['crl-missing', 0], { issuing: null }),
    scenario('missing for the issuing CA', ['crl-missing', 1], { top: null }),
    scenario('expired', ['crl-expired', 0], { issuing: { nextUpdate: { hours: 1 } } }),
    scenario('expired, of the root', ['crl-expired', 2], { root: { nextUpdate: { hours: 1 } } }),
    scenario('not valid yet', ['crl-not-yet-valid', 0], { issuing: { thisUpdate: { hours: 3 } } }),
    scenario(
      'without nextUpdate',
      ['crl-without-next-update', 0],
      { issuing: { nextUpdate: null } },
      {
        opensslAccepts: 'it takes a CRL without nextUpdate for valid for ever',
      },
    ),
    scenario('signature corrupted', ['crl-signature', 0], { issuing: { signature: 'corrupted' } }),
    scenario('signed by another key', ['crl-signature', 0], { issuing: { signature: 'by-another-key' } }),
    scenario('signed by the key of the CA above', ['crl-signature', 0], { issuing: { signedBy: 'top' } }),
    scenario('signed by the key of the leaf', ['crl-signature', 0], { issuing: { signedBy: 'leaf' } }),
    scenario(
      'signed with SHA-1',
      ['crl-signature', 0],
      { issuing: { signatureDigest: 'sha1' } },
      {
        opensslAccepts: NOT_BY_DEFAULT,
      },
    ),
    scenario('of another issuer', ['crl-missing', 0], { issuing: { issuer: NAMES.leaf } }),
    scenario('end-entity certificates only, for a CA', ['crl-scope', 1], { top: idp(primitive(1, TRUE)) }),
    scenario('CA certificates only, for a leaf', ['crl-scope', 0], { issuing: idp(primitive(2, TRUE)) }),
    scenario('attribute certificates only', ['crl-scope', 0], { issuing: idp(primitive(5, TRUE)) }),
    scenario('some reasons only', ['crl-scope', 0], { issuing: idp(primitive(3, Buffer.of(6, 0x40))) }),
    scenario('indirect', ['crl-scope', 0], { issuing: idp(primitive(4, TRUE)) }),
    scenario("a distribution point that is not the certificate's", ['crl-scope', 0], {
      issuing: idp(point('http://crl/a.crl')),
    }),
    scenario(
      'another distribution point',
      ['crl-scope', 0],
      { issuing: idp(point('http://crl/b.crl')) },
      { changes: { leaf: { extensions: { cRLDistributionPoints: { value: ['http://crl/a.crl'] } } } } },
    ),
    scenario('a distribution point relative to the issuer', ['crl-scope', 0], {
      issuing: idp(constructed(0, constructed(1, sequence(objectIdentifier('2.5.4.3'), tlv(0x0c))))),
    }),
    scenario('two kinds of certificates only', 'unreadable', {
      issuing: idp(primitive(1, TRUE), primitive(2, TRUE)),
    }),
    ...[
      ['for some reasons', primitive(1, Buffer.of(6, 0x40))] as const,
      ['of another CRL issuer', constructed(2, constructed(4, encodeName(NAMES.root)))] as const,
    ].map(([title, field]) =>
      scenario(
        `a distribution point, which is the certificate's ${title}`,
        ['crl-scope', 0],
        { issuing: idp(point('http://crl/a.crl')) },
        {
          changes: {
            leaf: {
              extensions: {
                cRLDistributionPoints: {
                  der: sequence(sequence(point('http://crl/a.crl'), field)).toString('hex'),
                },
              },
            },
          },
        },
      ),
    ),
    scenario(
      'a distribution point for some reasons, and a CRL without one',
      ['crl-scope', 0],
      {},
      {
        changes: {
          leaf: {
            extensions: {
              cRLDistributionPoints: {
                der: sequence(
                  sequence(point('http://crl/a.crl'), primitive(1, Buffer.of(6, 0x40))),
                  sequence(point('http://crl/b.crl')),
                ).toString('hex'),
              },
            },
          },
        },
      },
    ),
    scenario('unknown critical extension', ['crl-critical-extension', 0], { issuing: UNKNOWN_CRITICAL }),
    scenario('control: unknown extension', 'valid', { issuing: UNKNOWN_NOT_CRITICAL }),
    scenario(
      'delta',
      ['crl-delta', 0],
      {
        issuing: { addExtensions: [{ oid: '2.5.29.27', critical: true, value: '020101' }] },
      },
      { opensslVaries: '3.0.19 takes a delta CRL for a full one, 3.0.22 does not' },
    ),
    scenario('cut off', 'unreadable', { issuing: { der: 'truncated' } }),
    scenario(
      'issuer without cRLSign',
      ['crl-issuer-key-usage', 0],
      {},
      {
        changes: { issuing: { extensions: { keyUsage: { value: ['keyCertSign'] } } } },
      },
    ),
    {
      title: 'CRL: unknown critical extension in an entry, of another certificate',
      arrange: (_, hierarchy) => ({
        crls: [
          ...lists(hierarchy, { issuing: null }),
          handmadeCrl(hierarchy, 'issuing', [
            handmadeEntry(1),
            handmadeEntry(2, { oid: '1.2.3.4.5', critical: true, value: sequence() }),
          ]),
        ],
      }),
      expected: ['crl-critical-extension', 0],
    },
    {
      title: 'CRL: leaf revoked by a version 1 list',
      arrange: (_, hierarchy) => ({
        crls: [
          ...lists(hierarchy, { issuing: null }),
          handmadeCrl(hierarchy, 'issuing', [handmadeEntry(BigInt(`0x${serialNumberOf('leaf')}`))], {
            version: [],
          }),
        ],
      }),
      expected: ['revoked', 0],
    },
    {
      title: 'CRL: control: a version 1 list',
      arrange: (_, hierarchy) => ({
        crls: [
          ...lists(hierarchy, { issuing: null }),
          handmadeCrl(hierarchy, 'issuing', [handmadeEntry(1)], { version: [] }),
        ],
      }),
      expected: 'valid',
    },
    {
      title: 'CRL: an older one without the leaf, a newer one with it',
      arrange: (_, hierarchy) => ({
        crls: [
          ...lists(hierarchy, { issuing: { thisUpdate: { hours: -1 } } }),
          hierarchy.crl('issuing', leafSerial),
        ],
      }),
      expected: ['revoked', 0],
    },
    {
      title: 'CRL: an expired one beside a good one',
      arrange: (_, hierarchy) => ({
        crls: [hierarchy.crl('issuing', { nextUpdate: { hours: 1 } }), ...lists(hierarchy)],
      }),
      expected: 'valid',
    },
    {
      title: 'CRL: one with a bad signature beside a good one that revokes',
      arrange: (_, hierarchy) => ({
        crls: [
          hierarchy.crl('issuing', { signature: 'corrupted', thisUpdate: { hours: 1 } }),
          ...lists(hierarchy, { issuing: leafSerial }),
        ],
      }),
      expected: ['revoked', 0],
    },
  ];
}
