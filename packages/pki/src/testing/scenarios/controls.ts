import { daysAhead } from '../../defect.ts';
import { nameOf } from '../../names.ts';
import { type Scenario, UNKNOWN_NOT_CRITICAL } from './scenario.ts';

/** What has to be accepted. */
export const CONTROLS: readonly Scenario[] = [
  { title: 'control: all is well', expected: 'valid' },
  {
    title: 'control: intermediates in any order, the root and a stranger among them',
    arrange: ({ root, top, issuing, leaf }, hierarchy) => ({
      presented: [
        leaf,
        top,
        root,
        hierarchy.certificate('root', { key: 'stranger', signedBy: 'stranger' }),
        issuing,
      ],
    }),
    expected: 'valid',
  },
  {
    title: 'control: the leaf and the intermediates twice',
    arrange: ({ top, issuing, leaf }) => ({ presented: [leaf, leaf, issuing, top, top, issuing] }),
    expected: 'valid',
  },
  {
    title: 'control: an unknown extension',
    changes: { leaf: UNKNOWN_NOT_CRITICAL, top: UNKNOWN_NOT_CRITICAL },
    expected: 'valid',
  },
  { title: 'control: SHA-384', changes: { leaf: { signatureDigest: 'sha384' } }, expected: 'valid' },
  {
    title: 'control: an intermediate that is trusted itself',
    arrange: ({ issuing, leaf }) => ({ presented: [leaf], anchors: [issuing] }),
    opensslOptions: ['-partial_chain'],
    expected: 'valid',
  },
  {
    title: 'control: another anchor of the same name',
    arrange: ({ root }, hierarchy) => ({
      anchors: [hierarchy.certificate('root', { key: 'stranger', signedBy: 'stranger' }), root],
    }),
    expected: 'valid',
  },
  {
    title: 'control: an expired intermediate of the same name and key beside the good one',
    arrange: ({ top, issuing, leaf }, hierarchy) => ({
      presented: [leaf, hierarchy.certificate('issuing', { notAfter: daysAhead(1) }), issuing, top],
    }),
    expected: 'valid',
  },
  {
    title: 'control: a version 1 leaf',
    changes: { leaf: { version: 1 } },
    expected: 'valid',
  },
  {
    title: 'control: names that differ in letters and spaces only',
    changes: { leaf: { issuer: nameOf(['C', 'fr'], ['O', 'ESSAI'], ['CN', '  emettrice ']) } },
    expected: 'valid',
  },
];
