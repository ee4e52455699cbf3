import { nameOf } from '../../names.ts';
import { NAMES } from '../hierarchy.ts';
import type { Scenario } from './scenario.ts';

const FOR_ISSUERS = 'a rule for those who issue certificates; validation does not depend on it';

/** CA flag, path length and usage of those who issue. */
export const AUTHORITIES: readonly Scenario[] = [
  ...(['issuing', 'top', 'root'] as const).flatMap((level, index): Scenario[] => [
    {
      title: `${level} says that it is no CA`,
      changes: { [level]: { extensions: { basicConstraints: { value: { ca: false } }, keyUsage: null } } },
      expected: ['not-a-ca', index + 1],
    },
    {
      title: `${level} does not say that it is a CA`,
      changes: { [level]: { extensions: { basicConstraints: null } } },
      expected: ['not-a-ca', index + 1],
    },
    {
      title: `${level} of version 1`,
      changes: { [level]: { version: 1 } },
      expected: ['not-a-ca', index + 1],
    },
    {
      title: `${level} without keyCertSign`,
      changes: { [level]: { extensions: { keyUsage: { value: ['cRLSign'] } } } },
      // A path length wants keyCertSign too (RFC 5280 §4.2.1.9).
      expected: [level === 'issuing' ? 'basic-constraints-inconsistent' : 'ca-key-usage', index + 1],
    },
    {
      title: `${level} without keyUsage`,
      changes: { [level]: { extensions: { keyUsage: null } } },
      expected: 'valid',
      strictRefuses: FOR_ISSUERS,
    },
    {
      title: `${level} with basicConstraints that is not critical`,
      changes: { [level]: { extensions: { basicConstraints: { critical: false } } } },
      expected: 'valid',
      strictRefuses: FOR_ISSUERS,
    },
    {
      title: `${level} without key identifiers`,
      changes: { [level]: { extensions: { subjectKeyIdentifier: null } } },
      expected: 'valid',
      strictRefuses: FOR_ISSUERS,
    },
    {
      title: `${level} for e-mail only`,
      changes: { [level]: { extensions: { extendedKeyUsage: { value: ['emailProtection'] } } } },
      expected: ['extended-key-usage', index + 1],
    },
    {
      title: `${level} for both purposes`,
      changes: { [level]: { extensions: { extendedKeyUsage: { value: ['clientAuth', 'serverAuth'] } } } },
      expected: 'valid',
    },
  ]),
  {
    title: 'issued by an end entity',
    changes: { leaf: { issuer: nameOf(['CN', 'feuille']), signedBy: 'stranger' } },
    arrange: ({ top, issuing, leaf }, hierarchy) => ({
      presented: [
        leaf,
        hierarchy.certificate('leaf', { key: 'stranger', subject: nameOf(['CN', 'feuille']) }),
        issuing,
        top,
      ],
    }),
    expected: ['path-length-exceeded', 2],
  },
  {
    title: 'path length of the top CA exceeded',
    changes: { top: { extensions: { basicConstraints: { value: { ca: true, pathLength: 0 } } } } },
    expected: ['path-length-exceeded', 2],
  },
  {
    title: 'path length of the root exceeded',
    changes: { root: { extensions: { basicConstraints: { value: { ca: true, pathLength: 1 } } } } },
    expected: ['path-length-exceeded', 3],
  },
  {
    title: 'path length of the root just enough',
    changes: { root: { extensions: { basicConstraints: { value: { ca: true, pathLength: 2 } } } } },
    expected: 'valid',
  },
  {
    title: 'path length on a leaf',
    changes: { leaf: { extensions: { basicConstraints: { der: '3003020100' } } } },
    expected: ['basic-constraints-inconsistent', 0],
  },
  {
    title: 'path length on a leaf without keyUsage',
    changes: { leaf: { extensions: { basicConstraints: { der: '3003020100' }, keyUsage: null } } },
    expected: ['basic-constraints-inconsistent', 0],
  },
  {
    title: 'negative path length',
    changes: { top: { extensions: { basicConstraints: { der: '30060101ff0201ff' } } } },
    expected: ['malformed', 2],
  },
  {
    title: 'CA=TRUE in a leaf that is no CA by its keyUsage',
    changes: { leaf: { extensions: { basicConstraints: { critical: true, value: { ca: true } } } } },
    expected: 'valid',
  },
  {
    title: 'keyCertSign in a leaf',
    changes: { leaf: { extensions: { keyUsage: { value: ['digitalSignature', 'keyCertSign'] } } } },
    expected: ['basic-constraints-inconsistent', 0],
  },
  {
    title: 'self-issued CA does not use up the path length',
    changes: { issuing: { signedBy: 'stranger' } },
    arrange: ({ root, issuing, leaf }, hierarchy) => ({
      presented: [
        leaf,
        issuing,
        hierarchy.certificate('top', { key: 'stranger', signedBy: 'top', issuer: NAMES.top }),
        hierarchy.certificate('top', {
          extensions: { basicConstraints: { value: { ca: true, pathLength: 1 } } },
        }),
      ],
      anchors: [root],
    }),
    expected: 'valid',
  },
];
