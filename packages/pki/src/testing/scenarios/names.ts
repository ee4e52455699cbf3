import type { ExtensionValues } from '../../extensions-encode.ts';
import { nameOf } from '../../names.ts';
import { NAMES as HIERARCHY_NAMES } from '../hierarchy.ts';
import type { Scenario } from './scenario.ts';

const CONSTRAINED: readonly (readonly [
  string,
  ExtensionValues['nameConstraints'],
  ('valid' | undefined)?,
  string?,
])[] = [
  [
    'permitted directory name',
    { permitted: [{ type: 'directoryName', name: nameOf(['C', 'FR']) }] },
    'valid',
  ],
  [
    'permitted directory name in other letters',
    { permitted: [{ type: 'directoryName', name: nameOf(['C', 'fr'], ['O', ' hôpital ']) }] },
    'valid',
  ],
  ['directory name not permitted', { permitted: [{ type: 'directoryName', name: nameOf(['C', 'BE']) }] }],
  [
    'directory name that is a prefix of characters only',
    { permitted: [{ type: 'directoryName', name: nameOf(['C', 'FR'], ['O', 'Hôpi']) }] },
  ],
  [
    'excluded directory name',
    { excluded: [{ type: 'directoryName', name: nameOf(['C', 'FR'], ['O', 'Hôpital']) }] },
  ],
  [
    'excluded directory name in other letters',
    { excluded: [{ type: 'directoryName', name: nameOf(['C', 'FR'], ['O', 'hôPITAL']) }] },
  ],
  [
    'excluded directory name in other letters beyond ASCII',
    { excluded: [{ type: 'directoryName', name: nameOf(['C', 'FR'], ['O', 'hÔPITAL']) }] },
    undefined,
    'it folds ASCII letters only',
  ],
  ['permitted DNS name', { permitted: [{ type: 'dNSName', value: 'ch-test.fr' }] }, 'valid'],
  ['permitted DNS name, upper case', { permitted: [{ type: 'dNSName', value: 'CH-TEST.fr' }] }, 'valid'],
  ['permitted DNS name with a dot', { permitted: [{ type: 'dNSName', value: '.ch-test.fr' }] }, 'valid'],
  ['DNS name not permitted', { permitted: [{ type: 'dNSName', value: 'autre.fr' }] }],
  ['DNS name permitted but for the dot', { permitted: [{ type: 'dNSName', value: 'h-test.fr' }] }],
  ['excluded DNS name', { excluded: [{ type: 'dNSName', value: 'ch-test.fr' }] }],
  ['excluded DNS name, all of it', { excluded: [{ type: 'dNSName', value: '' }] }],
  ['excluded host', { excluded: [{ type: 'dNSName', value: 'gap.CH-test.fr' }] }],
  ['a form that the leaf does not have', { permitted: [{ type: 'rfc822Name', value: 'a.fr' }] }, 'valid'],
];

const constrained = CONSTRAINED.map(
  ([title, value, valid, opensslAccepts]): Scenario => ({
    title: `name constraints: ${title}`,
    changes: { issuing: { extensions: { nameConstraints: { critical: true, value } } } },
    expected: valid ?? (['name-constraint', 0] as const),
    ...(opensslAccepts !== undefined && { opensslAccepts }),
  }),
);

