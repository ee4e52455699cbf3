import { beforeAll, describe, expect, it } from 'vitest';
import { foreignTool } from '../../../scripts/foreign-tool.ts';
import type { ExtensionOverrides } from './defect.ts';
import { nameOf } from './names.ts';
import { Mint } from './testing/minted.ts';
import { runTool } from './testing/run-tool.ts';

/** The extensions that no profile has, only defects; those of the profiles are in profiles.test.ts. */
describe.skipIf(!foreignTool('openssl'))('extensions as openssl reads them', () => {
  let mint: Mint;
  beforeAll(async () => {
    mint = await Mint.create();
  });

  it.each<[string, ExtensionOverrides, RegExp]>([
    [
      'nameConstraints',
      {
        nameConstraints: {
          critical: true,
          value: {
            permitted: [
              { type: 'dNSName', value: 'ch-test.fr' },
              { type: 'directoryName', name: nameOf(['C', 'FR'], ['O', 'Hôpital']) },
            ],
            excluded: [{ type: 'rfc822Name', value: '.invalid' }],
          },
        },
      },
      /Name Constraints: critical\n +Permitted:\n +DNS:ch-test.fr\n +DirName:C = FR, O = H\\C3\\B4pital\n +Excluded:\n +email:.invalid\n/,
    ],
    [
      'policyMappings',
      { policyMappings: { value: [{ issuerDomain: '1.2.3', subjectDomain: '1.2.4' }] } },
      /Policy Mappings: \n +1\.2\.3:1\.2\.4\n/,
    ],
    [
      'policyConstraints',
      { policyConstraints: { critical: true, value: { requireExplicitPolicy: 0, inhibitPolicyMapping: 3 } } },
      /Policy Constraints: critical\n +Require Explicit Policy:0, Inhibit Policy Mapping:3\n/,
    ],
    ['inhibitAnyPolicy', { inhibitAnyPolicy: { value: 2 } }, /Inhibit Any Policy: \n +2\n/],
    [
      'subjectAltName',
      {
        subjectAltName: {
          value: [
            { type: 'uniformResourceIdentifier', value: 'urn:x' },
            { type: 'registeredID', oid: '1.2.3' },
          ],
        },
      },
      /Subject Alternative Name: \n +URI:urn:x, Registered ID:1\.2\.3\n/,
    ],
  ])('%s', (_, extensions, printed) => {
    const { certificate } = mint.issue('ingetrust/issuing-ca', { extensions });
    const { output } = runTool('openssl', ['x509', '-noout', '-text', '-in', 'certificate.pem'], {
      'certificate.pem': certificate.pem,
    });
    expect(output).toMatch(printed);
  });
});