/** Names, and the constraints of CAs on them. */
export const NAMES: readonly Scenario[] = [
  ...constrained,
  {
    title: 'name constraints: a common name like a host, without dNSName',
    changes: {
      top: {
        extensions: { nameConstraints: { value: { permitted: [{ type: 'dNSName', value: 'autre.fr' }] } } },
      },
      leaf: { extensions: { subjectAltName: null } },
    },
    expected: ['name-constraint', 0],
  },
  {
    title: 'name constraints: a common name of digits, without dNSName',
    changes: {
      top: {
        extensions: { nameConstraints: { value: { permitted: [{ type: 'dNSName', value: 'autre.fr' }] } } },
      },
      leaf: { subject: nameOf(['CN', '0000000012345678']), extensions: { subjectAltName: null } },
    },
    expected: 'valid',
  },
  {
    title: 'name constraints of the root',
    changes: {
      root: { extensions: { nameConstraints: { value: { excluded: [{ type: 'dNSName', value: 'fr' }] } } } },
    },
    expected: ['name-constraint', 0],
  },
  {
    title: 'name constraints: one of two names is not permitted',
    changes: {
      top: {
        extensions: { nameConstraints: { value: { permitted: [{ type: 'dNSName', value: 'ch-test.fr' }] } } },
      },
      leaf: {
        extensions: {
          subjectAltName: {
            value: [
              { type: 'dNSName', value: 'gap.ch-test.fr' },
              { type: 'dNSName', value: 'banque.fr' },
            ],
          },
        },
      },
    },
    expected: ['name-constraint', 0],
  },
  {
    title: 'name constraints: an intermediate that is excluded',
    changes: {
      top: {
        extensions: {
          nameConstraints: {
            value: {
              excluded: [
                { type: 'directoryName', name: nameOf(['C', 'FR'], ['O', 'Essai'], ['CN', 'Emettrice']) },
              ],
            },
          },
        },
      },
    },
    expected: ['name-constraint', 1],
  },
  {
    title: 'name constraints: a self-issued CA is not bound by its own, the certificates below are',
    changes: { issuing: { signedBy: 'stranger' } },
    arrange: ({ root, issuing, leaf }, hierarchy) => ({
      presented: [
        leaf,
        issuing,
        hierarchy.certificate('top', { key: 'stranger', signedBy: 'top', issuer: HIERARCHY_NAMES.top }),
        hierarchy.certificate('top', {
          extensions: {
            nameConstraints: { value: { excluded: [{ type: 'directoryName', name: HIERARCHY_NAMES.top }] } },
          },
        }),
      ],
      anchors: [root],
    }),
    expected: 'valid',
  },
  {
    title: 'name constraints: an e-mail address in the subject',
    changes: {
      top: {
        extensions: { nameConstraints: { value: { excluded: [{ type: 'rfc822Name', value: 'a.fr' }] } } },
      },
      leaf: {
        subject: [[{ type: '1.2.840.113549.1.9.1', value: 'b@a.fr', encoding: 'ia5' }]],
      },
    },
    expected: ['name-constraint-unsupported', 0],
  },
  {
    title: 'name constraints: a directory name in subjectAltName',
    changes: {
      top: {
        extensions: {
          nameConstraints: { value: { excluded: [{ type: 'directoryName', name: nameOf(['C', 'BE']) }] } },
        },
      },
      leaf: {
        extensions: { subjectAltName: { value: [{ type: 'directoryName', name: nameOf(['C', 'BE']) }] } },
      },
    },
    expected: ['name-constraint', 0],
  },
  {
    title: 'name constraints: a wildcard around an excluded host',
    changes: {
      top: {
        extensions: {
          nameConstraints: { value: { excluded: [{ type: 'dNSName', value: 'gap.ch-test.fr' }] } },
        },
      },
      leaf: { extensions: { subjectAltName: { value: [{ type: 'dNSName', value: '*.ch-test.fr' }] } } },
    },
    expected: ['name-constraint', 0],
    opensslAccepts: 'it compares a wildcard as text',
  },
  {
    title: 'name constraints: a NUL before what is permitted',
    changes: {
      top: {
        extensions: { nameConstraints: { value: { permitted: [{ type: 'dNSName', value: 'ch-test.fr' }] } } },
      },
      leaf: {
        extensions: { subjectAltName: { value: [{ type: 'dNSName', value: 'banque.fr\0.ch-test.fr' }] } },
      },
    },
    expected: ['name-constraint', 0],
    opensslAccepts: 'it compares the NUL as text',
  },
  {
    title: 'name constraints: a form that is not processed',
    changes: {
      top: {
        extensions: { nameConstraints: { value: { permitted: [{ type: 'rfc822Name', value: 'a.fr' }] } } },
      },
      leaf: { extensions: { subjectAltName: { value: [{ type: 'rfc822Name', value: 'b@a.fr' }] } } },
    },
    expected: ['name-constraint-unsupported', 0],
    opensslAccepts: 'it processes e-mail addresses',
  },
  {
    title: 'name constraints with a minimum',
    changes: { top: { extensions: { nameConstraints: { der: '3010a00e300c820761757472652e6672800101' } } } },
    expected: ['malformed', 2],
  },
  { title: 'empty issuer', changes: { leaf: { issuer: [] } }, expected: ['issuer-unknown', 0] },
  {
    title: 'empty subject, subjectAltName not critical',
    changes: { leaf: { subject: [] } },
    expected: ['name-empty', 0],
  },
  {
    title: 'empty subject, critical subjectAltName',
    changes: { leaf: { subject: [], extensions: { subjectAltName: { critical: true } } } },
    expected: 'valid',
  },
  {
    title: 'empty subjectAltName',
    changes: { leaf: { extensions: { subjectAltName: { der: '3000' } } } },
    expected: ['malformed', 0],
  },
];
